import { describe, expect, it } from 'vitest';
import { explain, judge, misconception, strangeFunction } from './judge.ts';

describe('judging machine code', () => {
  it.each(['x86-64', 'arm64'] as const)('computes a strange function on %s', (architecture) => {
    const code = strangeFunction(architecture, -123456789, 0x7fedcba9);
    const { end } = judge(architecture, code, { integers: [-99999] });
    expect(end).toMatchObject({ integer: (Math.imul(-123456789, -99999) + 0x7fedcba9) | 0 });
  });

  it('says what the bytes do', () => {
    expect(judge('x86-64', [0x31, 0xc0, 0xc3]).words).toBe(
      '31 c0 c3: xor eax, eax; ret: returns 0',
    );
    expect(judge('arm64', [0xc0, 0x03, 0x5f, 0xd6], { doubles: [1.5] }).words).toBe(
      'c0 03 5f d6: ret: returns 1.5',
    );
    expect(judge('arm64', [0xc0, 0x03, 0x5f, 0xd6]).words).toMatch('what was in the register');
  });

  it('takes only bytes', () => {
    expect(judge('x86-64', [0xb8, -1]).words).toMatch('byte 1 of the code is -1');
    expect(judge('x86-64', [Number.NaN]).words).toMatch('NaN');
  });

  it('knows misconceptions', () => {
    expect(misconception(0x78563412, 0x12345678)).toMatch('lowest first');
    expect(misconception(0x5678, 0x12345678)).toMatch('16 bits');
    expect(misconception(-1, 0x1234ffff)).toMatch('16 bits');
    expect(misconception(0x78, 0x12345678)).toMatch('low byte');
    expect(misconception(42, 8)).toMatch('whatever');
    expect(misconception(7, 8)).toBe('');
    expect(misconception(0, 0)).toBe('');
    const judged = judge('x86-64', [0xb8, 0, 0, 0, 7, 0xc3]);
    expect(explain(judged, 7)).toMatch(/returns 117440512 \(the bytes of a number/);
    expect(explain(judged, 8)).toBe(judged.words);
  });
});
