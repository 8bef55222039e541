import { describe, expect, it } from 'vitest';
import { createEncoder } from './machine-code.ts';

const bytes = (text: string) => text.split(' ').map((byte) => Number.parseInt(byte, 16));

/** Each function, with the bytes that LLVM's assembler gives for the assembly in its comment. */
describe('machine code by hand', () => {
  it('is what an assembler makes of it, on x86-64', () => {
    const encoder = createEncoder('x86-64');
    expect(encoder.identity()).toEqual(bytes('89 f8 c3'));
    expect(encoder.returnInteger(42)).toEqual(bytes('b8 2a 00 00 00 c3'));
    expect(encoder.returnInteger(-2)).toEqual(bytes('b8 fe ff ff ff c3'));
    expect(encoder.returnInteger(0x12345678)).toEqual(bytes('b8 78 56 34 12 c3'));
    expect(encoder.addIntegers()).toEqual(bytes('89 f8 01 f0 c3'));
    expect(encoder.addDoubles()).toEqual(bytes('f2 0f 58 c1 c3'));
    expect(encoder.illegalInstruction()).toEqual(bytes('0f 0b'));
    expect(encoder.nullRead()).toEqual(bytes('31 c0 8b 00 c3'));
  });

  it('is what an assembler makes of it, on arm64', () => {
    const encoder = createEncoder('arm64');
    expect(encoder.identity()).toEqual(bytes('c0 03 5f d6'));
    expect(encoder.returnInteger(42)).toEqual(bytes('40 05 80 52 00 00 a0 72 c0 03 5f d6'));
    expect(encoder.returnInteger(0x12345678)).toEqual(bytes('00 cf 8a 52 80 46 a2 72 c0 03 5f d6'));
    expect(encoder.addIntegers()).toEqual(bytes('00 00 01 0b c0 03 5f d6'));
    expect(encoder.addDoubles()).toEqual(bytes('00 28 61 1e c0 03 5f d6'));
    expect(encoder.illegalInstruction()).toEqual(bytes('00 00 00 00'));
    expect(encoder.nullRead()).toEqual(bytes('00 00 80 d2 00 00 40 b9 c0 03 5f d6'));
  });
});
