// Lab 01, Bytecode VM: classes.ts
//
// To start, run `npm run lab -- start 01`. It copies this file to mine/01-bytecode-vm/;
// edit it there. The handout is labs/01-bytecode-vm/README.md.

/** Classes: made, given a superclass, and filled with methods while the program runs. */

import type * as contract from '#shared/contracts/interpreter/classes.ts';
import type { Classes } from '#shared/contracts/interpreter.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import { ClassObject, Kind } from '#shared/memory/layout.ts';
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
     * Task 01.6: Inherit.
     *
     * Lets the class in the slot above inherit from the class in this slot.
     * Its methods are copied down (`tables.copyAll`): a class's table holds all
     * that its instances understand, and no call ever climbs a chain. Lox can
     * do that because a class is complete before anybody can inherit from it.
     * The subclass also gets the superclass and its initializer, and the heap
     * hears of that by `writeBarrier`; no test of this lab looks at the barriers
     * of classes, but lab 09's collector will need them. For what is no class the
     * error is `Superclass must be a class.`
     */
    inherit(superclass) {
      return unfinished('01.6');
    },

    /**
     * Task 01.6: Add a method.
     *
     * Adds the closure in the slot above to the methods of the class in this
     * slot (`tables.put`). A method that is called `init` (its name is `initName`)
     * is the class's initializer, too, and again the heap hears that the class has
     * changed.
     */
    addMethod(classSlot, name) {
      return unfinished('01.6');
    },
  };
}

createClasses satisfies typeof contract.createClasses;
