/** Strings, errors and buffers that LLVM hands over: read, then freed. */
import koffi from 'koffi';
import { LlvmError } from './errors.ts';
import { listAt } from './scratch.ts';
import { c } from './symbols.ts';

/** The text of a message that the caller owns; frees it. */
export function takeMessage(ref: number): string {
  if (ref === 0) return '';
  const text = koffi.decode.string(ref);
  c.LLVMDisposeMessage(ref);
  return text;
}

/** The message of an error, which is freed; null for none. */
export function takeError(ref: number): string | null {
  if (ref === 0) return null;
  const message = c.LLVMGetErrorMessage(ref);
  const text = koffi.decode.string(message);
  c.LLVMDisposeErrorMessage(message);
  return text;
}

/**
 * Throws an error that LLVM returned.
 * @param what what could not be done, as the beginning of a sentence
 * @throws LlvmError when there is one
 */
export function throwIfError(ref: number, what: string): void {
  const message = takeError(ref);
  if (message !== null) throw new LlvmError(`${what}: ${message}`);
}

/** A copy of the bytes in one of LLVM's memory buffers, which is freed. */
export function takeBuffer(ref: number): Buffer {
  const size = c.LLVMGetBufferSize(ref);
  const copy = Buffer.from(Buffer.from(koffi.view(c.LLVMGetBufferStart(ref), size)));
  c.LLVMDisposeMemoryBuffer(ref);
  return copy;
}

/** A memory buffer of LLVM's with a copy of the bytes; who gets it frees it. */
export function createBuffer(bytes: Uint8Array, name: string): number {
  const address = Number(koffi.address(bytes));
  return c.LLVMCreateMemoryBufferWithMemoryRangeCopy(address, bytes.length, name);
}

/** Reads a list of references that LLVM writes to an address that it is given. */
export function readList(length: number, write: (address: number) => void): number[] {
  const address = listAt(new Array(length).fill({ ref: 0 }));
  write(address);
  const list: number[] = [];
  for (let index = 0; index < length; index++) {
    list.push(Number(koffi.decode.uint64(address + 8 * index)));
  }
  return list;
}
