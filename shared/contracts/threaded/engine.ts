import type { Engine } from '../engine.ts';
import type { ThreadedNeeds } from '../threaded.ts';

/** Makes the engine of one VM's threaded tier. */
export declare function createThreadedEngine(machine: ThreadedNeeds): Engine;
