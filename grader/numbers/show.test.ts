import { describe, expect, test } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { showNumbers } from './show.ts';

describe.skipIf(whyUnavailable() !== null)('npm run numbers', () => {
  test('shows an expression of four variables at every step, and its value', () => {
    const sections = showNumbers('a * b - c / d', [3, 4, 10, 5]);
    expect(sections.map(([heading]) => heading.split(' ')[0])).toEqual([
      'IR',
      'IR',
      'machine',
      'f(3,',
    ]);
    expect(sections[0][1]).toContain('fmul double %0, %1');
    expect(sections.at(-1)?.[1]).toBe('10');
  });

  test('shows the functions of a program, and calls the first', () => {
    const program = 'fun f(n) { return g(n) + 1; } fun g(n) { if (n < 0) return -n; return n; }';
    const sections = showNumbers(program, [-3]);
    expect(sections[0][1].match(/^define /gm)).toHaveLength(2);
    expect(sections.at(-1)).toEqual(['f(-3)', '4']);
  });

  test('says what is wrong with a program', () => {
    expect(() => showNumbers('a +', [])).toThrow("Error at ';'");
    expect(() => showNumbers('"text"', [])).toThrow("no number comes of this 'literal'");
  });
});
