/**
 * The contracts behind property access, which the labs on hidden classes and
 * on inline caches replace: how instances keep their fields, and what a site
 * does to find one.
 *
 * All of them work on slots, since most of them may move what slots refer to.
 */
import type { Reference, Slot } from './values.ts';

/** How instances keep their fields. */
export interface Fields {
  /** Replaces the class in the slot by a new instance of it. False: an error is parked. */
  instantiate(slot: Slot): boolean;
  /**
   * Makes the first shape of the class in the slot. It allocates nothing but what
   * never moves, and so moves nothing: the collector need not know the slot.
   * False: an error is parked.
   */
  addShape(classSlot: Slot): boolean;
  /** The class of an instance. */
  classOf(instance: Reference): Reference;
  /** The slot of a field, good until the next allocation; 0 when the instance has no such field. */
  find(instance: Reference, name: Reference): Slot;
  /** Writes a field, adding it when it is not there. False: an error is parked. */
  set(instanceSlot: Slot, nameSlot: Slot, valueSlot: Slot): boolean;
  /** Where all instances of a shape keep a field; 0: they have none, or not all in one place. */
  placeOf(shape: number, name: Reference): number;
  /** The slot of a field, good until the next allocation. The place is one of the instance's shape. */
  slotAt(instance: Reference, place: number): Slot;
}

/** The tree of shapes of each class. Shapes are offsets of what never moves; making one collects nothing. */
export interface Transitions {
  /** A root for the class, whose instances have room for so many fields; 0: an error is parked. */
  makeRoot(class_: Reference, slots: number): number;
  /** Where instances of a shape keep a field; 0: they have no such field, or are dictionaries. */
  placeOf(shape: number, name: Reference): number;
  /** The shape with one field more, made if there was none; 0: an error is parked. */
  after(shape: number, name: Reference): number;
  /** The shape that an instance has as a dictionary, made if there was none; 0: an error is parked. */
  dictionaryOf(shape: number): number;
}

/** The caches of property sites. A site is the offset of its feedback cell. */
export interface Sites {
  /** The offset of what the site knows of a shape, a `CacheEntry`; 0: nothing. */
  probe(site: number, shape: number): number;
  /**
   * Adds an entry to a site's cache.
   * @param inlined whether the inlined fast path of native code may use it
   */
  remember(site: number, shape: number, place: number, link: number, inlined: boolean): void;
  /** Keeps the entries that `isKept` says, in their order. */
  retain(site: number, isKept: (entry: number) => boolean): void;
}

/** The cache behind all megamorphic sites. `key` is a name's offset, and one more where a field is written. */
export interface LookupCache {
  /** The offset of what is known of a name in a shape, a `CacheEntry`; 0: nothing. */
  find(shape: number, key: number): number;
  /** Notes it, in the place of whatever was there. */
  put(shape: number, key: number, place: number, link: number): void;
  /** Keeps the entries of those shapes that `isKept` says. */
  retain(isKept: (shape: number) => boolean): void;
  /** Forgets everything. */
  clear(): void;
}

/** What `method` and `superMethod` return when an error is parked. */
export const FAILED = -1;

/** Property access at a feedback site. `site` is the offset of its cell; names are constants' slots. */
export interface PropertyAccess {
  /** Replaces the object in the slot by its property's value; a method is bound. False: an error is parked. */
  get(site: number, name: Slot, object: Slot): boolean;
  /**
   * Writes the value one slot above the object to a field, and replaces the object
   * by the value, which is the assignment's. False: an error is parked.
   */
  set(site: number, name: Slot, object: Slot): boolean;
  /**
   * Finds what a method call runs.
   * @returns the method's closure; 0 when a field holds the callee, which then
   *   stands in the receiver's slot; FAILED when an error is parked
   */
  method(site: number, name: Slot, receiver: Slot): Reference;
  /** Binds a superclass's method: the instance is in the slot, the superclass one above. */
  getSuper(site: number, name: Slot, instance: Slot): boolean;
  /** Finds a superclass's method. @returns its closure, or FAILED when an error is parked */
  superMethod(site: number, name: Slot, superclass: Slot): Reference;
}

/** Access to global variables by the offsets of their cells. */
export interface Globals {
  /** Copies the variable into the slot. False: it is undefined, and that error is parked. */
  get(cell: number, to: Slot): boolean;
  /** Assigns the variable. False: it is undefined, and that error is parked. */
  set(cell: number, from: Slot): boolean;
  /** Gives the variable a value, whether it had one or not. */
  define(cell: number, from: Slot): void;
}
