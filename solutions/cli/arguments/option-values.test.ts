import { expect, test } from 'vitest';
import { MAX_HEAP_BYTES, MIN_HEAP_BYTES } from '#shared/memory/layout.ts';
import { describeBytes, heapLimit, listOf, listOrAllOf, oneOf, seconds } from './option-values.ts';

test('a heap limit has a unit or is in bytes', () => {
  expect(['65536', '64K', '64k', '2M', '2m'].map(heapLimit)).toEqual([
    65_536,
    65_536,
    65_536,
    2 * 1024 ** 2,
    2 * 1024 ** 2,
  ]);
});

test('both ends of the range of heap limits are allowed, and nothing beyond', () => {
  expect(heapLimit(`${MIN_HEAP_BYTES}`)).toBe(MIN_HEAP_BYTES);
  expect(heapLimit(`${MAX_HEAP_BYTES}`)).toBe(MAX_HEAP_BYTES);
  expect(() => heapLimit(`${MIN_HEAP_BYTES - 1}`)).toThrow('Allowed: 32K to');
  expect(() => heapLimit(`${MAX_HEAP_BYTES + 1}`)).toThrow('Allowed: 32K to');
});

test.each(['', 'x', '-1M', '1.5M', '1T', '1 M', '0x10000', '1e6', 'NaN', 'Infinity'])(
  '%j is no heap limit',
  (text) => {
    expect(() => heapLimit(text)).toThrow('Allowed:');
  },
);

test('sizes are told in the largest unit that fits', () => {
  expect([1, 1024, 1536, 3 * 1024 ** 2, 1024 ** 3].map(describeBytes)).toEqual([
    '1',
    '1K',
    '1536',
    '3M',
    '1G',
  ]);
});

test('seconds may have a fraction', () => {
  expect(['2', '0.5', '.25', '2147483'].map(seconds)).toEqual([2, 0.5, 0.25, 2_147_483]);
});

test.each(['', '0', '0.0', '-1', 'abc', '1s', '1e3', 'Infinity', '2147484'])(
  '%j is no time limit',
  (text) => {
    expect(() => seconds(text)).toThrow('Allowed: seconds above 0');
  },
);

test('a name is one of the list, and one that is planned says so', () => {
  const parse = oneOf(['now', 'too'], ['later']);
  expect(parse('too')).toBe('too');
  expect(() => parse('never')).toThrow('Allowed: now, too.');
  expect(() => parse('later')).toThrow("'later' is not built yet. Allowed: now, too.");
});

test('a list has each name once', () => {
  expect(listOf(['a', 'b', 'c'])('c, a,c')).toEqual(['c', 'a']);
  expect(() => listOf(['a'])('a,')).toThrow('Allowed: a.');
});

test('all stands for every name', () => {
  expect(listOrAllOf(['a', 'b'])('all')).toEqual(['a', 'b']);
  expect(listOrAllOf(['a', 'b'])('b')).toEqual(['b']);
  expect(() => listOrAllOf(['a', 'b'])('c')).toThrow('Allowed: a, b, all.');
});
