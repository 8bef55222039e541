import { graded, task } from '#grader/probe/graded.ts';
import type { sameAsItself, samePairs } from './scenarios.ts';
import {
  areSame,
  byPair,
  byValue,
  digits,
  forPairs,
  nans,
  numbers,
  references,
} from './some-values.ts';

task('04.3', 'Equality', () => {
  graded('compares values of all kinds', { points: 3 }, async ({ probe, expect, random }) => {
    const [a, b] = references(random);
    const list = ['nil', 'true', 'false', a, b, ...[1, 2, 2 ** 33].map(digits)];
    const found = await probe.scenario<ReturnType<typeof samePairs>>('samePairs', { list });
    expect(
      byPair(list, found),
      'same: tag and payload have to be equal; true and false differ in the payload alone',
    ).toEqual(byPair(list, forPairs(list, areSame)));
  });

  graded('compares numbers as numbers', { points: 4 }, async ({ probe, expect, random }) => {
    const list = [...numbers(random), ...nans];
    const found = await probe.scenario<ReturnType<typeof samePairs>>('samePairs', { list });
    expect(byPair(list, found), 'same: 0 is -0, and NaN is not even itself').toEqual(
      byPair(list, forPairs(list, areSame)),
    );
    const itself = await probe.scenario<ReturnType<typeof sameAsItself>>('sameAsItself', { list });
    expect(byValue(list, itself), 'same(a, a), with one slot').toEqual(
      byValue(
        list,
        list.map((value) => !nans.includes(value)),
      ),
    );
  });

  graded('runs a program that compares', { points: 3 }, async ({ probe, expect, random }) => {
    const n = random.integer(2, 1000);
    const questions = {
      [`n == ${n}`]: true,
      [`n != ${n}`]: false,
      'n == n + 1': false,
      '0 == -0': true,
      'nan == nan': false,
      'nan != nan': true,
      'nil == false': false,
      'nil == nil': true,
      '(1 < 2) == (2 < 3)': true,
      '(1 < 2) == (3 < 2)': false,
      'A == A': true,
      'A() == A()': false,
      'n == "n"': false,
      '"a" + "b" == "ab"': true,
    };
    const asked = Object.keys(questions);
    const run = await probe.run(
      `class A {} var n = ${n}; var nan = 0/0; ${asked.map((question) => `print ${question};`).join(' ')}`,
    );
    const lines = run.output.split('\n');
    expect(Object.fromEntries(asked.map((question, index) => [question, lines[index]]))).toEqual(
      Object.fromEntries(asked.map((question) => [question, `${questions[question]}`])),
    );
  });
});
