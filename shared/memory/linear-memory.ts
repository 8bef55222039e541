/**
 * Linear memory: one anonymous mapping that TypeScript sees as an ArrayBuffer
 * and native code as base + offset. Both read the same bytes; nothing is
 * copied to cross from one to the other.
 */

import { MAX_HEAP_BYTES, MIN_HEAP_BYTES, Region } from './layout.ts';
import { mapPages } from './pages.ts';

/** Linear memory and the views through which TypeScript reads it. */
export interface LinearMemory {
  readonly buffer: ArrayBuffer;
  readonly u8: Uint8Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  /** Whole values at once: a Float64Array would lose a boxed value's payload. */
  readonly i64: BigInt64Array;
  /** Address of byte 0, for native code and for views from other threads. */
  readonly address: number;
  /** Bytes that each of the two moving spaces may use. */
  readonly heapBytes: number;
  /** Offset of the first moving space. */
  readonly fromSpace: number;
  /** Offset of the second moving space. */
  readonly toSpace: number;
}

/**
 * Maps memory for one VM. Pages cost nothing until they are touched.
 * @param heapBytes limit of the moving heap in bytes
 * @throws RangeError when the limit is out of range, MappingError when the system refuses the mapping
 */
export function createLinearMemory(heapBytes: number): LinearMemory {
  if (!(heapBytes >= MIN_HEAP_BYTES && heapBytes <= MAX_HEAP_BYTES)) {
    throw new RangeError(
      `Invalid heap limit ${heapBytes}: it must lie between ${MIN_HEAP_BYTES} and ${MAX_HEAP_BYTES} bytes`,
    );
  }
  const spaceBytes = (heapBytes + 0xffff) & -0x10000;
  const fromSpace = Region.moving;
  const toSpace = fromSpace + spaceBytes;
  const { address, buffer } = mapPages(toSpace + spaceBytes);
  return {
    buffer,
    u8: new Uint8Array(buffer),
    i32: new Int32Array(buffer),
    f64: new Float64Array(buffer),
    i64: new BigInt64Array(buffer),
    address,
    heapBytes,
    fromSpace,
    toSpace,
  };
}
