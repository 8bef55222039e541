import { expect, test } from 'vitest';
import { countLookups } from './inline-caches.ts';

test('the program of lab 06 accesses 20 properties a round, and misses only in the first ones', () => {
  const [once, twice] = [countLookups(1_000), countLookups(2_000)];
  expect(once.lookups).toBe(20_000);
  expect(twice.lookups).toBe(40_000);
  expect(once.misses).toBe(20);
  expect(twice.misses).toBe(once.misses);
});
