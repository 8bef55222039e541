import { graded, task } from '#grader/probe/graded.ts';
import type { Random } from '#grader/probe/random.ts';
import { StructTag } from '#shared/contracts/values-ir.ts';
import type { Parts, structAnswers, structsMade } from './scenarios.ts';
import {
  areSame,
  byPair,
  byValue,
  digits,
  forPairs,
  isNumber,
  nans,
  numbers,
} from './some-values.ts';

const needs = ['libLLVM'] as const;
const YES = '0000000000000001';
const NO = '0000000000000000';
const answer = (yes: boolean) => (yes ? YES : NO);

/** The two parts of a value. */
function partsOf(value: string): Parts {
  const word = (payload: number) => payload.toString(16).padStart(16, '0');
  const [kind, offset] = value.split(' ');
  if (kind === 'nil') return { tag: StructTag.NIL, payload: word(0) };
  if (kind === 'reference') return { tag: StructTag.REFERENCE, payload: word(Number(offset)) };
  if (isNumber(value)) return { tag: StructTag.NUMBER, payload: value };
  return { tag: StructTag.BOOLEAN, payload: word(kind === 'true' ? 1 : 0) };
}

/** Values whose payloads are alike, and others. */
function values(random: Random): string[] {
  const offset = 8 * random.integer(10, 9999);
  const alike = ['reference 1', '0000000000000001', `reference ${offset}`];
  return [
    'nil',
    'true',
    'false',
    ...alike,
    ...[0, -0, 1, random.integer(2, 99)].map(digits),
    ...nans,
  ];
}

task('04.7', 'The same as a structure', () => {
  graded('puts structures together', { points: 4, needs }, async ({ probe, expect, random }) => {
    const list = numbers(random);
    const made = await probe.scenario<ReturnType<typeof structsMade>>('structsMade', {
      name: 'fromNumber',
      list,
    });
    expect(byValue(list, made), 'fromNumber').toEqual(byValue(list, list.map(partsOf)));
    const booleans = await probe.scenario<ReturnType<typeof structsMade>>('structsMade', {
      name: 'fromBoolean',
      list: [YES, NO],
    });
    expect(booleans, 'fromBoolean of true and of false').toEqual(['true', 'false'].map(partsOf));
  });

  graded('takes structures apart', { points: 4, needs }, async ({ probe, expect, random }) => {
    const list = values(random);
    const ask = (name: string, of = list) =>
      probe.scenario<ReturnType<typeof structAnswers>>('structAnswers', {
        name,
        list: of.map(partsOf),
      });
    const first = (answers: string[][]) => answers.map(([one]) => one);
    expect(
      byValue(list, first(await ask('isNumber'))),
      'isNumber: the tag alone says it, for 1 as a payload may be a boolean, an offset or a number',
    ).toEqual(
      byValue(
        list,
        list.map((value) => answer(isNumber(value))),
      ),
    );
    const some = numbers(random);
    expect(byValue(some, first(await ask('numberOf', some))), 'numberOf').toEqual(
      byValue(some, some),
    );
  });

  graded('knows truth by both parts', { points: 4, needs }, async ({ probe, expect, random }) => {
    const list = values(random);
    const found = await probe.scenario<ReturnType<typeof structAnswers>>('structAnswers', {
      name: 'isFalsey',
      list: list.map(partsOf),
    });
    expect(
      byValue(
        list,
        found.map(([one]) => one),
      ),
      'isFalsey: the number 0 has the same payload as false and nil',
    ).toEqual(
      byValue(
        list,
        list.map((value) => answer(value === 'nil' || value === 'false')),
      ),
    );
  });

  graded('compares by both parts', { points: 6, needs }, async ({ probe, expect, random }) => {
    const list = values(random);
    const ask = (name: string) =>
      probe.scenario<ReturnType<typeof structAnswers>>('structAnswers', {
        name,
        list: list.map(partsOf),
      });
    const wanted = (yes: (left: string, right: string) => boolean) =>
      byPair(
        list,
        forPairs(list, yes).map((row) => row.map(answer)),
      );
    expect(byPair(list, await ask('areNumbers')), 'areNumbers').toEqual(
      wanted((left, right) => isNumber(left) && isNumber(right)),
    );
    expect(
      byPair(list, await ask('same')),
      'your `same` of task 04.6, on structures: true and 1 have the same payload',
    ).toEqual(wanted(areSame));
  });
});
