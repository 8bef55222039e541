import { describe, expect, it } from 'vitest';
import { makeExecutable, mapCode, release, toFunction } from '#vm/first-light/executable-memory';
import { runArm64 } from './arm64.ts';
import { bitsOf, type End, inWords } from './execution.ts';

const A = -1234567890;
const B = 987654321;

/** Functions of two integers: assembly, words as LLVM encodes it, and what they compute. */
const integers: readonly [string, number[], (a: number, b: number) => number][] = [
  ['movz w0, #42', [0x52800540], () => 42],
  ['movn w0, #41', [0x12800520], () => -42],
  ['movz w0; movk w0, lsl #16', [0x52824680, 0x72b579a0], () => 0xabcd1234],
  ['movn w0, #0x1234, lsl #16', [0x12a24680], () => ~0x12340000],
  ['orr w0, wzr, #0xff00', [0x32181fe0], () => 0xff00],
  ['orr w0, wzr, #0x55555555', [0x3200f3e0], () => 0x55555555],
  ['orr w0, wzr, #0xf000000f', [0x32041fe0], () => 0xf000000f],
  ['ldr w0, #8', [0x18000040, 0xd65f03c0, 42], () => 42],
  ['mov w0, w1', [0x2a0103e0], (_, b) => b],
  ['add w0, w0, w1', [0x0b010000], (a, b) => a + b],
  ['add w0, w1, w0', [0x0b000020], (a, b) => a + b],
  ['add x0, x0, x1', [0x8b010000], (a, b) => a + b],
  ['sub w0, w0, w1', [0x4b010000], (a, b) => a - b],
  ['add w0, w0, w1, lsl #3', [0x0b010c00], (a, b) => a + (b << 3)],
  ['adds w0, w0, w1', [0x2b010000], (a, b) => a + b],
  ['add w0, w0, #100', [0x11019000], (a) => a + 100],
  ['sub w0, w0, #1, lsl #12', [0x51400400], (a) => a - 4096],
  ['mul w0, w0, w1', [0x1b017c00], (a, b) => Math.imul(a, b)],
  ['madd w0, w0, w1, w1', [0x1b010400], (a, b) => Math.imul(a, b) + b],
  ['eor w0, w0, w1', [0x4a010000], (a, b) => a ^ b],
  ['and w0, w0, #255', [0x12001c00], (a) => a & 255],
  ['mvn w0, w0', [0x2a2003e0], (a) => ~a],
  ['neg w0, w0', [0x4b0003e0], (a) => -a],
  ['bic w0, w0, w1', [0x0a210000], (a, b) => a & ~b],
  ['orr w0, w0, w1, ror #4', [0x2ac11000], (a, b) => a | (b >>> 4) | (b << 28)],
  ['by way of the stack', [0xd10043ff, 0xb9000fe0, 0xb9400fe0, 0x910043ff], (a) => a],
  ['a frame', [0xa9bf7bfd, 0x910003fd, 0xa8c17bfd], (a) => a],
  ['nop; bti c', [0xd503201f, 0xd503245f], (a) => a],
];

/** Functions of two doubles. */
const doubles: readonly [string, number[], (a: number, b: number) => number][] = [
  ['fadd d0, d0, d1', [0x1e612800], (a, b) => a + b],
  ['fadd d0, d1, d0', [0x1e602820], (a, b) => a + b],
  ['fsub d0, d0, d1', [0x1e613800], (a, b) => a - b],
  ['fmul d0, d0, d1', [0x1e610800], (a, b) => a * b],
  ['fdiv d0, d0, d1', [0x1e611800], (a, b) => a / b],
  ['fmov d0, d1', [0x1e604020], (_, b) => b],
  ['fmov x1, d1; fmov d0, x1', [0x9e660021, 0x9e670020], (_, b) => b],
];

const RET = 0xd65f03c0;

function bytesOf(words: readonly number[]): number[] {
  return [...new Uint8Array(Uint32Array.from(words).buffer)];
}

/** Runs code on the processor of this machine. */
function onProcessor(code: readonly number[], type: 'int32' | 'double', a: number, b: number) {
  const memory = mapCode(code);
  makeExecutable(memory);
  const result = toFunction(memory, { result: type, parameters: [type, type] })(a, b);
  release(memory);
  return result;
}

function endOf(...words: number[]): End {
  return runArm64(bytesOf(words)).end;
}

describe('the small arm64', () => {
  it.each(integers)('executes %s', (_, words, compute) => {
    const { end } = runArm64(bytesOf([...words, RET]), { integers: [A, B] });
    expect(end).toMatchObject({ kind: 'returned', integer: compute(A, B) | 0 });
  });

  it.each(doubles)('executes %s', (_, words, compute) => {
    const { end } = runArm64(bytesOf([...words, RET]), { doubles: [1.1, -2.7] });
    expect(end).toMatchObject({ kind: 'returned', double: compute(1.1, -2.7) });
  });

  it
    .runIf(process.arch === 'arm64')
    .each([
      ...integers.map(([name, words]) => [name, words, 'int32', A, B] as const),
      ...doubles.map(([name, words]) => [name, words, 'double', 1.1, -2.7] as const),
    ])('agrees with the processor on %s', (_, words, type, a, b) => {
    const code = bytesOf([...words, RET]);
    const { end } = runArm64(code, type === 'int32' ? { integers: [a, b] } : { doubles: [a, b] });
    if (end.kind !== 'returned') throw new Error(end.kind);
    const ours = type === 'int32' ? end.integer : end.double;
    expect(bitsOf(ours)).toBe(bitsOf(onProcessor(code, type, a, b) ?? 0));
  });

  it('names the signal that the processor would raise', () => {
    expect(endOf(0)).toMatchObject({ kind: 'signal', signal: 'SIGILL' });
    expect(endOf(0xd2800000, 0xb9400000)).toMatchObject({ kind: 'signal', signal: 'SIGSEGV' });
    expect(endOf(0xd4200000)).toMatchObject({ kind: 'signal', signal: 'SIGTRAP' });
  });

  it('notices what breaks the calling convention', () => {
    expect(endOf(0x52800553, RET)).toMatchObject({ reason: expect.stringContaining('x19') });
    expect(endOf(0x5280055e, RET)).toMatchObject({ reason: expect.stringContaining('x30') });
  });

  it('says where it loses its way', () => {
    expect(endOf(0x52800540)).toMatchObject({ reason: expect.stringContaining('no ret') });
    expect(endOf(0xffffffff)).toMatchObject({ reason: expect.stringContaining('0xffffffff') });
    expect(runArm64([0x40, 0x05]).end).toMatchObject({ reason: expect.stringContaining('byte 0') });
  });

  it('puts an execution into words', () => {
    expect(inWords(runArm64(bytesOf([0x52800540, RET])), 'integer')).toMatch(
      /^movz w0, #42, lsl #0; ret: returns 42/,
    );
  });

  it('leaves a result that nobody wrote as garbage', () => {
    expect(endOf(0x52800541, RET)).toMatchObject({ kind: 'returned', integer: -559087616 });
  });
});
