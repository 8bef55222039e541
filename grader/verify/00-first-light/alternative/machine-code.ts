/** Other bytes that do the same: the stack for the number, `lea` for the sum, a constant behind the code. */
import type * as contract from '#shared/contracts/first-light/machine-code.ts';
import type { Bytes, Encoder } from '#shared/contracts/first-light/machine-code.ts';

/** 32-bit words as bytes, by way of typed arrays: both architectures are little-endian, as these are. */
function bytes(...words: number[]): Bytes {
  return [...new Uint8Array(Uint32Array.from(words.map((word) => word >>> 0)).buffer)];
}

const RET = 0xd65f03c0;

const x86: Encoder = {
  identity: () => [0x8d, 0x07, 0xc3], // lea eax, [rdi]
  returnInteger: (value) =>
    value >= -128 && value <= 127
      ? [0x6a, value & 0xff, 0x58, 0xc3] // push, with a byte; pop rax
      : [0x68, ...bytes(value), 0x58, 0xc3], // push, with four
  addIntegers: () => [0x8d, 0x04, 0x37, 0xc3], // lea eax, [rdi + rsi]
  addDoubles: () => [0xf2, 0x0f, 0x58, 0xc8, 0x66, 0x0f, 0x28, 0xc1, 0xc3], // addsd xmm1, xmm0; movapd
  illegalInstruction: () => [0x0f, 0xb9, 0xc0], // ud1
  nullRead: () => [0x8b, 0x04, 0x25, 0, 0, 0, 0, 0xc3], // mov eax, [0]
};

const arm64: Encoder = {
  identity: () => bytes(0x2a0003e0, RET), // mov w0, w0
  returnInteger: (value) =>
    value < 0 && value >= -0x10000
      ? bytes(0x12800000 | (~value << 5), RET) // movn
      : bytes(0x18000040, RET, value), // ldr w0, of the word behind ret
  addIntegers: () => bytes(0x8b000020, RET), // add x0, x1, x0
  addDoubles: () => bytes(0x1e602821, 0x1e604020, RET), // fadd d1, d1, d0; fmov d0, d1
  illegalInstruction: () => bytes(0x00000007), // udf #7
  nullRead: () => bytes(0xca010021, 0xf9400020, RET), // eor x1, x1, x1; ldr x0, [x1]
};

/** The encoder of an architecture. */
export const createEncoder: typeof contract.createEncoder = (architecture) =>
  ({ 'x86-64': x86, arm64 })[architecture];
