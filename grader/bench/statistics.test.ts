import { describe, expect, test } from 'vitest';
import { geometricMean, median } from './statistics.ts';

describe('median', () => {
  test('is the middle of an odd number of values, in whatever order they come', () => {
    expect(median([30, 10, 20])).toBe(20);
  });

  test('is half-way between the two middle ones of an even number', () => {
    expect(median([4, 1, 3, 100])).toBe(3.5);
  });

  test('sorts by number, not by text', () => {
    expect(median([9, 10, 100])).toBe(10);
  });

  test('leaves its argument as it was', () => {
    const values = Object.freeze([3, 1, 2]);
    expect(median(values)).toBe(2);
  });

  test('of nothing is refused', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('geometric mean', () => {
  test('of twice as fast and half as fast is equally fast', () => {
    expect(geometricMean([2, 0.5])).toBeCloseTo(1, 12);
  });

  test('does not depend on what the ratios are over', () => {
    const ratios = [1.5, 7, 0.3];
    const inverted = ratios.map((ratio) => 1 / ratio);
    expect(geometricMean(ratios) * geometricMean(inverted)).toBeCloseTo(1, 12);
  });

  test('survives products that a double cannot hold', () => {
    expect(geometricMean(new Array(400).fill(1e3))).toBeCloseTo(1e3, 6);
  });

  test('of nothing, of zero and of not a number is refused', () => {
    expect(() => geometricMean([])).toThrow(RangeError);
    expect(() => geometricMean([1, 0])).toThrow('got 0');
    expect(() => geometricMean([Number.NaN])).toThrow('got NaN');
  });
});
