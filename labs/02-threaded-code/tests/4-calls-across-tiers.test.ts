import { graded, task } from '#grader/probe/graded.ts';
import type {
  canonicalFrames,
  overflowDepth,
  runSwitching,
  tiersAtPrints,
  waysIn,
} from './scenarios.ts';

task('02.4', 'Calls across tiers', () => {
  graded('passes arguments in order', { points: 2 }, async ({ probe, expect, random }) => {
    const [a, b, c] = [random.integer(1, 99), random.integer(100, 199), random.integer(200, 299)];
    const run = await probe.run(
      `fun show(a, b, c) { print a; print b; print c; var d = a - b; print d; a = c; print a; }
      show(${a}, ${b}, ${c}); fun none() { print "none"; } none();
      fun pair(x, y) { return x * 1000 + y; } print pair(pair(1, 2), pair(${a}, 4)); print clock() > 0;
      { var p = ${a}; var q = ${b}; print pair(q, p) - pair(p, q); }`,
      { tier: 'threaded' },
    );
    expect(run.output, 'callee and arguments lie one above the other, in their own slots').toBe(
      `${a}\n${b}\n${c}\n${a - b}\n${c}\nnone\n${1002 * 1000 + a * 1000 + 4}\ntrue\n${b * 1000 + a - (a * 1000 + b)}\n`,
    );
  });

  graded('recurs', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(10, 18);
    const fib = (n: number): number => (n < 2 ? n : fib(n - 2) + fib(n - 1));
    const run = await probe.run(
      `fun fib(n) { if (n < 2) return n; return fib(n - 2) + fib(n - 1); } print fib(${n});
      fun even(n) { if (n == 0) return true; return odd(n - 1); }
      fun odd(n) { if (n == 0) return false; return even(n - 1); } print even(${n}); print odd(${n});
      fun nothing() {} print nothing(); fun early() { return; } print early();`,
      { tier: 'threaded' },
    );
    expect(run.output).toBe(`${fib(n)}\n${n % 2 === 0}\n${n % 2 === 1}\nnil\nnil\n`);
  });

  graded(
    'counts the arguments, and calls only what can be called',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 6);
      const parameters = Array.from({ length: n }, (_, index) => `p${index}`).join(', ');
      const few = await probe.run(`fun f(${parameters}) {}\nf(1);`, { tier: 'threaded' });
      expect(few.errors).toEqual([`Expected ${n} arguments but got 1.`, '[line 2] in script']);
      const wrong = await probe.run(`fun f() { return ${n}; }\n\nf()();`, { tier: 'threaded' });
      expect(wrong.errors).toEqual(['Can only call functions and classes.', '[line 3] in script']);
    },
  );

  graded(
    'lists the calls that led to an error',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const gap = '\n'.repeat(random.integer(1, 6));
      const source = `fun a() {${gap} b(); }\nfun b() { c(\n1,\n2); }\nfun c(x, y) {${gap} return x + nil; }\na();`;
      const line = (text: string) => source.slice(0, source.indexOf(text)).split('\n').length;
      const run = await probe.run(source, { tier: 'threaded' });
      expect(
        run.errors,
        "each line comes from a record's pc, which is an offset in bytecode",
      ).toEqual([
        'Operands must be two numbers or two strings.',
        `[line ${line('return x')}] in c()`,
        `[line ${line('2);')}] in b()`,
        `[line ${line('b(); }')}] in a()`,
        `[line ${line('a();')}] in script`,
      ]);
    },
  );

  graded(
    'overflows at one exact depth, and comes back from below it',
    { points: 2 },
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
        { tier: 'threaded' },
      );
      expect(run.output).toBe(`${deep}\n`);
    },
  );

  graded('has a way in behind every call', { points: 2 }, async ({ probe, expect, random }) => {
    const calls = Array.from({ length: random.integer(1, 4) }, (_, index) => `g(${index})`).join(
      ' + ',
    );
    const found = await probe.scenario<ReturnType<typeof waysIn>>('waysIn', {
      name: 'f',
      source: `fun g(n) { return n; } fun f(n) { if (n > 1) g(g(n)); for (var i = 0; i < n; i = i + 1) g(i); return ${calls}; } f(2);`,
    });
    expect(found.astray, 'ways in that lead to no operation').toEqual([]);
    expect(
      found.used.filter((pc) => !found.ways.includes(pc)),
      'offsets in bytecode at which a frame can go on, and that have no way in',
    ).toEqual([]);
  });

  graded(
    'calls and is called by functions of another tier',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const threshold = random.integer(3, 9);
      const found = await probe.scenario<ReturnType<typeof tiersAtPrints>>('tiersAtPrints', {
        tier: 'auto',
        hotThreshold: threshold,
        quantum: 1_000_000,
        source: `
          fun hot(n) { if (n > 0) return n; show(n); print "hot"; return n; }
          fun show(n) { print n; return n; }
          fun once(n) { hot(n); print "once"; return n; } ${'hot(1); '.repeat(threshold)} once(0);`,
      });
      expect(
        found.seen,
        `\`hot\` is translated at its call number ${threshold}; every later frame of it belongs to the threaded tier`,
      ).toEqual([
        'script: interpreter, once: interpreter, hot: threaded, show: interpreter; run by interpreter',
        'script: interpreter, once: interpreter, hot: threaded; run by threaded',
        'script: interpreter, once: interpreter; run by interpreter',
      ]);
      expect(found).toMatchObject({ output: '0\nhot\nonce\n', errors: [] });
    },
  );

  graded(
    'leaves every frame as the interpreter would',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 6);
      const source = `
        fun sum(a, b) { var c = a; var d = c + b; a = 7; if (b > 0) { d = d + pick(b, c); c = b; d = d + sum(c, b - 1); } return d; }
        fun pick(i, other) { var both = i; if (i > 1) { both = other; } return both; }
        { var x = ${n}; var y = x; x = 1 + sum(y, x) * sum(1, 2); print x; }`;
      const frames = (tier: string) =>
        probe.scenario<ReturnType<typeof canonicalFrames>>('canonicalFrames', { source, tier });
      const [interpreted, threaded] = [await frames('interpreter'), await frames('threaded')];
      expect(threaded.output).toBe(interpreted.output);
      expect(
        threaded.seen.length > 0,
        'with a quantum of 0, `run` comes back with SWITCH at each call and return: that was seen at least once',
      ).toBe(true);
      expect(
        threaded.seen,
        "at each call and return: the newest frame's pc and all slots up to `stackTop`",
      ).toEqual(interpreted.seen);
    },
  );

  graded(
    'takes turns with the interpreter, at random',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(5, 14);
      const fib = (n: number): number => (n < 2 ? n : fib(n - 2) + fib(n - 1));
      const source = `
        fun fib(n) { if (n < 2) return n; var a = fib(n - 2); var b = a; a = fib(n - 1); return a + b; } print fib(${n});
        fun join(n) { if (n == 0) return ""; return join(n - 1) + "(" + n0(n) + ")"; } fun n0(n) { if (n > 2) return "many"; return "few"; } print join(${n});`;
      const found = await probe.scenario<ReturnType<typeof runSwitching>>('runSwitching', {
        source,
        seed: random.integer(1, 1_000_000),
        stressGc: true,
      });
      const text = `(few)(few)${'(many)'.repeat(n - 2)}`;
      expect(found).toEqual({ output: `${fib(n)}\n${text}\n`, errors: [] });
    },
  );
});
