import { graded, task } from '#grader/probe/graded.ts';
import { forbidden, lengthOf } from './listing.ts';
import type { EmitterName, guarded, irOf, nativePairs, nativeTests } from './scenarios.ts';
import { byPair, byValue, forPairs, isNumber, nans, numbers, references } from './some-values.ts';

const needs = ['libLLVM'] as const;

task('04.5', 'Type tests and guards', () => {
  graded('knows numbers in a register', { points: 3, needs }, async ({ probe, expect, random }) => {
    const list = [
      ...numbers(random),
      ...nans,
      ...references(random),
      ...['nil', 'empty', 'true', 'false'],
    ];
    const ask = (name: EmitterName) =>
      probe.scenario<ReturnType<typeof nativeTests>>('nativeTests', { name, list });
    expect(
      byValue(list, await ask('isNumber')),
      'isNumber: 1 or 0. A negative number, taken as a signed integer, is smaller than every tag, or larger?',
    ).toEqual(
      byValue(
        list,
        list.map((value) => (isNumber(value) ? 1 : 0)),
      ),
    );
  });

  graded(
    'knows references in a register',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const list = [
        ...references(random),
        ...numbers(random),
        ...nans,
        ...['nil', 'empty', 'true', 'false'],
      ];
      const ask = (name: EmitterName) =>
        probe.scenario<ReturnType<typeof nativeTests>>('nativeTests', { name, list });
      expect(byValue(list, await ask('isReference')), 'isReference: 1 or 0').toEqual(
        byValue(
          list,
          list.map((value) => (value.startsWith('reference') ? 1 : 0)),
        ),
      );
    },
  );

  graded('asks two registers at once', { points: 2, needs }, async ({ probe, expect, random }) => {
    const list = [...numbers(random).slice(13), ...nans, references(random)[0], 'nil', 'true'];
    const found = await probe.scenario<ReturnType<typeof nativePairs>>('nativePairs', {
      name: 'areNumbers',
      list,
    });
    expect(byPair(list, found), 'areNumbers').toEqual(
      byPair(
        list,
        forPairs(list, (left, right) => isNumber(left) && isNumber(right)),
      ),
    );
  });

  graded('guards a number', { points: 3, needs }, async ({ probe, expect, random }) => {
    const list = [
      ...numbers(random),
      ...nans,
      ...references(random),
      ...['nil', 'empty', 'true', 'false'],
    ];
    const found = await probe.scenario<ReturnType<typeof guarded>>('guarded', { list });
    expect(
      byValue(list, found),
      'guardNumber: the number behind the guard, or `otherwise`',
    ).toEqual(
      byValue(
        list,
        list.map((value) =>
          isNumber(value) ? (nans.includes(value) ? 'NaN' : value) : 'otherwise',
        ),
      ),
    );
  });

  graded('takes one comparison for a test', { points: 2, needs }, async ({ probe, expect }) => {
    const names: EmitterName[] = ['isNumber', 'isReference', 'isEmpty', 'areNumbers'];
    const found = await probe.scenario<ReturnType<typeof irOf>>('irOf', { names });
    expect(found.flatMap(forbidden), 'no memory access, no branch, no call').toEqual([]);
    const most: Partial<Record<EmitterName, number>> = { areNumbers: 5 };
    const long = found.filter((emitted) => lengthOf(emitted) > (most[emitted.name] ?? 2));
    expect(
      long.map(({ optimized }) => optimized).join('\n'),
      'at most two instructions are left of a test when the optimizer is done, and five of areNumbers',
    ).toBe('');
  });

  graded('runs functions natively', { points: 3, needs }, async ({ probe, expect, random }) => {
    const n = random.integer(9, 14);
    const fib = (k: number): number => (k < 2 ? k : fib(k - 1) + fib(k - 2));
    const run = await probe.run(
      `fun fib(n) { if (n < 2) return n; return fib(n - 1) + fib(n - 2); }
       print fib(${n}); var i = 0; while (i < 5) i = i + 1; print i; print "a" + "b";
       print fib("x");`,
      { tier: 'baseline' },
    );
    expect(run.output).toBe(`${fib(n)}\n5\nab\n`);
    expect(run.errors[0], 'a guard fails, and the error is raised').toBe(
      'Operands must be numbers.',
    );
    expect(
      run.statistics?.native.crossings,
      'calls from native code into TypeScript: each print, the string, the error; no addition of numbers, and no call of a function',
    ).toBeLessThan(20);
  });
});
