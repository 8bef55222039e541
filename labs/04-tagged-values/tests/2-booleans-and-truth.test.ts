import { graded, task } from '#grader/probe/graded.ts';
import type { bitsAfter, readBack, testsOf } from './scenarios.ts';
import { byValue, digits, isNumber, nans, numbers, references } from './some-values.ts';

task('04.2', 'Booleans and truth', () => {
  graded('reads back both booleans', { points: 2 }, async ({ probe, expect, random }) => {
    const list = ['true', 'false', 'nil', ...references(random), ...numbers(random)];
    const read = await probe.scenario<ReturnType<typeof readBack>>('readBack', { list });
    expect(byValue(list, read)).toEqual(byValue(list, list));
    for (const value of ['true', 'false']) {
      const bits = await probe.scenario<ReturnType<typeof bitsAfter>>('bitsAfter', { list, value });
      expect(new Set(bits).size, `${value} is one pattern of bits, whatever was there before`).toBe(
        1,
      );
    }
  });

  graded('knows booleans from other values', { points: 2 }, async ({ probe, expect, random }) => {
    const list = ['true', 'false', 'nil', 'empty', ...references(random), ...numbers(random)];
    const tests = ['isNumber', 'isReference', 'isNil', 'isEmpty', 'isBoolean'];
    const yes = await probe.scenario<ReturnType<typeof testsOf>>('testsOf', { list, tests });
    const kinds: Record<string, string> = {
      true: 'isBoolean',
      false: 'isBoolean',
      nil: 'isNil',
      empty: 'isEmpty',
    };
    expect(byValue(list, yes), 'which of the tests say yes').toEqual(
      byValue(
        list,
        list.map((value) => [kinds[value] ?? (isNumber(value) ? 'isNumber' : 'isReference')]),
      ),
    );
  });

  graded('takes nil and false for false', { points: 3 }, async ({ probe, expect, random }) => {
    const zeros = [0, -0, 2, -2, 2 ** 40].map(digits);
    const list = ['nil', 'false', 'true', ...zeros, ...nans, ...references(random)];
    const yes = await probe.scenario<ReturnType<typeof testsOf>>('testsOf', {
      list,
      tests: ['isFalsey'],
    });
    expect(
      byValue(list, yes),
      'isFalsey. Every number is true, also those whose low word is 0, like false',
    ).toEqual(
      byValue(
        list,
        list.map((value) => (value === 'nil' || value === 'false' ? ['isFalsey'] : [])),
      ),
    );
  });

  graded('runs loops and conditions', { points: 3 }, async ({ probe, expect, random }) => {
    const n = random.integer(5, 20);
    const run = await probe.run(
      `var i = 0; while (i < ${n}) i = i + 1; print i;
       fun truth(v) { if (v) return "yes"; return "no"; }
       print truth(0); print truth(nil); print truth(""); print truth(1 > 2); print truth(i); print truth(0/0); print truth(truth);
       print nil or false; print false and 1; print !i; print !nil; print 0 and "and"; print i >= ${n};`,
    );
    expect(run.output).toBe(
      `${n}\nyes\nno\nyes\nno\nyes\nyes\nyes\nfalse\nfalse\nfalse\ntrue\nand\ntrue\n`,
    );
  });
});
