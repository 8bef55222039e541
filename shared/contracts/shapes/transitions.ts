import type { Machine } from '../machine.ts';
import type { Transitions } from '../objects.ts';

/** The trees of shapes of one VM. */
export declare function createTransitions(
  machine: Pick<Machine, 'memory' | 'heap' | 'events'>,
): Transitions;
