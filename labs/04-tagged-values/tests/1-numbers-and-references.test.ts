import { graded, task } from '#grader/probe/graded.ts';
import type {
  afterCopying,
  arithmeticNaNs,
  besides,
  bitsAfter,
  collected,
  numberPairs,
  readBack,
  testsOf,
} from './scenarios.ts';
import { byPair, byValue, forPairs, isNumber, nans, numbers, references } from './some-values.ts';

task('04.1', 'Numbers and references', () => {
  graded('reads back every number', { points: 2 }, async ({ probe, expect, random }) => {
    const list = numbers(random);
    const read = await probe.scenario<ReturnType<typeof readBack>>('readBack', { list });
    expect(
      byValue(list, read),
      'by the bits of the double: -0 is not 0, and the smallest numbers are not 0 either',
    ).toEqual(byValue(list, list));
  });

  graded('knows numbers from other values', { points: 3 }, async ({ probe, expect, random }) => {
    const kinds: Record<string, string> = { nil: 'isNil', empty: 'isEmpty' };
    const list = [...numbers(random), ...references(random), 'nil', 'empty'];
    const yes = await probe.scenario<ReturnType<typeof testsOf>>('testsOf', {
      list,
      tests: ['isNumber', 'isReference', 'isNil', 'isEmpty'],
    });
    expect(
      byValue(list, yes),
      'which of the tests say yes. The high word of a negative number is a negative number in `i32`, just as a tag is',
    ).toEqual(
      byValue(
        list,
        list.map((value) => [kinds[value] ?? (isNumber(value) ? 'isNumber' : 'isReference')]),
      ),
    );
  });

  graded('takes every NaN for a number', { points: 2 }, async ({ probe, expect }) => {
    const found = await probe.scenario<ReturnType<typeof arithmeticNaNs>>('arithmeticNaNs');
    const made = Object.keys(found);
    expect(made.length).toBeGreaterThan(4);
    expect(
      found,
      'processors make NaNs of either sign: their high words are 7ff80000 and fff80000',
    ).toEqual(Object.fromEntries(made.map((name) => [name, { yes: ['isNumber'], read: 'NaN' }])));
  });

  graded('asks both slots for numbers', { points: 2 }, async ({ probe, expect, random }) => {
    const list = [...numbers(random).slice(13), ...nans, ...references(random), 'nil'];
    const found = await probe.scenario<ReturnType<typeof numberPairs>>('numberPairs', { list });
    expect(byPair(list, found), 'areNumbers').toEqual(
      byPair(
        list,
        forPairs(list, (left, right) => isNumber(left) && isNumber(right)),
      ),
    );
  });

  graded(
    "keeps a reference's offset in the low word",
    { points: 2 },
    async ({ probe, expect, random }) => {
      const from = 8 * random.integer(1000, 9_000_000);
      const to = 8 * random.integer(10_000_000, 200_000_000);
      const found = await probe.scenario<ReturnType<typeof collected>>('collected', { from, to });
      expect(
        found,
        'a collector reads the low word, and writes the new offset there when the object has moved',
      ).toEqual({ low: from, isReference: true, offset: to });
    },
  );

  graded(
    'is its eight bytes and nothing else',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const list = [...numbers(random), ...references(random), 'nil', 'empty'];
      const copied = await probe.scenario<ReturnType<typeof afterCopying>>('afterCopying', {
        list,
      });
      expect(
        byValue(list, copied),
        'after the 8 bytes were copied to another slot: that is how every tier moves values',
      ).toEqual(byValue(list, list));
      const beside = await probe.scenario<ReturnType<typeof besides>>('besides', { list });
      const untouched = ['5a5a5a5a5a5a5a5a', '5a5a5a5a5a5a5a5a'];
      expect(byValue(list, beside), 'the slots below and above are not written to').toEqual(
        byValue(
          list,
          list.map(() => untouched),
        ),
      );
      const [, value] = references(random);
      const bits = await probe.scenario<ReturnType<typeof bitsAfter>>('bitsAfter', { list, value });
      expect(
        new Set(bits).size,
        `${value} has the same bits, whatever was in the slot before: ${JSON.stringify(byValue(list, bits))}`,
      ).toBe(1);
    },
  );

  graded('runs a program of numbers', { points: 2 }, async ({ probe, expect, random }) => {
    const [a, b] = [random.integer(1, 1000), random.integer(1001, 2000)];
    const run = await probe.run(
      `var a = ${a}; fun twice(n) { return n * 2; } var s = "s${b}"; print a - ${b}; print twice(a) / 8; print s + s; print nil; print -0; print 0 / 0 - 1; print 1 / 0; print -1 / 0; print undefined;`,
      { stressGc: true },
    );
    expect(run.output).toBe(`${a - b}\n${a / 4}\ns${b}s${b}\nnil\n-0\nNaN\nInfinity\n-Infinity\n`);
    expect(run.errors[0], 'EMPTY is no value that a program sees').toBe(
      "Undefined variable 'undefined'.",
    );
  });
});
