/** Classes that take note of an initializer before the method is in the table. */
import type { Classes } from '#shared/contracts/interpreter.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { Reference, Slot } from '#shared/contracts/values.ts';
import { ClassObject, Kind, SLOT_SIZE } from '#shared/memory/layout.ts';
import { createIsKind } from '#shared/runtime/kinds.ts';

type ClassNeeds = Pick<
  Machine,
  'memory' | 'values' | 'heap' | 'tables' | 'fields' | 'errors' | 'initName'
>;

/** Makes the class functions of one VM. */
export function createClasses(machine: ClassNeeds): Classes {
  const { memory, values, heap, tables, fields, errors, initName } = machine;
  const { i32 } = memory;
  const { referenceAt } = values;
  const isKind = createIsKind(memory, values);

  /** Writes a word of the class in a slot. */
  function write(classSlot: Slot, field: number, reference: Reference): void {
    i32[(referenceAt(classSlot) + field) >> 2] = reference;
    heap.writeBarrier(referenceAt(classSlot));
  }

  return {
    make(result, name) {
      const made = heap.allocate(Kind.CLASS, 0, ClassObject.size);
      if (made === 0) return false;
      i32.fill(0, (made + ClassObject.name) >> 2, (made + ClassObject.size) >> 2);
      values.setReference(result, made);
      write(result, ClassObject.name, referenceAt(name));
      return fields.addShape(result);
    },
    inherit(superclass) {
      const subclass = superclass + SLOT_SIZE;
      if (!isKind(superclass, Kind.CLASS)) return errors.raise('Superclass must be a class.');
      const initializer = (referenceAt(superclass) + ClassObject.initializer) >> 2;
      write(subclass, ClassObject.initializer, i32[initializer]);
      write(subclass, ClassObject.superclass, referenceAt(superclass));
      return tables.copyAll(subclass, superclass, ClassObject.methods);
    },
    addMethod(classSlot, name) {
      const closure = classSlot + SLOT_SIZE;
      const isInitializer = referenceAt(name) === referenceAt(initName);
      if (isInitializer) write(classSlot, ClassObject.initializer, referenceAt(closure));
      return tables.put(classSlot, ClassObject.methods, name, closure);
    },
  };
}
