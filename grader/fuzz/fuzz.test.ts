import { expect, test } from 'vitest';
import { compileLox } from '#shared/lox/compile.ts';
import { openComparison } from './compare.ts';
import { programOf } from './generate.ts';

const SAMPLE = 40;

const sample = Array.from({ length: SAMPLE }, (_, index) => programOf(index + 1));

test('random programs compile, and no two are the same', () => {
  expect(sample.filter((source) => !compileLox(source).ok)).toEqual([]);
  expect(new Set(sample).size).toBe(SAMPLE);
});

test('most of them run to their end, and print something', () => {
  const results = sample.map(openComparison(['interpreter']).run);
  expect(results.filter((result) => result.includes('in script')).length).toBeLessThan(SAMPLE / 2);
  expect(results.filter((result) => result !== '').length).toBeGreaterThan(SAMPLE / 2);
});

test('random programs do the same in every mode', { timeout: 120_000 }, () => {
  const { compare } = openComparison();
  expect(sample.map(compare).filter((difference) => difference !== undefined)).toEqual([]);
});

test('a difference is found and told', () => {
  const comparison = openComparison(['interpreter', 'threaded']);
  // Each mode has a VM of its own, and the clock goes on from one to the other.
  expect(comparison.compare('print clock();')).toMatch(/^interpreter:\n[\s\S]+\nthreaded:\n/);
});
