/**
 * Executable memory: bytes become a function.
 *
 * A processor executes whatever it is pointed at, if the page it lies in may be
 * executed. So a JIT compiler is a program that writes bytes into a page and
 * then points the processor there. The page's protection is what stands in
 * between, and it is never "writable and executable":
 *
 *              mmap              mprotect            munmap
 *     nothing ──────▶ r w -  ──────────────▶ r - x ────────▶ nothing
 *                    the bytes               the function
 *                    go in here              is called here
 *
 * `#shared/memory/pages.ts` and `#shared/memory/code-pages.ts` have these calls
 * of the operating system, the package `koffi` calls what lies at an address.
 */
import koffi from 'koffi';
import type * as contract from '#shared/contracts/first-light/executable-memory.ts';
import type {
  CodeMemory,
  NativeFunction,
  Signature,
} from '#shared/contracts/first-light/executable-memory.ts';
import type { Bytes } from '#shared/contracts/first-light/machine-code.ts';
import {
  flushInstructionCache,
  Protection,
  pageSize,
  protectPages,
  unmapPages,
} from '#shared/memory/code-pages.ts';
import { mapPages } from '#shared/memory/pages.ts';

/**
 * Makes sure that the memory is in one of the states in which an action makes sense.
 * @param action a verb, to stand before "the code": `seal`, `call` or `release`
 * @throws Error that names the state, when it is none of them: `Cannot call the code
 *   at 0x7f3ad5c6e000: it is released, not executable`
 */
function expectState(memory: CodeMemory, action: string, ...states: CodeMemory['state'][]): void {
  if (states.includes(memory.state)) return;
  const where = `0x${memory.address.toString(16)}`;
  const needed = states.join(' or ');
  throw new Error(`Cannot ${action} the code at ${where}: it is ${memory.state}, not ${needed}`);
}

/**
 * The bytes that code of this length occupies: whole pages, and no more of them
 * than it needs. With pages of 4,096 bytes 1 and 4,096 take 4,096, 4,097 takes 8,192.
 * @param length at least 1
 *
 * @lab 00.3 Write, then execute
 */
export function roundToPages(length: number): number {
  const page = pageSize();
  return Math.ceil(length / page) * page;
}

/**
 * Maps pages that can be read and written, not executed (`mapPages` does), and
 * copies the code to their beginning. The state is `writable`.
 *
 * @lab 00.3 Write, then execute
 */
export function mapCode(code: Bytes): CodeMemory {
  const size = roundToPages(code.length);
  const { address, buffer } = mapPages(size);
  new Uint8Array(buffer).set(code);
  return { address, size, state: 'writable' };
}

/**
 * Makes the pages readable and executable, not writable, in one step, and shows
 * the processor that there is new code. The state is `executable` from then on.
 * @throws Error when it was not `writable`
 *
 * @lab 00.3 Write, then execute
 */
export function makeExecutable(memory: CodeMemory): void {
  expectState(memory, 'seal', 'writable');
  protectPages(memory.address, memory.size, Protection.READ | Protection.EXECUTE);
  flushInstructionCache(memory.address, memory.size);
  memory.state = 'executable';
}

/**
 * A JavaScript function that calls the code. `koffi.proto(result, [...parameters])`
 * is the signature as a type, `koffi.decode(address, type)` the function at an address.
 * What is returned checks the state before each call: after the release it throws.
 * @throws Error when the state is not `executable`
 *
 * @lab 00.3 Write, then execute
 */
export function toFunction(memory: CodeMemory, signature: Signature): NativeFunction {
  expectState(memory, 'call', 'executable');
  const type = koffi.proto(signature.result, [...signature.parameters]);
  const native = koffi.decode(memory.address, type) as NativeFunction;
  return (...values) => {
    expectState(memory, 'call', 'executable');
    return native(...values);
  };
}

/**
 * Gives the pages back to the system. The state is `released` for ever after.
 * @throws Error when it is already
 *
 * @lab 00.5 Give it back
 */
export function release(memory: CodeMemory): void {
  expectState(memory, 'release', 'writable', 'executable');
  unmapPages(memory.address, memory.size);
  memory.state = 'released';
}

roundToPages satisfies typeof contract.roundToPages;
mapCode satisfies typeof contract.mapCode;
makeExecutable satisfies typeof contract.makeExecutable;
toFunction satisfies typeof contract.toFunction;
release satisfies typeof contract.release;
