/**
 * Non-moving space: functions, shapes, tables and cells, whose offsets other
 * tiers embed in their code. Blocks are cut off one after another; freed ones
 * wait, by size, to be handed out again.
 */
import { alignUp, Region, SLOT_SIZE } from '#shared/memory/layout.ts';
import type { LinearMemory } from '#shared/memory/linear-memory.ts';
import type { Errors } from '#shared/runtime/errors.ts';

/** The space's functions; sizes in bytes, blocks as offsets. */
export interface NonMovingSpace {
  /** Zeroed bytes that never move; 0 with `Out of memory.` parked when there are none. */
  allocate(bytes: number): number;
  /** Takes a block back. `bytes` is what it was allocated with. */
  free(block: number, bytes: number): void;
  /** Bytes handed out and not freed. */
  usedBytes(): number;
}

/** Makes the non-moving space of one VM. */
export function createNonMovingSpace({ u8 }: LinearMemory, errors: Errors): NonMovingSpace {
  const freed = new Map<number, number[]>();
  let top: number = Region.nonMoving;
  let freeBytes = 0;
  return {
    allocate(bytes) {
      const size = alignUp(bytes, SLOT_SIZE);
      const block = freed.get(size)?.pop();
      if (block !== undefined) {
        freeBytes -= size;
        u8.fill(0, block, block + size);
        return block;
      }
      if (top + size > Region.moving) {
        errors.raise('Out of memory.');
        return 0;
      }
      top += size;
      return top - size;
    },
    free(block, bytes) {
      const size = alignUp(bytes, SLOT_SIZE);
      const blocks = freed.get(size);
      if (blocks === undefined) freed.set(size, [block]);
      else blocks.push(block);
      freeBytes += size;
    },
    usedBytes: () => top - Region.nonMoving - freeBytes,
  };
}
