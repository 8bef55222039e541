/**
 * Where an object refers to others: the one place that knows, for each kind of
 * object, which of its bytes are references.
 */
import type { Reference, Slot, Values } from '#shared/contracts/values.ts';
import {
  BoundMethod,
  CLOSURE_UPVALUES,
  ClassObject,
  FIELDS_SLOTS,
  Header,
  INSTANCE_FIELDS,
  Instance,
  KIND_MASK,
  Kind,
  Shape,
  SIZE_SHIFT,
  SLOT_SIZE,
  Table,
  TableEntry,
  Upvalue,
} from '#shared/memory/layout.ts';
import type { LinearMemory } from '#shared/memory/linear-memory.ts';

/** What a collector does with each reference that it finds. */
export interface Visitor {
  /** A reference stands in the word at this byte offset; it may be 0. */
  readonly word: (offset: number) => void;
  /** An object refers to this shape, which does not move. */
  readonly shape: (shape: number) => void;
}

/** Visits all references of one object. */
export type Trace = (object: Reference, visit: Visitor) => void;

/** Makes the tracing function of one VM. */
export function createTrace(memory: LinearMemory, values: Values): Trace {
  const { i32 } = memory;
  const { isReference } = values;

  function slot(at: Slot, visit: Visitor): void {
    // A reference's offset is the low word of its value, in every encoding (see `Values`).
    if (isReference(at)) visit.word(at);
  }

  function closure(object: Reference, visit: Visitor): void {
    // A closure's size may be rounded up by half a slot, where a 0 stands.
    const end = object + ((i32[(object + Header.info) >> 2] >>> SIZE_SHIFT) << 3);
    for (let word = object + CLOSURE_UPVALUES; word < end; word += 4) visit.word(word);
  }

  function slots(first: Slot, count: number, visit: Visitor): void {
    for (let index = 0; index < count; index += 1) slot(first + index * SLOT_SIZE, visit);
  }

  /** Of an instance's slots those have a field that its shape says. */
  function instance(object: Reference, visit: Visitor): void {
    const itsShape = i32[(object + Header.meta) >> 2];
    visit.shape(itsShape);
    visit.word(object + Instance.overflow);
    slots(object + INSTANCE_FIELDS, i32[(itsShape + Shape.inside) >> 2], visit);
  }

  /** A shape keeps those that it comes from, not those that come from it. */
  function shape(object: number, visit: Visitor): void {
    visit.word(object + Shape.class);
    visit.word(object + Shape.name);
    for (const other of [Shape.parent, Shape.root, Shape.dictionary]) {
      const offset = i32[(object + other) >> 2];
      if (offset !== 0) visit.shape(offset);
    }
  }

  function table(object: Reference, visit: Visitor): void {
    let entry = object + Table.size;
    for (let left = i32[object >> 2]; left > 0; left -= 1, entry += TableEntry.size) {
      if (i32[entry >> 2] === 0) continue;
      visit.word(entry + TableEntry.key);
      slot(entry + TableEntry.value, visit);
    }
  }

  function classObject(object: Reference, visit: Visitor): void {
    const shape = i32[(object + ClassObject.shape) >> 2];
    if (shape !== 0) visit.shape(shape);
    visit.word(object + ClassObject.name);
    visit.word(object + ClassObject.superclass);
    visit.word(object + ClassObject.methods);
    visit.word(object + ClassObject.initializer);
  }

  return (object, visit) => {
    switch (i32[(object + Header.info) >> 2] & KIND_MASK) {
      case Kind.CLOSURE:
        return closure(object, visit);
      case Kind.UPVALUE:
        visit.word(object + Upvalue.next);
        return slot(object + Upvalue.closed, visit);
      case Kind.CLASS:
        return classObject(object, visit);
      case Kind.INSTANCE:
        return instance(object, visit);
      case Kind.FIELDS:
        return slots(object + FIELDS_SLOTS, i32[(object + Header.meta) >> 2], visit);
      case Kind.BOUND_METHOD:
        visit.word(object + BoundMethod.method);
        return slot(object + BoundMethod.receiver, visit);
      case Kind.TABLE:
        return table(object, visit);
      case Kind.SHAPE:
        return shape(object, visit);
      default: // strings and natives refer to nothing
        return;
    }
  };
}
