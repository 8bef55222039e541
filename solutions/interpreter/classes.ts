/** Classes: made, given a superclass, and filled with methods while the program runs. */

import type * as contract from '#shared/contracts/interpreter/classes.ts';
import type { Classes } from '#shared/contracts/interpreter.ts';
import type { Machine } from '#shared/contracts/machine.ts';
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
    // Stands worked: how an object is made. Every field is written before
    // anything else is allocated, and the reference goes into a slot at once.
    make(result, name) {
      const made = heap.allocate(Kind.CLASS, 0, ClassObject.size);
      if (made === 0) return false;
      i32[(made + ClassObject.name) >> 2] = referenceAt(name);
      i32[(made + ClassObject.superclass) >> 2] = 0;
      i32[(made + ClassObject.methods) >> 2] = 0;
      i32[(made + ClassObject.initializer) >> 2] = 0;
      i32[(made + ClassObject.shape) >> 2] = 0;
      setReference(result, made);
      return fields.addShape(result);
    },

    /**
     * Lets the class in the slot above inherit from the class in this slot.
     * Its methods are copied down (`tables.copyAll`): a class's table holds all
     * that its instances understand, and no call ever climbs a chain. Lox can
     * do that because a class is complete before anybody can inherit from it.
     * The subclass also gets the superclass and its initializer, and the heap
     * hears of that by `writeBarrier`; no test of this lab looks at the barriers
     * of classes, but lab 09's collector will need them. For what is no class the
     * error is `Superclass must be a class.`
     * @lab 01.6 Inherit
     */
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

    /**
     * Adds the closure in the slot above to the methods of the class in this
     * slot (`tables.put`). A method that is called `init` (its name is `initName`)
     * is the class's initializer, too, and again the heap hears that the class has
     * changed.
     * @lab 01.6 Add a method
     */
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

createClasses satisfies typeof contract.createClasses;
