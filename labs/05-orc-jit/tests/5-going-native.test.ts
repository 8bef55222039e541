import { graded, task } from '#grader/probe/graded.ts';
import type { engineRuns, entriesOf, runLong, tiersAtPrints } from './scenarios.ts';

const needs = ['libLLVM'] as const;

task('05.5', 'Going native', () => {
  graded(
    'publishes what it compiles, in the entry word',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 99);
      const { found, output } = await probe.scenario<ReturnType<typeof entriesOf>>('entriesOf', {
        held: 'held',
        source: `fun free() { return ${n}; } fun held() { return free() + 1; } print held();`,
      });
      expect(output).toBe(`${n + 1}\n`);
      expect(found.free, 'the entry before, after, and what `entryOf` says').toEqual({
        before: 'stub',
        after: 'code',
        says: 'code',
        released: 'code',
      });
      expect(
        found.held,
        'the tier of a function that is held is not BASELINE: it is compiled, and its entry stays the stub until it is released',
      ).toEqual({ before: 'stub', after: 'stub', says: 'code', released: 'code' });
      const calls = random.integer(20, 40);
      const long = await probe.scenario<ReturnType<typeof runLong>>('runLong', {
        calls,
        asks: 'entry',
      });
      expect(
        long,
        'long() has 21,000 instructions and cannot be compiled: its tier is INTERPRETER, its entry the stub',
      ).toMatchObject({ errors: [], tier: 'interpreter', entryIsStub: true, saysStub: true });
      expect(
        long.runs,
        `how often the engine is asked, for ${calls} calls of long(): when it has returned, and not to run it`,
      ).toBeLessThan(calls + 10);
    },
  );

  graded(
    'calls native code from native code, past the driver',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(12, 16);
      const fib = (n: number): number => (n < 2 ? n : fib(n - 2) + fib(n - 1));
      const { output, runs } = await probe.scenario<ReturnType<typeof engineRuns>>('engineRuns', {
        source: `fun fib(n) { if (n < 2) return n; return fib(n - 2) + fib(n - 1); } print fib(${n});`,
      });
      expect(output).toBe(`${fib(n)}\n`);
      expect(
        runs,
        'how often the driver asks the engine: as long as the entry word is the stub, at each call',
      ).toBeLessThan(20);
    },
  );

  graded(
    'goes native in the middle of a loop',
    { points: 4, needs },
    async ({ probe, expect, random }) => {
      const threshold = random.integer(30, 90);
      const rounds = 3 * threshold;
      const { output, seen } = await probe.scenario<ReturnType<typeof tiersAtPrints>>(
        'tiersAtPrints',
        {
          compileThreshold: threshold,
          quantum: 5,
          source: `var sum = 0; fun work(n) { var total = 0; for (var i = 0; i < n; i = i + 1) { total = total + i; print i; } return total; } sum = work(${rounds}); print sum;`,
        },
      );
      const lines = Array.from({ length: rounds }, (_, index) => `${index}\n`).join('');
      expect(output).toBe(`${lines}${(rounds * (rounds - 1)) / 2}\n`);
      const first = seen.indexOf('work in machine code');
      expect(
        first,
        `the round of one call of work() in which it runs as machine code for the first time; it is compiled after ${threshold} calls and back-edges`,
      ).toBeGreaterThan(5);
      expect(first).toBeLessThan(threshold + 10);
      expect(
        seen.slice(first, rounds).filter((where) => where !== 'work in machine code'),
        'rounds after that which did not',
      ).toEqual([]);
    },
  );

  graded(
    'lets every tier call every tier',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const threshold = random.integer(20, 40);
      const { output, seen } = await probe.scenario<ReturnType<typeof tiersAtPrints>>(
        'tiersAtPrints',
        {
          compileThreshold: threshold,
          quantum: 3,
          source: `
            fun hot(n) { if (n > 0) return n; show(n); print "hot"; return n; }
            fun show(n) { print n; return n; }
            fun once(n) { hot(n); print "once"; return n; }
            for (var i = 1; i <= ${2 * threshold}; i = i + 1) hot(i);
            once(0);`,
        },
      );
      expect(output).toBe('0\nhot\nonce\n');
      expect(
        seen,
        'hot() was compiled; show() and once() were called but once, and stay where they are',
      ).toEqual(['show in a lower tier', 'hot in machine code', 'once in a lower tier']);
    },
  );
});
