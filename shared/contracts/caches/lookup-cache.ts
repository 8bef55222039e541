import type { Machine } from '../machine.ts';
import type { LookupCache } from '../objects.ts';

/** The global lookup cache of one VM. */
export declare function createLookupCache(machine: Pick<Machine, 'memory' | 'heap'>): LookupCache;
