import type { Classes } from '../interpreter.ts';
import type { Machine } from '../machine.ts';

/** Classes: makes the class functions of one VM. */
export declare function createClasses(
  machine: Pick<
    Machine,
    'memory' | 'values' | 'heap' | 'tables' | 'fields' | 'errors' | 'initName'
  >,
): Classes;
