import { graded, task } from '#grader/probe/graded.ts';
import { inTurn } from './in-turn.ts';
import type { runNative, runWithOddKind, writeOverShape } from './scenarios.ts';

const needs = ['libLLVM'] as const;
const tier = 'baseline' as const;

const points = `class Point { init(x, y) { this.x = x; this.y = y; } sum() { return this.x + this.y; } move(d) { this.x = this.x + d; return this; } }
  class Point3 < Point { init(x, y, z) { super.init(x, y); this.z = z; } sum() { return super.sum() + this.z; } }`;

task('06.9', 'One comparison', () => {
  graded(
    'reads, writes and calls in native code',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 60);
      const run = await probe.run(
        `${points} var p = Point(1, 2); var q = Point3(3, 4, 5); var total = 0;
        for (var i = 0; i < ${n}; i = i + 1) { total = total + p.sum(); p.move(1); total = total + q.move(2).sum(); q.z = i; p.y = q.x; var r = Point(i, 1); r.z = 2; total = total + r.sum() + r.z; }
        print total; print p.x; print p.y; print q.x; print q.z; var f = q.sum; print f(); p.w = "new"; print p.w;`,
        { tier },
      );
      let [total, px, py, qx, qz] = [0, 1, 2, 3, 5];
      for (let i = 0; i < n; i += 1) {
        total += px + py;
        px += 1;
        qx += 2;
        total += qx + 4 + qz;
        qz = i;
        py = qx;
        total += i + 3;
      }
      expect(run.errors).toEqual([]);
      expect(run.output).toBe(`${total}\n${px}\n${py}\n${qx}\n${qz}\n${qx + 4 + qz}\nnew\n`);
    },
  );

  graded(
    'asks nobody for what the site knows',
    { points: 4, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(30, 60);
      const run = (times: number) =>
        probe.scenario<ReturnType<typeof runNative>>('runNative', {
          source: `${points} fun work(p, q, n) { for (var i = 0; i < n; i = i + 1) { p.x = q.z; q.z = p.y; p.move(1).sum(); q.sum(); } return Point3(1, 2, 3).sum(); }
            print work(Point(1, 2), Point3(1, 2, 3), ${times});`,
        });
      const [few, many] = [await run(n), await run(5 * n)];
      expect(few).toMatchObject({ output: '6\n', errors: [] });
      expect(
        many.crossings,
        `calls from native code to the VM for ${5 * n} rounds; for ${n} rounds it made ${few.crossings}`,
      ).toBe(few.crossings);
    },
  );

  graded(
    'looks at the shape, and at nothing else',
    { points: 4, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 99);
      const run = (more: string) =>
        probe.scenario<ReturnType<typeof runWithOddKind>>('runWithOddKind', {
          source: inTurn([
            `class P { init() { this.a = ${n}; } m() { return "m"; } } class S < P { m() { return super.m(); } }
            fun read(o) { return o.a; } fun write(o) { o.a = o.a + 1; } fun call(o) { return o.m(); }
            var o = S(); read(o); write(o); call(o); read(o); write(o); call(o);${more}`,
            'print read(o); write(o); print read(o); print call(o);',
          ]),
        });
      const expected = { output: `${n + 2}\n${n + 3}\nm\n`, errors: [] };
      expect(
        (await run('')).after,
        'the test has changed the kind in the header of `o`: who compares the shape with that of the site, and is content, does not notice',
      ).toEqual(expected);
      const others = random.shuffle(['b', 'c', 'd']).slice(0, random.integer(1, 3));
      const more = others.map(
        (name) =>
          ` var ${name} = P(); ${name}.${name} = 1; read(${name}); write(${name}); call(${name});`,
      );
      expect(
        (await run(more.join(''))).after,
        "the same, at sites that have met other shapes after that of `o`, which is still in each site's own entry",
      ).toEqual(expected);
    },
  );

  graded(
    'leaves other shapes to the others',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const order = random.shuffle(['A', 'B', 'C', 'D', 'E', 'F']);
      const run = await probe.run(
        `class Base { m() { return "base"; } } ${order.map((name, index) => `class ${name} < Base { init() { ${index % 2 === 0 ? 'this.first = nil;' : ''} this.x = "${name}"; } m() { return "${name}" + super.m(); } }`).join('\n')}
        fun use(o) { print o.x; o.x = o.x + "!"; print o.x; print o.m(); var f = o.m; print f(); o.y = 1; }
        ${order.map((name) => `use(${name}()); use(${name}());`).join(' ')} ${order.map((name) => `use(${name}());`).join(' ')}
        fun field() { return "field"; } var o = ${order[0]}(); o.m = field; use(o); var wrong = 3; use(wrong);`,
        { tier },
      );
      const lines = (name: string) => `${name}\n${name}!\n${name}base\n${name}base\n`;
      expect(run.output).toBe(
        `${order.map((name) => lines(name).repeat(2)).join('')}${order.map(lines).join('')}${order[0]}\n${order[0]}!\nfield\nfield\n`,
      );
      expect(run.errors[0]).toBe('Only instances have properties.');
    },
  );

  graded(
    'gives an instance its new shape last',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 99);
      const found = await probe.scenario<ReturnType<typeof writeOverShape>>('writeOverShape', {
        source: inTurn([
          `class P { init() { this.a = 1; } } fun write(o, v) { o.a = v; } var o = P(); write(o, ${n}); write(o, ${n});`,
          `write(o, ${n}.5);`,
        ]),
      });
      expect(found.before.errors).toEqual([]);
      expect(
        found.holds,
        "the test has made the site's place 0, so that value and shape go to the same words: what is there afterwards was written last",
      ).toBe('the shape');
    },
  );

  graded(
    'runs in native code while everything moves',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 25);
      const run = await probe.run(
        `class Node { init(v, next) { this.v = v; this.next = next; } text() { return this.v + "."; } }
        class Other < Node { text() { return super.text() + "o"; } }
        var list = nil; for (var i = 0; i < ${n}; i = i + 1) { list = Node("a" + "b", list); list = Other("c", list); list.v = list.v + "d"; }
        var text = ""; while (list != nil) { text = text + list.text(); var f = list.text; if (f() != list.text()) print "different"; list = list.next; } print text;`,
        { tier, stressGc: true },
      );
      expect(run.errors).toEqual([]);
      expect(run.output, 'a collection at each allocation').toBe(`${'cd.oab.'.repeat(n)}\n`);
    },
  );
});
