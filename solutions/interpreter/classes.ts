/** Classes: made, given a superclass, and filled with methods while the program runs. */
import type { Machine } from '#shared/contracts/machine.ts';
import type { Classes } from '#shared/contracts/interpreter.ts';
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
  const { referenceAt, setReference } = values;
  const isKind = createIsKind(memory, values);

  return {
    make(result, name) {
      const made = heap.allocate(Kind.CLASS, 0, ClassObject.size);
      if (made === 0) return false;
      i32[(made + ClassObject.name) >> 2] = referenceAt(name);
      i32[(made + ClassObject.superclass) >> 2] = 0;
      i32[(made + ClassObject.methods) >> 2] = 0;
      i32[(made + ClassObject.initializer) >> 2] = 0;
      setReference(result, made);
      return fields.addShape(result);
    },

    // Methods are copied down: a class's table holds all that its instances
    // understand, and no call ever climbs a chain. Lox can do that because a
    // class is complete before anybody can inherit from it.
    inherit(superclass) {
      const subclass = superclass + SLOT_SIZE;
      if (!isKind(superclass, Kind.CLASS)) return errors.raise('Superclass must be a class.');
      if (!tables.copyAll(subclass, superclass, ClassObject.methods)) return false;
      const from = referenceAt(superclass);
      const to = referenceAt(subclass);
      i32[(to + ClassObject.superclass) >> 2] = from;
      i32[(to + ClassObject.initializer) >> 2] = i32[(from + ClassObject.initializer) >> 2];
      heap.writeBarrier(to);
      return true;
    },

    addMethod(classSlot, name) {
      const closure = classSlot + SLOT_SIZE;
      if (!tables.put(classSlot, ClassObject.methods, name, closure)) return false;
      if (referenceAt(name) === referenceAt(initName)) {
        i32[(referenceAt(classSlot) + ClassObject.initializer) >> 2] = referenceAt(closure);
        heap.writeBarrier(referenceAt(classSlot));
      }
      return true;
    },
  };
}
