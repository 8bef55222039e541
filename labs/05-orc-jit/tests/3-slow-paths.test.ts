import { graded, task } from '#grader/probe/graded.ts';
import type { numbersAtClasses, runBroken } from './scenarios.ts';

const needs = ['libLLVM'] as const;
const tier = 'baseline' as const;

task('05.3', 'Slow paths', () => {
  graded(
    'joins strings while everything moves',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(4, 12);
      const run = await probe.run(
        `{ var s = ""; var first = "a" + "b"; var old = s;
          var last; for (var i = 0; i < ${n}; i = i + 1) { old = s; var t = first + "-"; fun f() {} s = s + t; last = f; if (i == 2) first = t + "c"; }
          print s; print old; print first; print first + first == "ab-cab-c"; print last; }`,
        { tier, stressGc: true },
      );
      const text = 'ab-'.repeat(3) + 'ab-c-'.repeat(n - 3);
      expect(run.output, 'every allocation moves every object').toBe(
        `${text}\n${text.slice(0, -5)}\nab-c\ntrue\n<fn f>\n`,
      );
    },
  );

  graded(
    'makes functions and classes while everything moves',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const name = `Thing${random.integer(1, 99)}`;
      const run = await probe.run(
        `{ var text = "kept" + "!"; var other = text + text; fun f() {} class ${name} { one() {} two() {} }
          var g; { var captured = "x" + text; fun inner() { return captured; } captured = captured + "y"; g = inner; print captured; }
          class Second < ${name} { three() { return super.one; } } var thing = Second(); thing.field = other; thing.more = text + "?";
          print f; print g; print ${name}; print Second; print thing; print thing.field; print thing.more; print text; print thing.one; }`,
        { tier, stressGc: true },
      );
      expect(run.errors).toEqual([]);
      expect(
        run.output,
        'what was read into a register ahead of a call is somewhere else behind it',
      ).toBe(
        `xkept!y\n<fn f>\n<fn inner>\n${name}\nSecond\nSecond instance\nkept!kept!\nkept!?\nkept!\n<fn one>\n`,
      );
      const n = random.integer(3, 99);
      const seen = await probe.scenario<ReturnType<typeof numbersAtClasses>>('numbersAtClasses', {
        source: `{ var a = ${n}; var b = a * a; class A {} var c = b - a; class B {} print a; print b; print c; }`,
      });
      expect(seen, 'numbers in the slots of the frame when each class is made').toEqual({
        output: `${n}\n${n * n}\n${n * n - n}\n`,
        errors: [],
        numbers: [
          [n, n * n],
          [n, n * n, n * n - n],
        ],
      });
    },
  );

  graded('reads and writes fields', { points: 1, needs }, async ({ probe, expect, random }) => {
    const n = random.integer(2, 50);
    const run = await probe.run(
      `class Point {} var p = Point(); p.x = ${n}; p.y = p.x + 1; p.x = p.x + p.y; print p.x; print p.y;
      { var q = Point(); for (var i = 0; i < ${n}; i = i + 1) { q.n = i; p.x = q.n; } print p.x; print q.n = "set"; }`,
      { tier },
    );
    expect(run.output).toBe(`${2 * n + 1}\n${n + 1}\n${n - 1}\nset\n`);
  });

  graded(
    'comes back with the error of a slow path',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const gap = '\n'.repeat(random.integer(1, 6));
      const failure = async (source: string) => {
        const run = await probe.run(`${gap}${source}\nprint "after";`, { tier });
        return { output: run.output, errors: run.errors };
      };
      const at = (message: string) => ({
        output: '',
        errors: [message, `[line ${gap.length + 1}] in script`],
      });
      expect(await failure('print unknown;')).toEqual(at("Undefined variable 'unknown'."));
      expect(await failure('unknown = 1;')).toEqual(at("Undefined variable 'unknown'."));
      expect(await failure('var n = 1; class A < n {}')).toEqual(at('Superclass must be a class.'));
      expect(await failure('var n = 1; n.x = 2;')).toEqual(at('Only instances have fields.'));
      expect(await failure('class A {} A().x;')).toEqual(at("Undefined property 'x'."));
      expect(await failure('"text"();')).toEqual(at('Can only call functions and classes.'));
    },
  );

  graded(
    'keeps an exception until native code is left',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 99);
      const found = await probe.scenario<ReturnType<typeof runBroken>>('runBroken', {
        part: 'classes',
        name: 'addMethod',
        source: `print ${n}; class A { method() {} } print "after";`,
        next: `print ${n} + 1;`,
      });
      expect(
        found,
        '`classes.addMethod` throws: native code is told of a failure; the exception comes out behind it, once; and the VM can go on',
      ).toEqual({
        thrown: 'classes.addMethod is broken',
        output: `${n}\n`,
        next: `${n + 1}\n`,
      });
      const closure = await probe.scenario<ReturnType<typeof runBroken>>('runBroken', {
        part: 'closures',
        name: 'make',
        stressGc: true,
        source: `print ${n}; fun f() {} fun g() {} fun h() {} print "after";`,
        next: `print ${n} + 1;`,
      });
      expect(closure, 'the same where `closures.make` throws').toEqual({
        thrown: 'closures.make is broken',
        output: `${n}\n`,
        next: `${n + 1}\n`,
      });
    },
  );

  graded(
    'tells native code that a call has failed in the way of calls',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 99);
      const found = await probe.scenario<ReturnType<typeof runBroken>>('runBroken', {
        part: 'calls',
        name: 'call',
        source: `print ${n}; clock(); print "after";`,
        next: `print clock() > 0;`,
      });
      expect(
        found,
        '`calls.call` throws; for a call 0 means that it is COMPLETED, and FAILED is another number',
      ).toEqual({ thrown: 'calls.call is broken', output: `${n}\n`, next: 'true\n' });
      const method = await probe.scenario<ReturnType<typeof runBroken>>('runBroken', {
        part: 'calls',
        name: 'invoke',
        source: `class A { method() {} } var a = A(); print ${n}; a.method(); print "after";`,
        next: `print ${n} + 1;`,
      });
      expect(method, '`calls.invoke` throws: to call a method is a call, too').toEqual({
        thrown: 'calls.invoke is broken',
        output: `${n}\n`,
        next: `${n + 1}\n`,
      });
    },
  );
});
