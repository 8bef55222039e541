import { graded, task } from '#grader/probe/graded.ts';
import type {
  countersOf,
  overflowDepth,
  placesOf,
  runBroken,
  runHolding,
  runLong,
  runSwitching,
} from './scenarios.ts';

const needs = ['libLLVM'] as const;
const tier = 'baseline' as const;

task('05.4', 'Status and unwinding', () => {
  graded('calls, recurs and returns', { points: 2, needs }, async ({ probe, expect, random }) => {
    const n = random.integer(10, 16);
    const fib = (n: number): number => (n < 2 ? n : fib(n - 2) + fib(n - 1));
    const run = await probe.run(
      `fun fib(n) { if (n < 2) return n; return fib(n - 2) + fib(n - 1); } print fib(${n});
      fun pair(x, y) { return x * 1000 + y; } print pair(pair(1, 2), pair(${n}, 4)); { var p = ${n}; print p - pair(p, p); print p; }
      fun even(n) { if (n == 0) return true; return odd(n - 1); } fun odd(n) { if (n == 0) return false; return even(n - 1); } print even(${n});
      fun nothing() {} print nothing(); fun show(n) { print n; } show("shown"); print clock() > 0;`,
      { tier },
    );
    expect(run.errors).toEqual([]);
    expect(run.output, 'a caller goes on behind its call, with all its slots').toBe(
      `${fib(n)}\n${1002 * 1000 + n * 1000 + 4}\n${n - n * 1001}\n${n}\n${n % 2 === 0}\nnil\nshown\ntrue\n`,
    );
  });

  graded('shares captured variables', { points: 2, needs }, async ({ probe, expect, random }) => {
    const n = random.integer(3, 20);
    const run = await probe.run(
      `fun counter(from) { var n = from; fun next() { n = n + 1; return n; } fun reset() { n = from; } next(); if (from > 0) return next; return reset; }
      var next = counter(${n}); print next(); print next(); var other = counter(1); print other(); print next();
      var fs; { var a = "before"; fun get() { return a; } fun set(v) { a = v; } set("after"); print a; print get(); a = a + "!"; fs = get; } print fs();
      var last; for (var i = 0; i < 3; i = i + 1) { var j = i; fun f() { return i * 10 + j; } last = f; if (i == 1) print f(); } print last();
      fun make(n) { fun get() { n = n + 1; return n; } get(); return n; } fun sum(a, b, c) { return a * 100 + b * 10 + c; } print make(10); print sum(${n}, make(20), make(30));
      fun flags() { var low = nil; fun look(k) { print low = k < ${n}; return low; } fun again() { return low; } look(${n - 1}); print again(); look(${n}); return again; } print flags()();`,
      { tier, stressGc: true },
    );
    expect(run.errors).toEqual([]);
    expect(
      run.output,
      'while a variable is in its frame, frame and closures see the same slot',
    ).toBe(
      `${n + 2}\n${n + 3}\n3\n${n + 4}\nafter\nafter\nafter!\n11\n32\n11\n${n * 100 + 241}\ntrue\ntrue\nfalse\nfalse\n`,
    );
  });

  graded(
    'calls methods, `init` and `super`',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(3, 20);
      const run = await probe.run(
        `class Base { init(n) { this.n = n; } get() { return this.n; } add(k) { this.n = this.n + k; return this; } }
      class Derived < Base { init(n) { super.init(n * 2); this.own = n; } add(k) { return super.add(k + 1); } }
      var d = Derived(${n}); print d.get(); print d.add(1).add(2).get(); print d.own; var bound = d.add; bound(10); print d.get();
      d.get = clock; print d.get() > 0; class Empty {} print Empty();`,
        { tier },
      );
      expect(run.errors).toEqual([]);
      expect(run.output).toBe(
        `${2 * n}\n${2 * n + 5}\n${n}\n${2 * n + 16}\ntrue\nEmpty instance\n`,
      );
      const broken = await probe.scenario<ReturnType<typeof runBroken>>('runBroken', {
        part: 'calls',
        name: 'invokeSuper',
        source: `class A { m() {} } class B < A { m() { print ${n}; super.m(); print "after"; } } B().m();`,
        next: `print ${n} + 1;`,
      });
      expect(
        broken,
        '`calls.invokeSuper` throws: native code is told that a call has failed',
      ).toEqual({ thrown: 'calls.invokeSuper is broken', output: `${n}\n`, next: `${n + 1}\n` });
    },
  );

  graded(
    'lists the calls that led to an error',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const gap = '\n'.repeat(random.integer(1, 6));
      const source = `fun fine() {} fun a() { fine();${gap} b(); }\nfun b() { c(\n1,\n2); }\nfun c(x, y) {${gap} return x + nil; }\na();`;
      const line = (text: string) => source.slice(0, source.indexOf(text)).split('\n').length;
      const run = await probe.run(source, { tier });
      expect(run.errors, 'each native frame completes its record on the way out').toEqual([
        'Operands must be two numbers or two strings.',
        `[line ${line('return x')}] in c()`,
        `[line ${line('2);')}] in b()`,
        `[line ${line('b(); }')}] in a()`,
        `[line ${line('a();')}] in script`,
      ]);
      const few = await probe.run('fun f(a, b) {}\nf(1);', { tier });
      expect(few.errors).toEqual(['Expected 2 arguments but got 1.', '[line 2] in script']);
    },
  );

  graded(
    'overflows at one exact depth, and comes back from below it',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const depth = await probe.scenario<ReturnType<typeof overflowDepth>>('overflowDepth', {
        source: 'var n = 0; fun f() { n = n + 1; f(); } f();',
      });
      expect(depth, "16,384 frames may be live, the script's among them").toEqual({
        message: 'Stack overflow.',
        calls: 16_383,
      });
      const deep = random.integer(9_000, 10_000);
      const run = await probe.run(
        `fun down(n) { if (n == 0) return 0; return 1 + down(n - 1); } print down(${deep});`,
        { tier },
      );
      expect(run.output).toBe(`${deep}\n`);
    },
  );

  graded(
    'leaves to the interpreter what it cannot go on with',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const calls = random.integer(3, 9);
      const found = await probe.scenario<ReturnType<typeof runLong>>('runLong', { calls });
      expect(found, 'long() has 21,000 instructions, and there is no place in it').toMatchObject({
        output: Array.from({ length: calls }, (_, index) => `${index + 1}\n`).join(''),
        errors: [],
        compiled: false,
      });
      const { canEnter, places } = await probe.scenario<ReturnType<typeof placesOf>>('placesOf', {
        name: 'f',
        source: `fun f(n) { while (n > 0) { n = n - 1; if (n == ${calls}) print n; else clock(); } return n; } print f(0);`,
      });
      expect(
        canEnter,
        'offsets in f() of which `canEnter` says yes: its beginning, the head of its loop, and behind its call',
      ).toEqual(places);
    },
  );

  graded('counts every call', { points: 1, needs }, async ({ probe, expect, random }) => {
    const n = random.integer(5, 30);
    const counters = await probe.scenario<ReturnType<typeof countersOf>>('countersOf', {
      name: 'f',
      tier,
      source: `fun f(n) { if (n > 0) f(n - 1); } f(${n}); f(2); print "done";`,
    });
    expect(counters).toEqual({ output: 'done\n', calls: n + 4, loops: 0 });
  });

  graded(
    'takes turns with the interpreter, at random',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(5, 12);
      const fib = (n: number): number => (n < 2 ? n : fib(n - 2) + fib(n - 1));
      const held = await probe.scenario<ReturnType<typeof runHolding>>('runHolding', {
        held: 'ask',
        source: `fun twice(n) { return n + n; } fun ask(n) { var a = twice(n); return a * 100 + (twice(n) + (1 + twice(1))); } print ask(${n}) + ask(1);`,
      });
      expect(held, 'native code returns into the interpreter, and the other way round').toEqual({
        output: `${200 * n + 2 * n + 3 + 205}\n`,
        errors: [],
      });
      const found = await probe.scenario<ReturnType<typeof runSwitching>>('runSwitching', {
        seed: random.integer(1, 1_000_000),
        stressGc: true,
        source: `
          fun fib(n) { if (n < 2) return n; var a = fib(n - 2); var b = a; a = fib(n - 1); return a + b; } print fib(${n});
          fun join(n) { if (n == 0) return ""; return join(n - 1) + "(" + n0(n) + ")"; } fun n0(n) { if (n > 2) return "many"; return "few"; } print join(${n});
          class A { init(n) { this.n = n; } down() { if (this.n == 0) return "end"; this.n = this.n - 1; return this.down(); } } print A(${n}).down();`,
      });
      expect(
        found,
        'a frame that one has begun the other can go on with, behind each call',
      ).toMatchObject({
        output: `${fib(n)}\n(few)(few)${'(many)'.repeat(n - 2)}\nend\n`,
        errors: [],
      });
    },
  );
});
