import type { Operators } from '../interpreter.ts';
import type { Machine } from '../machine.ts';

/** Operators: makes them for one VM. */
export declare function createOperators(
  machine: Pick<Machine, 'memory' | 'values' | 'strings' | 'errors'>,
): Operators;
