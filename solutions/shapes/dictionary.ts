/**
 * Instances without hidden classes: each keeps its fields in a table of its
 * own, as if it had been a dictionary from the beginning, and its shape says no
 * more than its class.
 *
 * This is what clox does. It is also what the lab on hidden classes measures
 * itself against.
 */

import type { Machine } from '#shared/contracts/machine.ts';
import type { Fields } from '#shared/contracts/objects.ts';
import type * as contract from '#shared/contracts/shapes/fields.ts';
import {
  ClassObject,
  Header,
  Instance,
  Kind,
  Region,
  Shape,
  SIZE_SHIFT,
  State,
} from '#shared/memory/layout.ts';

type FieldsNeeds = Pick<Machine, 'memory' | 'values' | 'heap' | 'tables'>;

/** Makes the field access of one VM. */
export function createFields({ memory, values, heap, tables }: FieldsNeeds): Fields {
  const { i32 } = memory;
  const { referenceAt, setReference } = values;
  const OVERFLOW = Instance.overflow;
  const CLASS = Shape.class;
  const INSTANCE = Kind.INSTANCE;
  const INSTANCE_BYTES = Instance.size;
  const SHAPES = (Region.state + State.shapes) >> 2;

  return {
    instantiate(slot) {
      const shape = i32[(referenceAt(slot) + ClassObject.shape) >> 2];
      const instance = heap.allocate(INSTANCE, shape, INSTANCE_BYTES);
      if (instance === 0) return false;
      i32[(instance + OVERFLOW) >> 2] = 0;
      setReference(slot, instance);
      return true;
    },
    addShape(classSlot) {
      const shape = heap.allocateNonMoving(Shape.size);
      if (shape === 0) return false;
      i32[(shape + Header.info) >> 2] = Kind.SHAPE | ((Shape.size >> 3) << SIZE_SHIFT);
      i32[(shape + Shape.class) >> 2] = referenceAt(classSlot);
      i32[(shape + Shape.root) >> 2] = shape;
      i32[(shape + Shape.isDictionary) >> 2] = 1;
      i32[(shape + Shape.instanceBytes) >> 2] = INSTANCE_BYTES;
      i32[(shape + Shape.next) >> 2] = i32[SHAPES];
      i32[SHAPES] = shape;
      i32[(referenceAt(classSlot) + ClassObject.shape) >> 2] = shape;
      return true;
    },
    classOf: (instance) => i32[(i32[instance >> 2] + CLASS) >> 2],
    find: (instance, name) => tables.find(i32[(instance + OVERFLOW) >> 2], name),
    set: (instance, name, value) => tables.put(instance, OVERFLOW, name, value),
    placeOf: () => 0,
    slotAt: () => 0,
  };
}

createFields satisfies typeof contract.createFields;
