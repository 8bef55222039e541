/** What a function finds in memory: its own code, a stack, and nothing else. */
import { lose, raise } from './execution.ts';

/** Where the code lies. */
export const CODE = 0x40_0000n;
/** The end of the stack. */
const STACK_TOP = 0x7fff_0000n;
const STACK_BYTES = 4096n;
/** The caller's stack pointer at the call: above it lies the caller's frame. */
export const STACK_POINTER = STACK_TOP - 256n;

/** Memory with an inhabited part for code and one for the stack. */
export interface AddressSpace {
  /** Reads `bytes` bytes, lowest first. Raises SIGSEGV where there is no memory. */
  read(address: bigint, bytes: number): bigint;
  /** Writes the low `bytes` bytes of a value. Raises SIGSEGV where none may be written. */
  write(address: bigint, bytes: number, value: bigint): void;
  /** Reads code, to execute it. */
  fetch(address: bigint, bytes: number): bigint;
}

/** The memory of one execution. */
export function createAddressSpace(code: readonly number[]): AddressSpace {
  const stack = new Uint8Array(Number(STACK_BYTES)).fill(0xa5);

  /** The byte at an address, and undefined where there is none. */
  function byteAt(address: bigint): number | undefined {
    if (address >= CODE && address < CODE + BigInt(code.length))
      return code[Number(address - CODE)];
    return stack[Number(address - STACK_TOP + STACK_BYTES)];
  }

  function read(address: bigint, bytes: number): bigint {
    let value = 0n;
    for (let index = bytes - 1; index >= 0; index -= 1) {
      const byte = byteAt(address + BigInt(index));
      if (byte === undefined) raise('SIGSEGV', `there is no memory at 0x${address.toString(16)}`);
      value = (value << 8n) | BigInt(byte);
    }
    return value;
  }

  function write(address: bigint, bytes: number, value: bigint): void {
    const start = Number(address - STACK_TOP + STACK_BYTES);
    if (start < 0 || start + bytes > stack.length) {
      raise('SIGSEGV', `nothing may be written at 0x${address.toString(16)}`);
    }
    for (let index = 0; index < bytes; index += 1) {
      stack[start + index] = Number((value >> BigInt(8 * index)) & 0xffn);
    }
  }

  function fetch(address: bigint, bytes: number): bigint {
    const end = CODE + BigInt(code.length);
    if (address === end) lose('it runs past its last byte (is there no ret?)');
    if (address < CODE || address + BigInt(bytes) > end) {
      lose(`its instruction at byte ${address - CODE} is not all there`);
    }
    return read(address, bytes);
  }

  return { read, write, fetch };
}
