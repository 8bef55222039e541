import type { Closures } from '../interpreter.ts';
import type { Machine } from '../machine.ts';

/** Closures: makes the closure functions of one VM. */
export declare function createClosures(
  machine: Pick<Machine, 'memory' | 'values' | 'heap' | 'handles'>,
): Closures;
