/**
 * Flushing: caches refer to shapes and methods without keeping them alive, and
 * must not outlive what they rely on.
 *
 * After a collection the methods are elsewhere, and some shapes are gone. Their
 * memory will be other shapes', for which what a site remembers would be wrong:
 * so it is forgotten, before the shapes are freed.
 *
 * When a class or a function in a global variable is replaced, what sites know of
 * the old one is of no use to the new one. It would not be wrong, for the old
 * class's instances keep their shapes; but it would make a site polymorphic, or
 * megamorphic, that has only ever had one class at a time.
 */
import type * as contract from '#shared/contracts/caches/flush.ts';
import type { Survivors } from '#shared/contracts/heap.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { LookupCache, Sites } from '#shared/contracts/objects.ts';
import type { Reference } from '#shared/contracts/values.ts';
import type { SiteKind } from '#shared/lox/bytecode.ts';
import {
  CacheEntry,
  FunctionObject,
  Header,
  KIND_MASK,
  Kind,
  Region,
  Shape,
  SITE_SIZE,
  Site,
} from '#shared/memory/layout.ts';

/** Calls `visit` with every feedback site of the loaded functions; those that are no property sites have no entries. */
export function eachSite(
  { memory, functions }: Pick<Machine, 'memory' | 'functions'>,
  visit: (site: number, kind: SiteKind) => void,
): void {
  for (const { bytecode, offset } of functions) {
    const first = memory.i32[(offset + FunctionObject.sites) >> 2];
    for (const [index, kind] of bytecode.sites.entries()) visit(first + index * SITE_SIZE, kind);
  }
}

/** Keeps the caches of one VM right: across collections, and when classes and functions are redefined. */
export function reviseCaches(
  machine: Pick<Machine, 'memory' | 'heap' | 'functions' | 'redefinitions'>,
  sites: Sites,
  lookups: LookupCache,
): void {
  const { i32 } = machine.memory;
  const { shape: SHAPE, link: LINK } = CacheEntry;

  /**
   * Is called at the end of each collection. The lookup cache is emptied. Each site
   * (`eachSite`) loses the entries whose shape does not live, or whose link is a shape
   * that does not. A link to a closure, which lies in moving space,
   * at or above `Region.moving`, is updated where it stands.
   *
   * @lab 06.6 Survive a collection
   */
  function survive({ lives, update }: Survivors): void {
    lookups.clear();
    const isMoving = (link: number) => link >= Region.moving;
    eachSite(machine, (site) => {
      sites.retain(site, (entry) => {
        if (!lives(Math.abs(i32[(entry + SHAPE) >> 2]))) return false;
        const link = i32[(entry + LINK) >> 2];
        if (isMoving(link)) update(entry + LINK);
        return link === 0 || isMoving(link) || lives(link);
      });
    });
  }

  /** Whether an entry's shape is one of a class's instances, or the class's own at `super`. */
  const isOf = (shape: number, class_: Reference) =>
    shape !== 0 && i32[(shape + Shape.class) >> 2] === class_;

  /**
   * Forgets a class that is about to be replaced: of each site the entries of its
   * shapes, and of the lookup cache. Other classes' entries stay, its subclasses', too:
   * those have their own shapes. Gives back how many sites have lost entries.
   *
   * @lab 06.7 Flush a class
   */
  function flushClass(class_: Reference): number {
    let changed = 0;
    lookups.retain((shape) => !isOf(shape, class_));
    eachSite(machine, (site) => {
      let isHit = false;
      sites.retain(site, (entry) => {
        const isDropped = isOf(Math.abs(i32[(entry + SHAPE) >> 2]), class_);
        isHit ||= isDropped;
        return !isDropped;
      });
      if (isHit) changed += 1;
    });
    return changed;
  }

  /**
   * Forgets a function that is about to be replaced: call sites whose last callee it
   * was, their `key`, are as in the beginning, with 0 there and as `feedback`. Gives
   * back how many those were.
   *
   * @lab 06.7 Flush a function
   */
  function flushFunction(code: number): number {
    let changed = 0;
    eachSite(machine, (site, kind) => {
      if (kind !== 'call' || i32[(site + Site.key) >> 2] !== code) return;
      i32[(site + Site.key) >> 2] = 0;
      i32[(site + Site.feedback) >> 2] = 0;
      changed += 1;
    });
    return changed;
  }

  machine.heap.onCollection(survive);

  // Stands worked: whose turn it is, by the kind of the object.
  machine.redefinitions.listen((object) => {
    const isClass = (i32[(object + Header.info) >> 2] & KIND_MASK) === Kind.CLASS;
    const sites = isClass ? flushClass(object) : flushFunction(i32[object >> 2]);
    return { sites, functions: 0 };
  });
}

reviseCaches satisfies typeof contract.reviseCaches;
