// Lab 00, First light: executable-memory.ts
//
// To start, run `npm run lab -- start 00`. It copies this file to mine/00-first-light/;
// edit it there. The handout is labs/00-first-light/README.md.

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
import type * as contract from '#shared/contracts/first-light/executable-memory.ts';
import type {
  CodeMemory,
  NativeFunction,
  Signature,
} from '#shared/contracts/first-light/executable-memory.ts';
import type { Bytes } from '#shared/contracts/first-light/machine-code.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';

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
 * Task 00.3: Write, then execute.
 *
 * The bytes that code of this length occupies: whole pages, and no more of them
 * than it needs. With pages of 4,096 bytes 1 and 4,096 take 4,096, 4,097 takes 8,192.
 * @param length at least 1
 */
export function roundToPages(length: number): number {
  return unfinished('00.3');
}

/**
 * Task 00.3: Write, then execute.
 *
 * Maps pages that can be read and written, not executed (`mapPages` does), and
 * copies the code to their beginning. The state is `writable`.
 */
export function mapCode(code: Bytes): CodeMemory {
  return unfinished('00.3');
}

/**
 * Task 00.3: Write, then execute.
 *
 * Makes the pages readable and executable, not writable, in one step, and shows
 * the processor that there is new code. The state is `executable` from then on.
 * @throws Error when it was not `writable`
 */
export function makeExecutable(memory: CodeMemory): void {
  return unfinished('00.3');
}

/**
 * Task 00.3: Write, then execute.
 *
 * A JavaScript function that calls the code. `koffi.proto(result, [...parameters])`
 * is the signature as a type, `koffi.decode(address, type)` the function at an address.
 * What is returned checks the state before each call: after the release it throws.
 * @throws Error when the state is not `executable`
 */
export function toFunction(memory: CodeMemory, signature: Signature): NativeFunction {
  return unfinished('00.3');
}

/**
 * Task 00.5: Give it back.
 *
 * Gives the pages back to the system. The state is `released` for ever after.
 * @throws Error when it is already
 */
export function release(memory: CodeMemory): void {
  return unfinished('00.5');
}

roundToPages satisfies typeof contract.roundToPages;
mapCode satisfies typeof contract.mapCode;
makeExecutable satisfies typeof contract.makeExecutable;
toFunction satisfies typeof contract.toFunction;
release satisfies typeof contract.release;
