import { expect, test } from 'vitest';
import { createInputs } from './random.ts';

const some = (seed: number, name: string) => {
  const random = createInputs(seed, name);
  return Array.from({ length: 20 }, () => random.integer(0, 1_000_000));
};

test('inputs are the same for the same seed and test, and others for others', () => {
  expect(some(1, 'a')).toEqual(some(1, 'a'));
  expect(some(1, 'a')).not.toEqual(some(2, 'a'));
  expect(some(1, 'a')).not.toEqual(some(1, 'b'));
});

test('the first number differs from seed to seed, all over the range', () => {
  const first = Array.from({ length: 200 }, (_, seed) => createInputs(seed, 'x').integer(1, 10));
  expect(new Set(first)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
});

test('pick, shuffle, boolean and identifier give what they say', () => {
  const random = createInputs(5, 'x');
  const items = ['a', 'b', 'c', 'd'];
  expect(items).toContain(random.pick(items));
  expect(random.shuffle(items).sort()).toEqual(items);
  expect([true, false]).toContain(random.boolean());
  expect(random.identifier()).toMatch(/^([bdfgklmnprstvz][aeiou]){3}$/);
});
