/** Handles: slots in a region of their own, used as a stack, that the collector updates. */
import type { Handles } from '../contracts/heap.ts';
import type { Values } from '../contracts/values.ts';
import { Region, SLOT_SIZE, State } from '../memory/layout.ts';
import type { LinearMemory } from '../memory/linear-memory.ts';

/** Makes the handles of one VM. */
export function createHandles(memory: LinearMemory, values: Values): Handles {
  const { i32 } = memory;
  const TOP = (Region.state + State.handleTop) >> 2;
  i32[TOP] = Region.handles;
  return {
    hold(reference) {
      const slot = i32[TOP];
      if (slot + SLOT_SIZE > Region.stack) throw new Error('Handles were held and never released');
      values.setReference(slot, reference);
      i32[TOP] = slot + SLOT_SIZE;
      return slot;
    },
    release(slot) {
      i32[TOP] = slot;
    },
  };
}
