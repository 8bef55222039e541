/**
 * Inline caches: each property site remembers where it found what it looked
 * for, by the shape that it found it in. The next instance with that shape costs
 * one comparison.
 *
 *     EMPTY ──first shape──▶ MONOMORPHIC ──second──▶ POLYMORPHIC ──fifth──▶ MEGAMORPHIC
 *
 * The first entry is in the site's own cell; the others, in the order in which
 * their shapes came, are in a block out of line. A megamorphic site has no
 * entries and gets none: it asks the global lookup cache.
 *
 * Source: Deutsch, Schiffman, *Efficient Implementation of the Smalltalk-80
 * System* (1984); Hölzle, Chambers, Ungar, *Optimizing Dynamically-Typed
 * Object-Oriented Languages With Polymorphic Inline Caches* (1991).
 */
import type * as contract from '#shared/contracts/caches/sites.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { Sites } from '#shared/contracts/objects.ts';
import {
  CacheEntry,
  CacheState,
  ClassObject,
  MAX_ENTRIES,
  NO_SHAPE,
  Shape,
  SITE_ENTRY,
  Site,
} from '#shared/memory/layout.ts';

type SitesNeeds = Pick<Machine, 'memory' | 'heap' | 'errors' | 'events'>;

/** What is in an entry, while entries are put in order. */
interface Entry {
  readonly shape: number;
  readonly place: number;
  readonly link: number;
}

/** Makes the caches of the property sites of one VM. */
export function createSites({ memory, heap, errors, events }: SitesNeeds): Sites {
  const { i32 } = memory;
  const { state: STATE, entries: ENTRIES, shape: OWN_SHAPE } = Site;
  const { shape: SHAPE, place: PLACE, link: LINK, size: ENTRY } = CacheEntry;
  const END = (MAX_ENTRIES - 1) * ENTRY;

  /**
   * Looks for a shape: first in the site's own entry, at SITE_ENTRY, then in the
   * block at `entries`, if there is one. An entry's shape may be negated: that
   * concerns nobody but native code.
   *
   * @lab 06.3 Probe a site
   */
  function probe(site: number, shape: number): number {
    const own = i32[(site + OWN_SHAPE) >> 2];
    if (own === shape || own === -shape) return site + SITE_ENTRY;
    const block = i32[(site + ENTRIES) >> 2];
    if (block === 0) return 0;
    for (let entry = block; entry < block + END; entry += ENTRY) {
      const known = i32[(entry + SHAPE) >> 2];
      if (known === shape || known === -shape) return entry;
    }
    return 0;
  }

  /** Gives a site a block of free entries. False: there is no memory for it. */
  function makeBlock(site: number): boolean {
    const block = heap.allocateNonMoving(END);
    if (block === 0) {
      errors.take(); // a cache that cannot be had is no error
      return false;
    }
    for (let entry = block; entry < block + END; entry += ENTRY) write(entry, NOTHING);
    i32[(site + ENTRIES) >> 2] = block;
    return true;
  }

  /** Where a site's entry of this number is, or is to be; 0: there is no memory for it. */
  function entryAt(site: number, number: number): number {
    if (number === 0) return site + SITE_ENTRY;
    if (i32[(site + ENTRIES) >> 2] === 0 && !makeBlock(site)) return 0;
    return i32[(site + ENTRIES) >> 2] + (number - 1) * ENTRY;
  }

  /** The site's entries, in order. */
  function entriesOf(site: number): number[] {
    const block = i32[(site + ENTRIES) >> 2];
    const all = [site + SITE_ENTRY];
    for (let entry = block; block !== 0 && entry < block + END; entry += ENTRY) all.push(entry);
    return all.filter((entry) => i32[(entry + SHAPE) >> 2] !== NO_SHAPE);
  }

  function write(entry: number, { shape, place, link }: Entry): void {
    i32[(entry + SHAPE) >> 2] = shape;
    i32[(entry + PLACE) >> 2] = place;
    i32[(entry + LINK) >> 2] = link;
  }

  /** Changes a site's state, and says so if that is news. */
  function setState(site: number, state: number): void {
    const before = i32[(site + STATE) >> 2];
    if (state === before) return;
    i32[(site + STATE) >> 2] = state;
    events.emit('ic-transition', { site, from: stateNames[before], to: stateNames[state] });
  }

  function freeEntries(site: number): void {
    for (const entry of entriesOf(site)) write(entry, NOTHING);
  }

  /** Gives a site these entries, and the state that goes with their number. */
  function setEntries(site: number, entries: readonly Entry[]): void {
    freeEntries(site);
    let count = 0;
    for (const entry of entries) {
      const at = entryAt(site, count);
      if (at === 0) break;
      write(at, entry);
      count += 1;
    }
    setState(site, Math.min(count, CacheState.POLYMORPHIC));
  }

  /** Whether a shape belongs to a tree that its class has left for one with larger instances. */
  function isRetired(entry: number): boolean {
    const shape = Math.abs(i32[(entry + SHAPE) >> 2]);
    const class_ = i32[(shape + Shape.class) >> 2];
    return i32[(class_ + ClassObject.shape) >> 2] !== i32[(shape + Shape.root) >> 2];
  }

  const copyOf = (entry: number): Entry => ({
    shape: i32[(entry + SHAPE) >> 2],
    place: i32[(entry + PLACE) >> 2],
    link: i32[(entry + LINK) >> 2],
  });

  /**
   * Adds an entry behind those that the site has. A megamorphic site is not written
   * any more. Entries of shapes that their class has left make room first.
   */
  function remember(
    site: number,
    shape: number,
    place: number,
    link: number,
    inlined: boolean,
  ): void {
    if (i32[(site + STATE) >> 2] === CacheState.MEGAMORPHIC) return;
    retain(site, (entry) => !isRetired(entry));
    // @lab 06.4 Remember a shape
    // The site goes to the state that follows: EMPTY, MONOMORPHIC, POLYMORPHIC. The
    // first entry is the site's own; for the others `entryAt` makes a block when there
    // is none yet. The shape is written negated if the entry is not `inlined`.
    // When there are MAX_ENTRIES already, or no memory, the site becomes MEGAMORPHIC and
    // loses its entries.
    const count = entriesOf(site).length;
    const entry = count === MAX_ENTRIES ? 0 : entryAt(site, count);
    if (entry === 0) {
      freeEntries(site);
      setState(site, CacheState.MEGAMORPHIC);
      return;
    }
    write(entry, { shape: inlined ? shape : -shape, place, link });
    setState(site, count === 0 ? CacheState.MONOMORPHIC : CacheState.POLYMORPHIC);
    // @end
  }

  // Stands worked: the entries that stay are closed up, in their order, and the state
  // follows from their number. A megamorphic site has none, and stays as it is.
  function retain(site: number, isKept: (entry: number) => boolean): void {
    const all = entriesOf(site);
    const kept = all.filter(isKept);
    if (kept.length < all.length) setEntries(site, kept.map(copyOf));
  }

  return { probe, remember, retain };
}

/** What is in a free entry. */
const NOTHING: Entry = { shape: NO_SHAPE, place: 0, link: 0 };

/** The names of the states, as events tell them. */
const stateNames = ['empty', 'monomorphic', 'polymorphic', 'megamorphic'] as const;

createSites satisfies typeof contract.createSites;
