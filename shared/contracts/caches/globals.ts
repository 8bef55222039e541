import type { Machine } from '../machine.ts';
import type { Globals } from '../objects.ts';

/** Global variables: makes the access to them of one VM. */
export declare function createGlobals(
  machine: Pick<Machine, 'memory' | 'values' | 'strings' | 'errors' | 'redefinitions'>,
): Globals;
