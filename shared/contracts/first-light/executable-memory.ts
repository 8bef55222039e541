/**
 * Executable memory: from bytes in an array to a function that JavaScript calls.
 *
 *     mapCode            makeExecutable           release
 *        │  readable,          │  readable,          │
 *        │  writable           │  executable         │  not there any more
 *        ▼                     ▼                     ▼
 *     the bytes are there   they can be called    they cannot be touched
 */
import type { Bytes } from './machine-code.ts';

/** Types that go into native functions and come out of them. */
export type NativeType = 'int32' | 'double' | 'void';

/** What a native function takes and gives: `{ result: 'int32', parameters: ['int32', 'int32'] }`. */
export interface Signature {
  readonly result: NativeType;
  readonly parameters: readonly NativeType[];
}

/** A native function, as JavaScript calls it. The result is undefined where it is void. */
export type NativeFunction = (...values: readonly number[]) => number | undefined;

/** Code in pages of its own. */
export interface CodeMemory {
  /** Address of the first byte, and of the first page. */
  readonly address: number;
  /** Bytes mapped: the length of the code, rounded up to whole pages. */
  readonly size: number;
  /** What may be done with the code now. Only the functions of this contract change it. */
  state: 'writable' | 'executable' | 'released';
}

/**
 * The bytes that code of this length occupies: whole pages, and no more of them than it needs.
 * @param length at least 1
 */
export declare function roundToPages(length: number): number;

/**
 * Maps pages that can be read and written, not executed, and copies the code to their beginning.
 * @throws MappingError when the system has no memory left
 */
export declare function mapCode(code: Bytes): CodeMemory;

/**
 * Makes the pages readable and executable, not writable, in one step.
 * @throws Error, with the state in its message, when they are not writable
 */
export declare function makeExecutable(memory: CodeMemory): void;

/**
 * A JavaScript function that calls the code.
 * @throws Error, with the state in its message, when the memory is not executable. The function
 * throws it, too, once the memory is released: it never calls what is no longer there.
 */
export declare function toFunction(memory: CodeMemory, signature: Signature): NativeFunction;

/**
 * Gives the pages back to the system.
 * @throws Error, with the state in its message, when that was done before
 */
export declare function release(memory: CodeMemory): void;
