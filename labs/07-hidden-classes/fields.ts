// Lab 07, Hidden classes: fields.ts
//
// To start, run `npm run lab -- start 07`. It copies this file to mine/07-hidden-classes/;
// edit it there. The handout is labs/07-hidden-classes/README.md.

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
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { Reference, Slot } from '#shared/contracts/values.ts';
import { ClassObject, Instance, Shape } from '#shared/memory/layout.ts';
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
   * Task 07.3: Find the slot.
   *
   * The slot of a field. A positive place counts from the instance. Task 07.5: a
   * negative one's opposite counts from the instance's overflow object.
   */
  function slotAt(instance: Reference, place: number): Slot {
    return unfinished('07.3');
  }

  /**
   * Task 07.1: Make an instance.
   *
   * Replaces the class in the slot by a new instance: a header with the class's
   * root shape, `instanceBytes` in size, and no overflow object. The fields' slots
   * hold whatever was there: nobody looks at those that the shape does not name.
   *
   * Task 07.6: while the root is `learning`, another instance is counted first.
   *
   * @returns false when an error is parked
   */
  function instantiate(slot: Slot): boolean {
    return unfinished('07.1');
  }

  /**
   * Task 07.6: Learn the size.
   *
   * Counts `learning` of the class's root down. When that reaches 0, the class
   * decides how large its instances are: with room for as many fields as the
   * `largest` shape of its tree has, at most MAX_INSIDE.
   *
   * - If that is less than now, `instanceBytes` gets smaller. No place changes.
   * - If it is more, places would change: so the class gets a new root of that
   *   size, which is its `shape` from now on. The new root has nothing to learn.
   *
   * @returns false when an error is parked
   */
  function learn(classSlot: Slot): boolean {
    return unfinished('07.6');
  }

  /**
   * Task 07.1: Give a class its root.
   *
   * Gives the class its root shape, `ClassObject.shape`, with FIRST_SLOTS.
   *
   * Task 07.6: the root is `learning` for LEARNING_INSTANCES.
   *
   * @returns false when an error is parked
   */
  function addShape(classSlot: Slot): boolean {
    return unfinished('07.1');
  }

  /**
   * Task 07.3: Find a field.
   *
   * The slot of an instance's field; 0: it has none of that name. Task 07.7: a
   * dictionary has its fields in a table (`tables.find`).
   */
  function find(instance: Reference, name: Reference): Slot {
    return unfinished('07.3');
  }

  /**
   * Task 07.3: Write a field.
   *
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
   */
  function set(instanceSlot: Slot, nameSlot: Slot, valueSlot: Slot): boolean {
    return unfinished('07.3');
  }

  // Stands worked: whoever writes into an object tells the collector of that object.
  /** Writes a value to a place. */
  function write(instance: Reference, place: number, valueSlot: Slot): void {
    copy(slotAt(instance, place), valueSlot);
    heap.writeBarrier(place > 0 ? instance : i32[(instance + OVERFLOW) >> 2]);
  }

  /**
   * Task 07.5: Make room.
   *
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
   */
  function makeRoom(instanceSlot: Slot): boolean {
    return unfinished('07.5');
  }

  /**
   * Task 07.7: Become a dictionary.
   *
   * Puts all of an instance's fields into a table, which becomes its overflow, and
   * gives it the dictionary's shape. Nothing that a cache has noted of its old shape
   * is wrong for that: it is an instance of another shape now.
   *
   * `tables.put` allocates, and so everything may move between two fields: the table
   * grows in an instance of its own, and name and value go through handles.
   *
   * @returns false when an error is parked
   */
  function becomeDictionary(instanceSlot: Slot): boolean {
    return unfinished('07.7');
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
