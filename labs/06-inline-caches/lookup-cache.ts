// Lab 06, Inline caches: lookup-cache.ts
//
// To start, run `npm run lab -- start 06`. It copies this file to mine/06-inline-caches/;
// edit it there. The handout is labs/06-inline-caches/README.md.

/**
 * The global lookup cache: what megamorphic sites found, all in one table of
 * fixed size, by shape and name. Each pair has two places where it can be, side by
 * side. A new one takes the first; what was there moves to the second, and what was
 * in the second is forgotten. With one place only, two pairs that happen to share it
 * and are both hot would drive each other out for ever.
 *
 *     index = (shape / 8) xor hash of the name, modulo the number of entries
 *             for a write: xor HALF as well
 *     first = index, second = index xor 1
 *
 * Reading a field and writing it are two pairs; they are half a table apart.
 *
 * Names move, and so do the methods that are found: a collection empties it.
 *
 * Source: the method cache of Smalltalk-80 (Goldberg, Robson, *Smalltalk-80: The
 * Language and its Implementation*, 1983, chapter 28); Bee's global lookup cache.
 */
import type * as contract from '#shared/contracts/caches/lookup-cache.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { LookupCache } from '#shared/contracts/objects.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import { LOOKUP_ENTRIES, LookupEntry, Region, State } from '#shared/memory/layout.ts';

/** Half a table, in entries. */
const HALF = LOOKUP_ENTRIES / 2;

/** Makes the global lookup cache of one VM. */
export function createLookupCache({ memory, heap }: Pick<Machine, 'memory' | 'heap'>): LookupCache {
  const { i32 } = memory;
  const { shape: SHAPE, place: PLACE, link: LINK, name: NAME, size: ENTRY } = LookupEntry;
  const TABLE = (Region.state + State.lookupCache) >> 2;
  const BYTES = LOOKUP_ENTRIES * ENTRY;
  i32[TABLE] = heap.allocateNonMoving(BYTES);

  /**
   * Task 06.5: Where a pair belongs.
   *
   * The first entry where a pair can be; the second is its neighbour, whose index
   * differs in the lowest bit. A key's string is the key without its lowest
   * bit. Its hash is in the string: names are interned, so it has been computed. A
   * write, whose key has the lowest bit set, is half a table away from the read.
   */
  function entryFor(shape: number, key: number): number {
    return unfinished('06.5');
  }

  /** The other of the two entries where a pair can be. */
  const neighbourOf = (entry: number) => i32[TABLE] + ((entry - i32[TABLE]) ^ ENTRY);

  const isAbout = (entry: number, shape: number, key: number) =>
    i32[(entry + SHAPE) >> 2] === shape && i32[(entry + NAME) >> 2] === key;

  return {
    /**
     * Task 06.5: Look a pair up.
     *
     * The offset of what is known of a pair, which is at one of its two places; 0: at
     * neither.
     */
    find(shape, key) {
      return unfinished('06.5');
    },
    /**
     * Task 06.5: Note a pair.
     *
     * Writes all four words of the pair's first place. What was there, if
     * anything was, moves to that place's neighbour.
     */
    put(shape, key, place, link) {
      return unfinished('06.5');
    },
    /**
     * Task 06.7: Keep some pairs.
     *
     * Frees the entries of all shapes but those that `isKept` says. A free entry has 0
     * for its shape; it may be asked about those, too.
     */
    retain(isKept) {
      return unfinished('06.7');
    },
    /**
     * Task 06.6: Empty the cache.
     *
     * Frees all entries.
     */
    clear() {
      return unfinished('06.6');
    },
  };
}

createLookupCache satisfies typeof contract.createLookupCache;
