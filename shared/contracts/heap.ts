/**
 * The contract of the heap: allocation, the write barrier, collection.
 *
 * The handle discipline: every object in moving space may move at any
 * allocation. A reference that TypeScript code reads into a variable is
 * therefore good only until the next call that may allocate. What is needed
 * beyond it stays in a slot that the collector knows, on the VM stack or in a
 * handle, and is read from there again.
 */
import type { Kind } from '../memory/layout.ts';
import type { Reference, Slot } from './values.ts';

/** Sizes and counts, in bytes where not said otherwise. */
export interface HeapStatistics {
  /** All bytes ever allocated in moving space. */
  readonly allocatedBytes: number;
  /** Number of objects ever allocated in moving space. */
  readonly allocatedObjects: number;
  /** Bytes that survived the last collection; what is allocated while there was none. */
  readonly liveBytes: number;
  /** The most that ever survived a collection. */
  readonly peakLiveBytes: number;
  /** Number of collections. */
  readonly collections: number;
  /** Time spent collecting, in milliseconds. */
  readonly collectionMilliseconds: number;
  /** Functions, shapes, constant tables and cells. */
  readonly nonMovingBytes: number;
}

/** What a collection has kept, for those who refer to objects and shapes without keeping them alive. */
export interface Survivors {
  /** Whether a shape is still in use. */
  lives(shape: number): boolean;
  /** Updates the word at this byte offset, which holds a reference or 0, to where the object is now. It must live. */
  update(offset: number): void;
}

/** The heap of one VM: space that moves, for objects, and space that does not, for what tiers embed in code. */
export interface Heap {
  /**
   * Allocates an object in moving space and writes its header. The caller
   * writes every other field before it allocates again.
   * @param bytes size with the header
   * @returns the object, or 0 with `Out of memory.` parked
   */
  allocate(kind: Kind, meta: number, bytes: number): Reference;
  /**
   * Allocates zeroed bytes that never move, aligned to 8. It never collects, so nothing
   * else moves either.
   * @returns the offset, or 0 with `Out of memory.` parked
   */
  allocateNonMoving(bytes: number): number;
  /** To be called after a value or reference was stored into an object. */
  writeBarrier(object: Reference): void;
  /**
   * Registers what refers to objects or shapes weakly. It is called at the end of
   * each collection, before the shapes that do not live are freed.
   */
  onCollection(revise: (survivors: Survivors) => void): void;
  /** Collects now. */
  collect(): void;
  /** What was counted so far. */
  statistics(): HeapStatistics;
}

/** Slots for what TypeScript code needs beyond an allocation. */
export interface Handles {
  /** Opens a slot that holds the reference; 0, no object, is allowed, and stays 0. */
  hold(reference: Reference): Slot;
  /** Closes this slot and all that were opened after it. */
  release(slot: Slot): void;
}
