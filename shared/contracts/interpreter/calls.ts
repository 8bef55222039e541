import type { Calls } from '../interpreter.ts';
import type { Machine } from '../machine.ts';

/** Calls: makes the call functions of one VM. */
export declare function createCalls(
  machine: Pick<
    Machine,
    'memory' | 'values' | 'fields' | 'properties' | 'errors' | 'natives' | 'options' | 'onHot'
  >,
): Calls;
