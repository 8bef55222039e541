/**
 * Roots: every place outside of the heap from which an object can be reached.
 * Precise, that is: nothing is taken for a reference that is none, and nothing
 * is forgotten, or it would point at an object's old place.
 */
import type { Slot, Values } from '#shared/contracts/values.ts';
import {
  FrameRecord,
  FunctionObject,
  GlobalCell,
  Region,
  SLOT_SIZE,
  State,
} from '#shared/memory/layout.ts';
import type { LinearMemory } from '#shared/memory/linear-memory.ts';

/** Calls `word` with the byte offset of every word that holds a root reference (or 0). */
export type VisitRoots = (word: (offset: number) => void) => void;

/** Makes the root visitor of one VM. */
export function createRoots(memory: LinearMemory, values: Values): VisitRoots {
  const { i32 } = memory;
  const { isReference } = values;
  const state = (field: number) => i32[(Region.state + field) >> 2];

  return (word) => {
    const slots = (from: Slot, to: Slot) => {
      for (let slot = from; slot < to; slot += SLOT_SIZE) if (isReference(slot)) word(slot);
    };

    // The frames lie one above the other: their slots are one stretch.
    slots(Region.stack, state(State.stackTop));
    for (let record = state(State.frame); record >= Region.frames; record -= FrameRecord.size) {
      word(record + FrameRecord.closure);
    }
    slots(Region.handles, state(State.handleTop));
    word(Region.state + State.openUpvalues);

    for (let cell = state(State.globals); cell !== 0; cell = i32[(cell + GlobalCell.next) >> 2]) {
      slots(cell + GlobalCell.value, cell + GlobalCell.value + SLOT_SIZE);
      word(cell + GlobalCell.name);
    }
    for (
      let code = state(State.functions);
      code !== 0;
      code = i32[(code + FunctionObject.next) >> 2]
    ) {
      const constants = i32[(code + FunctionObject.constants) >> 2];
      const count = i32[(code + FunctionObject.constantCount) >> 2];
      slots(constants, constants + count * SLOT_SIZE);
    }
    const table = state(State.internTable);
    for (let index = 0; index < state(State.internCapacity); index += 1) word(table + index * 4);
  };
}
