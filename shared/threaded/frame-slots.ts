/** Slots of a frame as operands of words. */
import { SLOT_SIZE } from '../memory/layout.ts';

/** Bytes from a frame's base to the slot with this index. */
export function slotAt(index: number): number {
  return index * SLOT_SIZE;
}
