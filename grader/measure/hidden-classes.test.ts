import { expect, test } from 'vitest';
import { bytesPerPoint, runPoints, withDictionaries } from './hidden-classes.ts';

test('a point takes its header and its fields, and far more as a dictionary', () => {
  expect(bytesPerPoint()).toBe(32);
  expect(bytesPerPoint(withDictionaries)).toBeGreaterThan(64);
});

test('sites that have met one point know all, unless points are dictionaries', () => {
  expect(runPoints(1_000).misses).toBeLessThan(10);
  expect(runPoints(1_000, withDictionaries).misses).toBeGreaterThan(2_000);
});
