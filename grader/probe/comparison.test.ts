import { describe, expect, test } from 'vitest';
import { type Assertion, compare, remarkOf } from './comparison.ts';

/** What `expect` throws. */
function thrownBy(action: () => void): Assertion {
  try {
    action();
  } catch (error) {
    return error as Assertion;
  }
  throw new Error('it was as expected');
}

const compared = (action: () => void) => compare(thrownBy(action));

test('short values stand on one line', () => {
  expect(compared(() => expect(2).toBe(3))).toBe('expected 3, got 2');
  expect(compared(() => expect(undefined).toBe(true))).toBe('expected true, got nothing');
  expect(compared(() => expect(0).toBe(-0))).toBe('expected -0, got 0');
});

describe('of many values', () => {
  test('those are named that differ', () => {
    const got = { '1 < 2': 'true', '2 < 2': 'true', '0/0 < 2': 'true' };
    const wanted = { '1 < 2': 'true', '2 < 2': 'false', '0/0 < 2': 'false' };
    expect(compared(() => expect(got).toEqual(wanted))).toBe(
      `2 of 3 values differ:
    2 < 2: expected "false", got "true"
    0/0 < 2: expected "false", got "true"`,
    );
  });

  test('they are named by their place, however deep, also where one is missing', () => {
    const got = { hot: [{ name: 'f', calls: 1 }] };
    const wanted = { hot: [{ name: 'f', calls: 2 }, { name: 'g' }] };
    expect(compared(() => expect(got).toEqual(wanted))).toBe(
      `2 of 3 values differ:
    hot[0].calls: expected 2, got 1
    hot[1]: expected {"name":"g"}, got nothing`,
    );
  });

  test('a few are enough', () => {
    const zeros = Array.from({ length: 20 }, () => 0);
    const text = compared(() => expect(zeros).toEqual(zeros.map(() => 1)));
    expect(text).toMatch(/^20 of 20 values differ:\n {4}\[0\]: expected 1, got 0\n/);
    expect(text).toMatch(/\[7\]: expected 1, got 0\n {4}… 12 more$/);
  });

  test('a pattern is shown as one', () => {
    const wanted = { kind: 'signal', signal: expect.stringMatching(/SEGV/) };
    const got = { kind: 'signal', signal: 'SIGILL', more: 1 };
    expect(compared(() => expect(got).toMatchObject(wanted))).toBe(
      `1 of 2 values differs:
    signal: expected StringMatching /SEGV/, got "SIGILL"`,
    );
  });
});

describe('texts', () => {
  test('stand below each other, and lists of strings are texts', () => {
    const blocks = 'expected:\n    a\n    b\ngot:\n    a';
    expect(compared(() => expect('a\n').toBe('a\nb\n'))).toBe(blocks);
    expect(compared(() => expect(['a']).toEqual(['a', 'b']))).toBe(blocks);
    expect(compared(() => expect('').toBe('a\n'))).toBe('expected:\n    a\ngot: nothing');
  });

  test('of several lines: the first that differs is named', () => {
    expect(compared(() => expect('1\n2\n3\n4\n').toBe('1\n2\n0\n4\n'))).toMatch(
      /^the first difference is in line 3\nexpected:\n {4}1\n/,
    );
  });

  test('of many lines: those before it are left out', () => {
    const lines = (wrong: string) =>
      Array.from({ length: 60 }, (_, index) => (index === 40 ? wrong : `${index}`)).join('\n');
    expect(compared(() => expect(lines('oh')).toBe(lines('40')))).toMatch(
      /^the first difference is in line 41\nexpected, from line 36:\n {4}35\n/,
    );
  });

  test('that differ in what one does not see are shown with their quotes', () => {
    expect(compared(() => expect('a').toBe('a\n'))).toBe('expected "a\\n", got "a"');
  });
});

test('an expectation of another kind says itself what it wants', () => {
  expect(compared(() => expect('no', 'it throws').toMatch('yes'))).toBe(
    "expected 'no' to match 'yes'",
  );
  expect(compared(() => expect(2).toBeGreaterThan(3))).toBe('expected 2 to be greater than 3');
});

test('the remark of an expectation is what the test says beside it', () => {
  expect(remarkOf(thrownBy(() => expect(1, 'size: in bytes').toBe(2)))).toBe('size: in bytes');
  expect(remarkOf(thrownBy(() => expect(1).toBe(2)))).toBe('');
});
