/**
 * Property access with inline caches: a site that has met an instance's shape
 * knows where to look. One that has not looks the name up, field first, then the
 * class's methods, and remembers.
 *
 *     hit     shape in the site?   ──▶ place or method
 *     miss    look up, remember    ──▶ place or method
 *
 * Nothing is remembered of dictionaries, whose fields come and go without the
 * shape changing.
 */
import type * as contract from '#shared/contracts/caches/property-access.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import { FAILED, type PropertyAccess } from '#shared/contracts/objects.ts';
import type { Reference, Slot } from '#shared/contracts/values.ts';
import {
  BoundMethod,
  CacheEntry,
  CacheState,
  ClassObject,
  Kind,
  Region,
  Shape,
  Site,
  SLOT_SIZE,
  State,
} from '#shared/memory/layout.ts';
import { createIsKind } from '#shared/runtime/kinds.ts';
import { reviseCaches } from '#vm/caches/flush';
import { createLookupCache } from '#vm/caches/lookup-cache';
import { createPropertyAccess as createPlainLookup } from '#vm/caches/plain-lookup';
import { createSites } from '#vm/caches/sites';

type AccessNeeds = Pick<
  Machine,
  | 'memory'
  | 'values'
  | 'heap'
  | 'handles'
  | 'strings'
  | 'tables'
  | 'fields'
  | 'errors'
  | 'events'
  | 'functions'
  | 'options'
  | 'redefinitions'
>;

/** Makes the property access of one VM. */
export function createPropertyAccess(machine: AccessNeeds): PropertyAccess {
  const { memory, values, heap, handles, tables, fields, errors, options } = machine;
  const { i32, f64 } = memory;
  const { copy, referenceAt, setReference } = values;
  const { slotAt, placeOf } = fields;
  const isKind = createIsKind(memory, values);
  /** What there is without caches, for what they do not know: dictionaries, and what is nowhere. */
  const plain = createPlainLookup(machine);
  const sites = createSites(machine);
  const { probe } = sites;
  const lookups = createLookupCache(machine);
  const INSTANCE = Kind.INSTANCE;
  const { place: PLACE, link: LINK, size: ENTRY } = CacheEntry;
  const LOOKUPS = (Region.state + State.lookups) >> 3;
  const counting = options.countDispatches;
  /** Where a miss leaves what it found: an entry like any other. */
  const found = heap.allocateNonMoving(ENTRY);
  reviseCaches(machine, sites, lookups);

  const shapeOf = (instance: Reference) => i32[instance >> 2];
  const isDictionary = (shape: number) => i32[(shape + Shape.isDictionary) >> 2] !== 0;
  const isMegamorphic = (site: number) => i32[(site + Site.state) >> 2] === CacheState.MEGAMORPHIC;

  /** Counts a property that is looked for, for `--stats`. */
  function count(): void {
    if (counting) f64[LOOKUPS] += 1;
  }

  /** The closure of a class's method, or 0. */
  function methodIn(class_: Reference, name: Slot): Reference {
    const slot = tables.find(i32[(class_ + ClassObject.methods) >> 2], referenceAt(name));
    return slot === 0 ? 0 : referenceAt(slot);
  }

  // Stands worked: a bound method is allocated, and so the method is held meanwhile.
  function bind(instance: Slot, method: Reference): boolean {
    const held = handles.hold(method);
    const bound = heap.allocate(Kind.BOUND_METHOD, 0, BoundMethod.size);
    if (bound !== 0) {
      i32[(bound + BoundMethod.method) >> 2] = referenceAt(held);
      copy(bound + BoundMethod.receiver, instance);
      setReference(instance, bound);
    }
    handles.release(held);
    return bound !== 0;
  }

  /** Writes what was looked up to `found`, which it gives back. */
  function answer(place: number, link: number): number {
    i32[(found + PLACE) >> 2] = place;
    i32[(found + LINK) >> 2] = link;
    return found;
  }

  /**
   * Looks a name up in a shape. A field comes first (`placeOf`), then a method of the
   * class, which is the shape's `class`. What comes back is `found`, by `answer`: the
   * field's place, or 0 and the method. Counts `misses` at the site.
   *
   * Task 06.4: the site remembers what was found. `inlines` tells of its place
   * whether the inlined fast path of the instruction can use it. `remember` allocates
   * nothing that moves, so the method is still where it was.
   *
   * Task 06.5: a megamorphic site asks the global lookup cache first, and what is
   * found there is no miss; what it had to look up it notes there. A site that has
   * just become megamorphic notes it, too.
   *
   * @returns 0 when there is no such property, or when the shape is a dictionary's
   *
   * @lab 06.1 Look a name up
   */
  function miss(
    site: number,
    shape: number,
    name: Slot,
    inlines: (place: number) => boolean,
  ): number {
    if (isMegamorphic(site)) {
      const known = lookups.find(shape, referenceAt(name));
      if (known !== 0) return known;
    }
    i32[(site + Site.misses) >> 2] += 1;
    if (isDictionary(shape)) return 0;
    const place = placeOf(shape, referenceAt(name));
    const link = place === 0 ? methodIn(i32[(shape + Shape.class) >> 2], name) : 0;
    if (place === 0 && link === 0) return 0;
    sites.remember(site, shape, place, link, inlines(place));
    if (isMegamorphic(site)) lookups.put(shape, referenceAt(name), place, link);
    return answer(place, link);
  }

  /** What the inlined fast path of GET_PROPERTY can read: a field in the instance itself. */
  const inInstance = (place: number) => place > 0;
  /** What the inlined fast path of a call can run: a method. */
  const isMethod = (place: number) => place === 0;

  /**
   * Replaces the instance in the slot by its property: a field's value, from the
   * place that an entry has, or, if that is 0, the method that is the entry's link,
   * bound. `miss` has the entry. Without one, `plain.get` does what there is to do.
   *
   * What is no instance is an error, `Only instances have properties.`: it is raised
   * here, or by `plain.get`.
   *
   * Task 06.3: the site is asked first, by `probe`; only what it does not know is
   * looked up.
   *
   * @lab 06.1 Read a property
   */
  function get(site: number, name: Slot, object: Slot): boolean {
    if (!isKind(object, INSTANCE)) return errors.raise('Only instances have properties.');
    count();
    const instance = referenceAt(object);
    const shape = shapeOf(instance);
    const entry = probe(site, shape) || miss(site, shape, name, inInstance);
    if (entry === 0) return plain.get(site, name, object);
    const place = i32[(entry + PLACE) >> 2];
    if (place === 0) return bind(object, i32[(entry + LINK) >> 2]);
    copy(object, slotAt(instance, place));
    return true;
  }

  /**
   * Writes the value in the slot above the instance to a field of it, by `setUncached`,
   * and replaces the instance by the value. What is no instance is an error,
   * `Only instances have fields.`: it is raised here, or by `plain.set`.
   *
   * Task 06.3: the site is asked first. An entry's place says where the value goes, and
   * its link is the shape that the instance has afterwards: the same one, or that with
   * one field more. `heap.writeBarrier` hears of the instance. Only a field that is
   * added outside of the instance cannot be written by the entry alone, for there may
   * be no room: `setUncached` sees to it, and is told that the site knows.
   *
   * Task 06.5: what a site does not know, `knownWrite` may.
   *
   * @lab 06.1 Write a property
   */
  function set(site: number, name: Slot, object: Slot): boolean {
    if (!isKind(object, INSTANCE)) return errors.raise('Only instances have fields.');
    count();
    const value = object + SLOT_SIZE;
    const instance = referenceAt(object);
    const shape = shapeOf(instance);
    const entry = probe(site, shape) || knownWrite(site, shape, name);
    const place = entry === 0 ? 0 : i32[(entry + PLACE) >> 2];
    const link = entry === 0 ? 0 : i32[(entry + LINK) >> 2];
    if (place > 0 || (place < 0 && link === shape)) {
      copy(slotAt(instance, place), value);
      i32[instance >> 2] = link;
      heap.writeBarrier(instance);
    } else if (!setUncached(site, name, object, entry !== 0)) return false;
    copy(object, value);
    return true;
  }

  /**
   * What the global lookup cache knows of writing to a shape, if the site is
   * megamorphic; 0: nothing. The key is the name's offset | 1.
   *
   * @lab 06.5 Look a write up
   */
  function knownWrite(site: number, shape: number, name: Slot): number {
    return isMegamorphic(site) ? lookups.find(shape, referenceAt(name) | 1) : 0;
  }

  /**
   * Lets `fields.set` write the field, which may move the instance, and give it another
   * shape. If the site knew already, that is all. Else it counts a miss.
   *
   * Task 06.4: and the site remembers what has happened: the shape from before, the
   * place of the field in the shape from afterwards, and that one as the link. The
   * inlined fast path can use a place in the instance. There is no place in a
   * dictionary, and nothing to be remembered.
   *
   * Task 06.5: a megamorphic site, and one that has just become so, notes it in the
   * global lookup cache, under the name's offset | 1.
   *
   * @returns false when an error is parked
   *
   * @lab 06.1 Let a field be written
   */
  function setUncached(site: number, name: Slot, object: Slot, isKnown: boolean): boolean {
    const before = shapeOf(referenceAt(object));
    if (!fields.set(object, name, object + SLOT_SIZE)) return false;
    if (isKnown) return true;
    i32[(site + Site.misses) >> 2] += 1;
    const after = shapeOf(referenceAt(object));
    const place = placeOf(after, referenceAt(name));
    if (place === 0) return true;
    sites.remember(site, before, place, after, inInstance(place));
    if (isMegamorphic(site)) lookups.put(before, referenceAt(name) | 1, place, after);
    return true;
  }

  /**
   * Finds what a method call runs: the method that is the entry's link, or, if the
   * entry has a place, the field that is there, which takes the receiver's slot.
   * `miss` has the entry; without one, `plain.method` does what there is to do.
   *
   * What is no instance is an error, `Only instances have methods.`: it is raised here,
   * or by `plain.method`.
   *
   * Task 06.3: the site is asked first.
   *
   * @returns the method; 0 when the callee is in the receiver's slot; FAILED when an
   *   error is parked
   *
   * @lab 06.2 Find a method
   */
  function method(site: number, name: Slot, receiver: Slot): Reference {
    if (!isKind(receiver, INSTANCE)) {
      errors.raise('Only instances have methods.');
      return FAILED;
    }
    count();
    const instance = referenceAt(receiver);
    const shape = shapeOf(instance);
    const entry = probe(site, shape) || miss(site, shape, name, isMethod);
    if (entry === 0) return plain.method(site, name, receiver);
    const place = i32[(entry + PLACE) >> 2];
    if (place === 0) return i32[(entry + LINK) >> 2];
    copy(receiver, slotAt(instance, place));
    return 0;
  }

  /**
   * Finds a method of the class in the slot. A class is known by its root shape,
   * `ClassObject.shape`, which has no fields, and whose `class` it is. So `miss` finds
   * the method by that shape; without an entry, `plain.superMethod` does what there is to do.
   * Counts always: there is no instance to ask for.
   *
   * Task 06.3: the site is asked first.
   *
   * @returns the method, or FAILED when an error is parked
   *
   * @lab 06.2 Find a superclass's method
   */
  function superMethod(site: number, name: Slot, superclass: Slot): Reference {
    count();
    const shape = i32[(referenceAt(superclass) + ClassObject.shape) >> 2];
    const entry = probe(site, shape) || miss(site, shape, name, isMethod);
    if (entry === 0) return plain.superMethod(site, name, superclass);
    return i32[(entry + LINK) >> 2];
  }

  return {
    get,
    set,
    method,
    getSuper(site, name, instance) {
      const found = superMethod(site, name, instance + SLOT_SIZE);
      return found !== FAILED && bind(instance, found);
    },
    superMethod,
  };
}

createPropertyAccess satisfies typeof contract.createPropertyAccess;
