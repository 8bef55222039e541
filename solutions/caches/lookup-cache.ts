/**
 * The global lookup cache: what megamorphic sites found, all in one table of
 * fixed size, by shape and name. Each pair has one place where it can be, which
 * it takes from whatever was there.
 *
 *     index = (shape / 8) xor hash of the name, modulo the number of entries
 *
 * Names move, and so do the methods that are found: a collection empties it.
 *
 * Source: the method cache of Smalltalk-80 (Goldberg, Robson, *Smalltalk-80: The
 * Language and its Implementation*, 1983, chapter 29); Bee's global lookup cache.
 */
import type * as contract from '#shared/contracts/caches/lookup-cache.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { LookupCache } from '#shared/contracts/objects.ts';
import { LOOKUP_ENTRIES, LookupEntry, Region, State, StringObject } from '#shared/memory/layout.ts';

/** Makes the global lookup cache of one VM. */
export function createLookupCache({ memory, heap }: Pick<Machine, 'memory' | 'heap'>): LookupCache {
  const { i32 } = memory;
  const { shape: SHAPE, place: PLACE, link: LINK, name: NAME, size: ENTRY } = LookupEntry;
  const TABLE = (Region.state + State.lookupCache) >> 2;
  const BYTES = LOOKUP_ENTRIES * ENTRY;
  i32[TABLE] = heap.allocateNonMoving(BYTES);

  /**
   * The one entry where a pair can be. A key's string is the key without its lowest
   * bit; its hash is in the string.
   *
   * @lab 06.5 Where a pair belongs
   */
  function entryFor(shape: number, key: number): number {
    const hash = i32[((key & ~1) + StringObject.hash) >> 2];
    return i32[TABLE] + (((shape >> 3) ^ hash) & (LOOKUP_ENTRIES - 1)) * ENTRY;
  }

  return {
    /**
     * The offset of what is known of a pair; 0: its place is free, or another's.
     *
     * @lab 06.5 Look a pair up
     */
    find(shape, key) {
      const entry = entryFor(shape, key);
      const isThere = i32[(entry + SHAPE) >> 2] === shape && i32[(entry + NAME) >> 2] === key;
      return isThere ? entry : 0;
    },
    /**
     * Writes all four words of the pair's place.
     *
     * @lab 06.5 Note a pair
     */
    put(shape, key, place, link) {
      const entry = entryFor(shape, key);
      i32[(entry + SHAPE) >> 2] = shape;
      i32[(entry + NAME) >> 2] = key;
      i32[(entry + PLACE) >> 2] = place;
      i32[(entry + LINK) >> 2] = link;
    },
    /**
     * Frees the entries of all shapes but those that `isKept` says. A free entry has 0
     * for its shape; it may be asked about those, too.
     *
     * @lab 06.7 Keep some pairs
     */
    retain(isKept) {
      const end = i32[TABLE] + BYTES;
      for (let entry = i32[TABLE]; entry < end; entry += ENTRY) {
        if (!isKept(i32[(entry + SHAPE) >> 2])) i32[(entry + SHAPE) >> 2] = 0;
      }
    },
    /**
     * Frees all entries.
     *
     * @lab 06.6 Empty the cache
     */
    clear() {
      i32.fill(0, i32[TABLE] >> 2, (i32[TABLE] + BYTES) >> 2);
    },
  };
}

createLookupCache satisfies typeof contract.createLookupCache;
