/**
 * Instances with hidden classes: where a field lies is the shape's business,
 * and the same for all instances of a shape. An instance is its shape and its
 * fields, side by side, without names.
 *
 *     ┌───────┬──────────┬───┬───┐        shape {x, y}:  x at 16
 *     │ shape │ overflow │ x │ y │                       y at 24
 *     └───────┴──────────┴───┴───┘
 *
 * How many fields lie in the instance a class learns from its first instances:
 * they are made with room to spare, and when enough of them have been made, the
 * later ones get as much as the largest has used. That changes no place, for no
 * shape used more. A class that needs more after all begins a new tree, with
 * larger instances; the old ones stay as they are, with the rest of their
 * fields in an object of its own.
 *
 * An instance with very many fields becomes a dictionary.
 *
 * Source: the slack that is tracked and then cut off is V8's.
 */
import type { Machine } from '#shared/contracts/machine.ts';
import type { Fields } from '#shared/contracts/objects.ts';
import type * as contract from '#shared/contracts/shapes/fields.ts';
import type { Reference, Slot } from '#shared/contracts/values.ts';
import {
  ClassObject,
  FIELDS_SLOTS,
  Header,
  INSTANCE_FIELDS,
  Instance,
  Kind,
  Shape,
  SLOT_SIZE,
} from '#shared/memory/layout.ts';
import { createTransitions } from '#vm/shapes/transitions';

type FieldsNeeds = Pick<Machine, 'memory' | 'values' | 'heap' | 'handles' | 'tables' | 'events'>;

// These numbers are yours to change, within the limits that stand beside them.
/** Fields that the first instances of a class have room for: 4 to 16. */
const FIRST_SLOTS = 8;
/** Instances after which a class decides how many its instances need: 2 to 32. */
const LEARNING_INSTANCES = 8;
/** Most fields inside of an instance: 24 to 64. */
const MAX_INSIDE = 32;
/** An instance with more fields becomes a dictionary: 65 to 256. */
const MAX_FIELDS = 128;
/** Slots of the smallest overflow object: 1 to 16. */
const MIN_OVERFLOW_SLOTS = 4;

/** Makes the field access of one VM. */
export function createFields(machine: FieldsNeeds): Fields {
  const { memory, values, heap, handles, tables } = machine;
  const { i32 } = memory;
  const { copy, referenceAt, setReference, setEmpty } = values;
  const transitions = createTransitions(machine);
  const { placeOf } = transitions;
  const ROOT_SHAPE = ClassObject.shape;
  const OVERFLOW = Instance.overflow;
  const { class: CLASS, isDictionary: IS_DICTIONARY, count: COUNT, root: ROOT } = Shape;
  const { instanceBytes: INSTANCE_BYTES, learning: LEARNING, place: PLACE } = Shape;

  const rootOf = (class_: Reference) => i32[(class_ + ROOT_SHAPE) >> 2];
  const shapeOf = (instance: Reference) => i32[instance >> 2];
  const isDictionary = (shape: number) => i32[(shape + IS_DICTIONARY) >> 2] !== 0;

  /**
   * The slot of a field. A positive place counts from the instance. Task 07.5: a
   * negative one's opposite counts from the instance's overflow object.
   *
   * @lab 07.3 Find the slot
   */
  function slotAt(instance: Reference, place: number): Slot {
    return place > 0 ? instance + place : i32[(instance + OVERFLOW) >> 2] - place;
  }

  /**
   * Replaces the class in the slot by a new instance: a header with the class's
   * root shape, `instanceBytes` in size, and no overflow object. The fields' slots
   * hold whatever was there: nobody looks at those that the shape does not name.
   *
   * Task 07.6: while the root is `learning`, another instance is counted first.
   *
   * @returns false when an error is parked
   *
   * @lab 07.1 Make an instance
   */
  function instantiate(slot: Slot): boolean {
    if (i32[(rootOf(referenceAt(slot)) + LEARNING) >> 2] !== 0 && !learn(slot)) return false;
    const shape = rootOf(referenceAt(slot));
    const instance = heap.allocate(Kind.INSTANCE, shape, i32[(shape + INSTANCE_BYTES) >> 2]);
    if (instance === 0) return false;
    i32[(instance + OVERFLOW) >> 2] = 0;
    setReference(slot, instance);
    return true;
  }

  /**
   * Counts `learning` of the class's root down. When that reaches 0, the class
   * decides how large its instances are: with room for as many fields as the
   * `largest` shape of its tree has, at most MAX_INSIDE.
   *
   * - If that is less than now, `instanceBytes` gets smaller. No place changes.
   * - If it is more, places would change: so the class gets a new root of that
   *   size, which is its `shape` from now on. The new root has nothing to learn.
   *
   * @returns false when an error is parked
   *
   * @lab 07.6 Learn the size
   */
  function learn(classSlot: Slot): boolean {
    const class_ = referenceAt(classSlot);
    const root = rootOf(class_);
    i32[(root + LEARNING) >> 2] -= 1;
    if (i32[(root + LEARNING) >> 2] !== 0) return true;
    const slots = Math.min(i32[(root + Shape.largest) >> 2], MAX_INSIDE);
    const bytes = INSTANCE_FIELDS + slots * SLOT_SIZE;
    if (bytes <= i32[(root + INSTANCE_BYTES) >> 2]) {
      i32[(root + INSTANCE_BYTES) >> 2] = bytes;
      return true;
    }
    const larger = transitions.makeRoot(class_, slots);
    if (larger !== 0) i32[(class_ + ROOT_SHAPE) >> 2] = larger;
    return larger !== 0;
  }

  /**
   * Gives the class its root shape, `ClassObject.shape`, with FIRST_SLOTS.
   *
   * Task 07.6: the root is `learning` for LEARNING_INSTANCES.
   *
   * @returns false when an error is parked
   *
   * @lab 07.1 Give a class its root
   */
  function addShape(classSlot: Slot): boolean {
    const root = transitions.makeRoot(referenceAt(classSlot), FIRST_SLOTS);
    if (root === 0) return false;
    i32[(root + LEARNING) >> 2] = LEARNING_INSTANCES;
    i32[(referenceAt(classSlot) + ROOT_SHAPE) >> 2] = root;
    return true;
  }

  /**
   * The slot of an instance's field; 0: it has none of that name. Task 07.7: a
   * dictionary has its fields in a table (`tables.find`).
   *
   * @lab 07.3 Find a field
   */
  function find(instance: Reference, name: Reference): Slot {
    const shape = shapeOf(instance);
    if (isDictionary(shape)) return tables.find(i32[(instance + OVERFLOW) >> 2], name);
    const place = placeOf(shape, name);
    return place === 0 ? 0 : slotAt(instance, place);
  }

  /**
   * Writes a field. One that the shape knows has its slot. Else it is added: the
   * value goes to the place that the next shape tells (`after`), and the instance
   * gets that shape.
   *
   * Task 07.5: a place that is not in the instance needs an overflow object with
   * room (`makeRoom`); that is to be seen to before the next shape is asked for, since
   * a collection would free a shape that no instance has yet.
   *
   * Task 07.7: a dictionary has its fields in a table (`tables.put`, with the owner's
   * word `Instance.overflow`), and an instance with MAX_FIELDS becomes one before
   * it gets another.
   *
   * @returns false when an error is parked
   *
   * @lab 07.3 Write a field
   */
  function set(instanceSlot: Slot, nameSlot: Slot, valueSlot: Slot): boolean {
    const shape = shapeOf(referenceAt(instanceSlot));
    if (isDictionary(shape)) return tables.put(instanceSlot, OVERFLOW, nameSlot, valueSlot);
    const place = placeOf(shape, referenceAt(nameSlot));
    if (place !== 0) {
      write(referenceAt(instanceSlot), place, valueSlot);
      return true;
    }
    if (i32[(shape + COUNT) >> 2] === MAX_FIELDS) {
      return (
        becomeDictionary(instanceSlot) && tables.put(instanceSlot, OVERFLOW, nameSlot, valueSlot)
      );
    }
    if (!makeRoom(instanceSlot)) return false;
    const next = transitions.after(shape, referenceAt(nameSlot));
    if (next === 0) return false;
    const instance = referenceAt(instanceSlot);
    write(instance, i32[(next + PLACE) >> 2], valueSlot);
    i32[instance >> 2] = next;
    return true;
  }

  // Stands worked: whoever writes into an object tells the collector of that object.
  /** Writes a value to a place. */
  function write(instance: Reference, place: number, valueSlot: Slot): void {
    copy(slotAt(instance, place), valueSlot);
    heap.writeBarrier(place > 0 ? instance : i32[(instance + OVERFLOW) >> 2]);
  }

  /**
   * Sees to it that the instance has room for one field more. In itself it has, as
   * long as the shape's `count` of fields is less than the slots that the root's
   * `instanceBytes` have room for. After that the fields are in the overflow object,
   * whose `meta` is its number of slots: when it is full, or there is none, a larger
   * one takes its place, at first with MIN_OVERFLOW_SLOTS. What nobody uses yet in
   * there is EMPTY.
   *
   * Task 07.6: a class whose instances do not fit learns again, from its next
   * instance on (`learning` is 1), unless they have MAX_INSIDE slots already.
   *
   * @returns false when an error is parked
   *
   * @lab 07.5 Make room
   */
  function makeRoom(instanceSlot: Slot): boolean {
    const shape = shapeOf(referenceAt(instanceSlot));
    const root = i32[(shape + ROOT) >> 2];
    const slots = (i32[(root + INSTANCE_BYTES) >> 2] - INSTANCE_FIELDS) / SLOT_SIZE;
    const outside = i32[(shape + COUNT) >> 2] - slots;
    if (outside < 0) return true;
    if (slots < MAX_INSIDE) i32[(root + LEARNING) >> 2] = 1;
    const before = i32[(referenceAt(instanceSlot) + OVERFLOW) >> 2];
    const capacity = before === 0 ? 0 : i32[before >> 2];
    return outside < capacity || growOverflow(instanceSlot, capacity);
  }

  /**
   * Gives the instance an overflow object of twice the capacity, with what the one
   * before has, so that adding n fields copies fewer than 2n.
   *
   * @lab 07.5 omit
   */
  function growOverflow(instanceSlot: Slot, capacity: number): boolean {
    const slots = Math.max(MIN_OVERFLOW_SLOTS, capacity * 2);
    const larger = heap.allocate(Kind.FIELDS, slots, FIELDS_SLOTS + slots * SLOT_SIZE);
    if (larger === 0) return false;
    const instance = referenceAt(instanceSlot);
    const before = i32[(instance + OVERFLOW) >> 2];
    for (let index = 0; index < slots; index += 1) {
      const offset = FIELDS_SLOTS + index * SLOT_SIZE;
      if (index < capacity) copy(larger + offset, before + offset);
      else setEmpty(larger + offset);
    }
    i32[(instance + OVERFLOW) >> 2] = larger;
    heap.writeBarrier(instance);
    return true;
  }

  /**
   * Puts all of an instance's fields into a table, which becomes its overflow, and
   * gives it the dictionary's shape. Nothing that a cache has noted of its old shape
   * is wrong for that: it is an instance of another shape now.
   *
   * `tables.put` allocates, and so everything may move between two fields: the table
   * grows in an instance of its own, and name and value go through handles.
   *
   * @returns false when an error is parked
   *
   * @lab 07.7 Become a dictionary
   */
  function becomeDictionary(instanceSlot: Slot): boolean {
    const shape = shapeOf(referenceAt(instanceSlot));
    const dictionary = transitions.dictionaryOf(shape);
    if (dictionary === 0) return false;
    const made = heap.allocate(Kind.INSTANCE, dictionary, Instance.size);
    if (made === 0) return false;
    i32[(made + OVERFLOW) >> 2] = 0;
    const owner = handles.hold(made);
    const name = handles.hold(0);
    const value = handles.hold(0);
    let ok = true;
    for (let at = shape; ok && i32[(at + Shape.parent) >> 2] !== 0; ) {
      setReference(name, i32[(at + Shape.name) >> 2]);
      copy(value, slotAt(referenceAt(instanceSlot), i32[(at + PLACE) >> 2]));
      ok = tables.put(owner, OVERFLOW, name, value);
      at = i32[(at + Shape.parent) >> 2];
    }
    if (ok) {
      const instance = referenceAt(instanceSlot);
      i32[(instance + OVERFLOW) >> 2] = i32[(referenceAt(owner) + OVERFLOW) >> 2];
      i32[(instance + Header.meta) >> 2] = dictionary;
      heap.writeBarrier(instance);
    }
    handles.release(owner);
    return ok;
  }

  return {
    instantiate,
    addShape,
    classOf: (instance) => i32[(shapeOf(instance) + CLASS) >> 2],
    find,
    set,
    placeOf,
    slotAt,
  };
}

createFields satisfies typeof contract.createFields;
