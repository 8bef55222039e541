/**
 * Other fields: smaller first instances that learn for longer, overflow objects
 * that grow by a fixed number of slots, and dictionaries that are filled in the
 * order in which the fields were added.
 */
import type { Machine } from '#shared/contracts/machine.ts';
import type { Fields } from '#shared/contracts/objects.ts';
import type * as contract from '#shared/contracts/shapes/fields.ts';
import type { Reference, Slot } from '#shared/contracts/values.ts';
import {
  ClassObject,
  FIELDS_SLOTS,
  INSTANCE_FIELDS,
  Instance,
  Kind,
  Shape,
  SLOT_SIZE,
} from '#shared/memory/layout.ts';
import { createTransitions } from '#vm/shapes/transitions';

type FieldsNeeds = Pick<Machine, 'memory' | 'values' | 'heap' | 'handles' | 'tables' | 'events'>;

const FIRST = 5;
const LEARNING = 24;
const INSIDE = 40;
const MOST = 200;
const STEP = 6;

/** Makes the field access of one VM. */
export function createFields(machine: FieldsNeeds): Fields {
  const { memory, values, heap, handles, tables } = machine;
  const { i32 } = memory;
  const trees = createTransitions(machine);
  const word = (object: number, field: number) => i32[(object + field) >> 2];
  const setWord = (object: number, field: number, value: number) => {
    i32[(object + field) >> 2] = value;
  };
  const shapeAt = (slot: Slot) => word(values.referenceAt(slot), 0);
  const isTable = (shape: number) => word(shape, Shape.isDictionary) === 1;
  const slotsOf = (root: number) => (word(root, Shape.instanceBytes) - INSTANCE_FIELDS) / SLOT_SIZE;

  function slotAt(instance: Reference, place: number): Slot {
    if (place > 0) return instance + place;
    return word(instance, Instance.overflow) - place;
  }

  function settle(class_: Reference): boolean {
    const root = word(class_, ClassObject.shape);
    const wanted = Math.min(INSIDE, word(root, Shape.largest));
    if (wanted <= slotsOf(root)) {
      setWord(root, Shape.instanceBytes, INSTANCE_FIELDS + wanted * SLOT_SIZE);
      return true;
    }
    const next = trees.makeRoot(class_, wanted);
    if (next !== 0) setWord(class_, ClassObject.shape, next);
    return next !== 0;
  }

  /** Gives the instance another overflow object, of STEP slots more. */
  function grow(slot: Slot, capacity: number): boolean {
    const slots = capacity + STEP;
    const made = heap.allocate(Kind.FIELDS, slots, FIELDS_SLOTS + slots * SLOT_SIZE);
    if (made === 0) return false;
    const instance = values.referenceAt(slot);
    const old = word(instance, Instance.overflow);
    const end = made + FIELDS_SLOTS + slots * SLOT_SIZE;
    for (let to = made + FIELDS_SLOTS; to < end; to += SLOT_SIZE) values.setEmpty(to);
    for (let index = 0; index < capacity; index += 1) {
      const offset = FIELDS_SLOTS + index * SLOT_SIZE;
      values.copy(made + offset, old + offset);
    }
    setWord(instance, Instance.overflow, made);
    heap.writeBarrier(instance);
    return true;
  }

  function leaveTree(slot: Slot): boolean {
    const path: number[] = [];
    for (let at = shapeAt(slot); word(at, Shape.parent) !== 0; at = word(at, Shape.parent)) {
      path.unshift(at);
    }
    const dictionary = trees.dictionaryOf(shapeAt(slot));
    const made = dictionary === 0 ? 0 : heap.allocate(Kind.INSTANCE, dictionary, Instance.size);
    if (made === 0) return false;
    setWord(made, Instance.overflow, 0);
    const owner = handles.hold(made);
    const [name, value] = [handles.hold(0), handles.hold(0)];
    const isDone = path.every((shape) => {
      values.setReference(name, word(shape, Shape.name));
      values.copy(value, slotAt(values.referenceAt(slot), word(shape, Shape.place)));
      return tables.put(owner, Instance.overflow, name, value);
    });
    if (isDone) {
      const instance = values.referenceAt(slot);
      setWord(instance, 0, dictionary);
      setWord(instance, Instance.overflow, word(values.referenceAt(owner), Instance.overflow));
      heap.writeBarrier(instance);
    }
    handles.release(owner);
    return isDone;
  }

  function add(slot: Slot, name: Slot, value: Slot): boolean {
    const shape = shapeAt(slot);
    const root = word(shape, Shape.root);
    const outside = word(shape, Shape.count) - slotsOf(root);
    if (outside >= 0) {
      if (slotsOf(root) < INSIDE) setWord(root, Shape.learning, 1);
      const overflow = word(values.referenceAt(slot), Instance.overflow);
      const capacity = overflow === 0 ? 0 : word(overflow, 0);
      if (outside >= capacity && !grow(slot, capacity)) return false;
    }
    const next = trees.after(shape, values.referenceAt(name));
    if (next === 0) return false;
    const instance = values.referenceAt(slot);
    values.copy(slotAt(instance, word(next, Shape.place)), value);
    setWord(instance, 0, next);
    heap.writeBarrier(instance);
    if (outside >= 0) heap.writeBarrier(word(instance, Instance.overflow));
    return true;
  }

  return {
    instantiate(slot) {
      const class_ = values.referenceAt(slot);
      const left = word(word(class_, ClassObject.shape), Shape.learning);
      if (left > 0) {
        setWord(word(class_, ClassObject.shape), Shape.learning, left - 1);
        if (left === 1 && !settle(class_)) return false;
      }
      const shape = word(class_, ClassObject.shape);
      const made = heap.allocate(Kind.INSTANCE, shape, word(shape, Shape.instanceBytes));
      if (made === 0) return false;
      setWord(made, Instance.overflow, 0);
      values.setReference(slot, made);
      return true;
    },
    addShape(slot) {
      const class_ = values.referenceAt(slot);
      const root = trees.makeRoot(class_, FIRST);
      if (root === 0) return false;
      setWord(root, Shape.learning, LEARNING);
      setWord(class_, ClassObject.shape, root);
      return true;
    },
    classOf: (instance) => word(word(instance, 0), Shape.class),
    find(instance, name) {
      const shape = word(instance, 0);
      if (isTable(shape)) return tables.find(word(instance, Instance.overflow), name);
      const place = trees.placeOf(shape, name);
      return place === 0 ? 0 : slotAt(instance, place);
    },
    set(slot, name, value) {
      const place = trees.placeOf(shapeAt(slot), values.referenceAt(name));
      if (place !== 0) {
        const instance = values.referenceAt(slot);
        values.copy(slotAt(instance, place), value);
        heap.writeBarrier(place > 0 ? instance : word(instance, Instance.overflow));
        return true;
      }
      const isFull = word(shapeAt(slot), Shape.count) >= MOST;
      if (isFull && !leaveTree(slot)) return false;
      if (isTable(shapeAt(slot))) return tables.put(slot, Instance.overflow, name, value);
      return add(slot, name, value);
    },
    placeOf: trees.placeOf,
    slotAt,
  };
}

createFields satisfies typeof contract.createFields;
