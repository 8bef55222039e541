import type { Machine } from '../machine.ts';
import type { Sites } from '../objects.ts';

/** The caches of the property sites of one VM. */
export declare function createSites(
  machine: Pick<Machine, 'memory' | 'heap' | 'errors' | 'events'>,
): Sites;
