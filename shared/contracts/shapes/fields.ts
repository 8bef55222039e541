import type { Machine } from '../machine.ts';
import type { Fields } from '../objects.ts';

/** Hidden classes: makes the field access of one VM. */
export declare function createFields(
  machine: Pick<Machine, 'memory' | 'values' | 'heap' | 'handles' | 'tables' | 'events'>,
): Fields;
