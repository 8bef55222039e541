import type { Machine } from '../machine.ts';
import type { Snapshot } from '../native.ts';

/** Makes what takes the snapshot of a function, given by its offset. */
export declare function createSnapshots(
  machine: Pick<Machine, 'memory' | 'values' | 'functions' | 'options'>,
): (code: number) => Snapshot;
