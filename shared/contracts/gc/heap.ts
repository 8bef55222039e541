import type { Heap } from '../heap.ts';
import type { Machine } from '../machine.ts';

/** The collector: makes the heap of one VM. */
export declare function createHeap(
  machine: Pick<Machine, 'memory' | 'values' | 'events' | 'errors' | 'options'>,
): Heap;
