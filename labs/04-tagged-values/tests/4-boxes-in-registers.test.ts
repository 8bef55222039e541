import { graded, task } from '#grader/probe/graded.ts';
import { forbidden, lengthOf } from './listing.ts';
import type {
  EmitterName,
  irOf,
  nativeBoxes,
  nativeOthers,
  nativeQuotients,
  nativeUnboxes,
} from './scenarios.ts';
import { byValue, digits, nans, numbers } from './some-values.ts';

const needs = ['libLLVM'] as const;
const asDouble = (value: string) => (nans.includes(value) ? 'NaN' : value);

task('04.4', 'Boxes in registers', () => {
  graded('boxes every number', { points: 3, needs }, async ({ probe, expect, random }) => {
    const list = [...numbers(random), ...nans];
    const made = await probe.scenario<ReturnType<typeof nativeBoxes>>('nativeBoxes', { list });
    expect(
      byValue(list, made),
      'fromNumber: native code stores what it gives, and the functions of task 04.1 read it',
    ).toEqual(
      byValue(
        list,
        list.map((value) => ({ isNumber: true, isReference: false, read: asDouble(value) })),
      ),
    );
    const pairs = [
      [0, 0],
      [1, 0],
      [-1, 0],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      [random.integer(1, 99), 4],
    ].map(([left, right]) => [digits(left), digits(right)]);
    const quotients = await probe.scenario<ReturnType<typeof nativeQuotients>>('nativeQuotients', {
      pairs,
    });
    expect(
      quotients.map((quotient) => quotient.isNumber),
      'quotients that native code computes are numbers, 0/0 too',
    ).toEqual(pairs.map(() => true));
    expect(quotients.slice(0, 4).map(({ read }) => read)).toEqual([
      'NaN',
      'Infinity',
      '-Infinity',
      'NaN',
    ]);
  });

  graded('unboxes every number', { points: 2, needs }, async ({ probe, expect, random }) => {
    const list = [...numbers(random), ...nans];
    const read = await probe.scenario<ReturnType<typeof nativeUnboxes>>('nativeUnboxes', { list });
    expect(
      byValue(list, read),
      'numberOf: the same number. An integer that is *converted* to a double is another one',
    ).toEqual(byValue(list, list.map(asDouble)));
  });

  graded('makes the other values', { points: 3, needs }, async ({ probe, expect, random }) => {
    for (const offset of [8 * random.integer(1, 9999), 0x7fff_0000 - 8 * random.integer(1, 99)]) {
      const found = await probe.scenario<ReturnType<typeof nativeOthers>>('nativeOthers', {
        offset,
      });
      expect(found, 'what the functions of tasks 04.1 and 04.2 say').toEqual({
        referenceOf: offset,
        nil: 'nil',
        true: 'true',
        false: 'false',
        reference: `reference ${offset}`,
      });
    }
  });

  graded('needs next to no instructions', { points: 2, needs }, async ({ probe, expect }) => {
    const names: EmitterName[] = [
      'nil',
      'fromNumber',
      'numberOf',
      'fromBoolean',
      'referenceOf',
      'fromReference',
    ];
    const found = await probe.scenario<ReturnType<typeof irOf>>('irOf', { names });
    expect(
      found.flatMap(forbidden),
      'no memory access, no branch, no call: a select chooses without a branch',
    ).toEqual([]);
    const long = found.filter((emitted) => lengthOf(emitted) > 2);
    expect(
      long.map(({ optimized }) => optimized).join('\n'),
      'at most two instructions are left of each when the optimizer is done',
    ).toBe('');
  });

  graded('computes in native code', { points: 2, needs }, async ({ probe, expect, random }) => {
    const [a, b] = [random.integer(1, 1000), random.integer(1001, 2000)];
    const run = await probe.run(
      `{ var a = ${a}; var b = ${b} - a / 2; print a * 2; print -b; print a < b; print a > b; print nil; print "t"; print 0 / 0; print -0; }`,
      { tier: 'baseline' },
    );
    expect(run.output).toBe(
      `${a * 2}\n${a / 2 - b}\n${a < b - a / 2}\n${a > b - a / 2}\nnil\nt\nNaN\n-0\n`,
    );
    expect(run.statistics?.native.functions, 'functions that were compiled').toBe(1);
  });
});
