import type { LinearMemory } from '../../memory/linear-memory.ts';
import type { Values } from '../values.ts';

/** Tagged values: makes the value functions of one VM. */
export declare function createValues(memory: LinearMemory): Values;
