import { describe, expect, it } from 'vitest';
import { makeExecutable, mapCode, release, toFunction } from '#vm/first-light/executable-memory';
import { bitsOf, type End, inWords } from './execution.ts';
import { runX86 } from './x86-64.ts';

const A = -1234567890;
const B = 987654321;

/** Functions of two integers: assembly, bytes as LLVM encodes it, and what they compute. */
const integers: readonly [string, string, (a: number, b: number) => number][] = [
  ['mov eax, -7', 'b8 f9 ff ff ff', () => -7],
  ['push 42; pop rax', '6a 2a 58', () => 42],
  ['push -3; pop rax', '6a fd 58', () => -3],
  ['push 100000; pop rax', '68 a0 86 01 00 58', () => 100_000],
  ['xor eax, eax; add eax, 42', '31 c0 83 c0 2a', () => 42],
  ['sub eax, eax; or eax, 1000', '29 c0 0d e8 03 00 00', () => 1000],
  ['mov rax, -5', '48 c7 c0 fb ff ff ff', () => -5],
  ['movabs rax, 0x1122334455667788', '48 b8 88 77 66 55 44 33 22 11', () => 0x55667788],
  ['lea eax, [rdi + rsi]', '8d 04 37', (a, b) => a + b],
  ['lea rax, [rdi + 4*rsi + 100]', '48 8d 44 b7 64', (a, b) => a + 4 * b + 100],
  ['mov eax, [rip + 1]', '8b 05 01 00 00 00 c3 2a 00 00 00', () => 42],
  ['mov eax, edi; add eax, esi', '89 f8 01 f0', (a, b) => a + b],
  ['add edi, esi; mov eax, edi', '01 f7 89 f8', (a, b) => a + b],
  ['mov eax, edi; imul eax, esi', '89 f8 0f af c6', (a, b) => Math.imul(a, b)],
  ['imul eax, edi, 3', '6b c7 03', (a) => Math.imul(a, 3)],
  ['imul eax, edi, 1000', '69 c7 e8 03 00 00', (a) => Math.imul(a, 1000)],
  ['mov eax, edi; neg eax', '89 f8 f7 d8', (a) => -a],
  ['mov eax, edi; not eax; inc eax', '89 f8 f7 d0 ff c0', (a) => -a],
  ['mov eax, edi; dec eax', '89 f8 ff c8', (a) => a - 1],
  ['mov eax, edi; shl eax, 3', '89 f8 c1 e0 03', (a) => a << 3],
  ['mov eax, edi; shr eax, 3', '89 f8 c1 e8 03', (a) => a >>> 3],
  ['mov eax, edi; sar eax, 3', '89 f8 c1 f8 03', (a) => a >> 3],
  ['mov eax, edi; and eax, 255', '89 f8 25 ff 00 00 00', (a) => a & 255],
  ['movsxd rax, edi', '48 63 c7', (a) => a],
  ['a frame', '55 48 89 e5 89 7d fc 8b 45 fc 5d', (a) => a],
  ['enter and leave', '55 48 89 e5 48 83 ec 10 c9 89 f8', (a) => a],
  ['endbr64; nop; long nop', 'f3 0f 1e fa 90 0f 1f 00 89 f8', (a) => a],
  ['mov r11d, edi; mov eax, r11d', '41 89 fb 44 89 d8', (a) => a],
];

/** Functions of two doubles. */
const doubles: readonly [string, string, (a: number, b: number) => number][] = [
  ['addsd xmm0, xmm1', 'f2 0f 58 c1', (a, b) => a + b],
  ['subsd xmm0, xmm1', 'f2 0f 5c c1', (a, b) => a - b],
  ['mulsd xmm0, xmm1', 'f2 0f 59 c1', (a, b) => a * b],
  ['divsd xmm0, xmm1', 'f2 0f 5e c1', (a, b) => a / b],
  ['addsd; movsd xmm0, xmm1', 'f2 0f 58 c8 f2 0f 10 c1', (a, b) => a + b],
  ['addsd; movapd xmm0, xmm1', 'f2 0f 58 c8 66 0f 28 c1', (a, b) => a + b],
  ['addsd; movaps xmm0, xmm1', 'f2 0f 58 c8 0f 28 c1', (a, b) => a + b],
  ['addsd; movq xmm0, xmm1', 'f2 0f 58 c8 f3 0f 7e c1', (a, b) => a + b],
  ['by way of the stack', 'f2 0f 11 4c 24 f8 f2 0f 58 44 24 f8', (a, b) => a + b],
  ['movq rax, xmm1; movq xmm0, rax', '66 48 0f 7e c8 66 48 0f 6e c0', (_, b) => b],
];

const bytesOf = (text: string) =>
  (text.match(/\S+/g) ?? []).map((byte) => Number.parseInt(byte, 16));

/** Runs code on the processor of this machine. */
function onProcessor(code: readonly number[], type: 'int32' | 'double', a: number, b: number) {
  const memory = mapCode(code);
  makeExecutable(memory);
  const result = toFunction(memory, { result: type, parameters: [type, type] })(a, b);
  release(memory);
  return result;
}

function endOf(text: string): End {
  return runX86(bytesOf(text)).end;
}

describe('the small x86-64', () => {
  it.each(integers)('executes %s', (_, text, compute) => {
    const { end } = runX86(bytesOf(`${text} c3`), { integers: [A, B] });
    expect(end).toMatchObject({ kind: 'returned', integer: compute(A, B) | 0 });
  });

  it.each(doubles)('executes %s', (_, text, compute) => {
    const { end } = runX86(bytesOf(`${text} c3`), { doubles: [1.1, -2.7] });
    expect(end).toMatchObject({ kind: 'returned', double: compute(1.1, -2.7) });
  });

  it
    .runIf(process.arch === 'x64')
    .each([
      ...integers.map(([name, text]) => [name, text, 'int32', A, B] as const),
      ...doubles.map(([name, text]) => [name, text, 'double', 1.1, -2.7] as const),
    ])('agrees with the processor on %s', (_, text, type, a, b) => {
    const code = bytesOf(`${text} c3`);
    const { end } = runX86(code, type === 'int32' ? { integers: [a, b] } : { doubles: [a, b] });
    if (end.kind !== 'returned') throw new Error(end.kind);
    const ours = type === 'int32' ? end.integer : end.double;
    expect(bitsOf(ours)).toBe(bitsOf(onProcessor(code, type, a, b) ?? 0));
  });

  it('names the signal that the processor would raise', () => {
    expect(endOf('0f 0b')).toMatchObject({ kind: 'signal', signal: 'SIGILL' });
    expect(endOf('31 c0 8b 00 c3')).toMatchObject({ kind: 'signal', signal: 'SIGSEGV' });
    expect(endOf('8b 04 25 00 00 00 00 c3')).toMatchObject({ kind: 'signal', signal: 'SIGSEGV' });
    expect(endOf('cc')).toMatchObject({ kind: 'signal', signal: 'SIGTRAP' });
    expect(endOf('89 05 f0 ff ff ff c3')).toMatchObject({ kind: 'signal', signal: 'SIGSEGV' });
  });

  it('notices what breaks the calling convention', () => {
    expect(endOf('6a 2a c3')).toMatchObject({ reason: expect.stringContaining('stack') });
    expect(endOf('bb 2a 00 00 00 c3')).toMatchObject({ reason: expect.stringContaining('rbx') });
  });

  it('says where it loses its way', () => {
    expect(endOf('b8 2a 00 00 00')).toMatchObject({ reason: expect.stringContaining('no ret') });
    expect(endOf('b8 2a 00 00')).toMatchObject({ reason: expect.stringContaining('byte 1') });
    expect(endOf('90 0f a2')).toMatchObject({
      reason: expect.stringContaining('0f a2'),
    });
    expect(endOf('')).toMatchObject({ kind: 'lost' });
  });

  it('puts an execution into words', () => {
    expect(inWords(runX86(bytesOf('b8 2a 00 00 00 c3')), 'integer')).toMatch(
      /^mov eax, 42; ret: returns 42/,
    );
    expect(inWords(runX86(bytesOf('0f 0b')), 'integer')).toBe(
      'ud2; then SIGILL, an undefined instruction',
    );
  });

  it('leaves a result that nobody wrote as garbage', () => {
    expect(endOf('b9 2a 00 00 00 c3')).toMatchObject({ kind: 'returned', integer: -559087616 });
  });
});
