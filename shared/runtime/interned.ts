/**
 * The intern table: every name and literal of the program, once. It lies in
 * non-moving space as a hash set of references, which the collector updates
 * when the strings move.
 */
import type { Heap } from '../contracts/heap.ts';
import type { Reference } from '../contracts/values.ts';
import { Region, State, StringObject } from '../memory/layout.ts';
import type { LinearMemory } from '../memory/linear-memory.ts';

/** The intern table of one VM. */
export interface Interned {
  /** The string with this hash that `matches`, or 0. */
  find(hash: number, matches: (string: Reference) => boolean): Reference;
  /** Adds a string that is not there, with its hash in place. False: out of memory. */
  add(string: Reference): boolean;
}

const MIN_CAPACITY = 256;
const REFERENCE_BYTES = 4;

/** Makes the intern table of one VM. */
export function createInterned(memory: LinearMemory, heap: Heap): Interned {
  const { i32 } = memory;
  const TABLE = (Region.state + State.internTable) >> 2;
  const CAPACITY = (Region.state + State.internCapacity) >> 2;
  let count = 0;

  const hashOf = (string: Reference) => i32[(string + StringObject.hash) >> 2];

  /** Word index of the entry where the search for a hash ends. */
  function probe(hash: number, matches: (string: Reference) => boolean): number {
    for (let index = hash; ; index += 1) {
      const word = (i32[TABLE] >> 2) + (index & (i32[CAPACITY] - 1));
      if (i32[word] === 0 || (hashOf(i32[word]) === hash && matches(i32[word]))) return word;
    }
  }

  /** Doubles the table. The one before is not used again. */
  function grow(): boolean {
    const before = { start: i32[TABLE] >> 2, capacity: i32[CAPACITY] };
    const capacity = Math.max(MIN_CAPACITY, before.capacity * 2);
    const table = heap.allocateNonMoving(capacity * REFERENCE_BYTES);
    if (table === 0) return false;
    i32[TABLE] = table;
    i32[CAPACITY] = capacity;
    for (const string of i32.subarray(before.start, before.start + before.capacity)) {
      if (string !== 0) i32[probe(hashOf(string), () => false)] = string;
    }
    return true;
  }

  return {
    find: (hash, matches) => (i32[CAPACITY] === 0 ? 0 : i32[probe(hash, matches)]),
    add(string) {
      if ((count + 1) * 4 > i32[CAPACITY] * 3 && !grow()) return false;
      i32[probe(hashOf(string), () => false)] = string;
      count += 1;
      return true;
    },
  };
}
