/** The ways of dispatching that are compared. */
import { type Engine, Tier, type TierName } from '#shared/contracts/engine.ts';
import type { ThreadedNeeds } from '#shared/contracts/threaded.ts';
import { createInterpreter } from '#vm/interpreter/interpreter';
import { createThreadedEngine as createSwitchEngine } from '#vm/threaded/engine';
import { createThreadedEngine as createFunctionTable } from '#vm/threaded/function-engine';
import { createChainedClosures } from './chained-closures.ts';
import { createSourcePerFunction } from './source-per-function.ts';
import { createStackWords } from './stack-words.ts';

/** One way of dispatching. */
export interface Technique {
  readonly name: string;
  readonly tier: TierName;
  readonly createEngine: (machine: ThreadedNeeds) => Engine;
}

/** All of them. The last but one is what the threaded tier does; the last one is no dispatching at all. */
export const techniques: readonly Technique[] = [
  { name: 'stack bytecode, switch', tier: 'interpreter', createEngine: createInterpreter },
  { name: 'stack words, switch', tier: 'threaded', createEngine: createStackWords },
  { name: 'register words, functions', tier: 'threaded', createEngine: createFunctionTable },
  { name: 'register words, closures', tier: 'threaded', createEngine: createChainedClosures },
  { name: 'register words, switch', tier: 'threaded', createEngine: createSwitchEngine },
  { name: 'source per function', tier: 'threaded', createEngine: createSourcePerFunction },
];

/** The engines of a VM that runs everything by one technique. */
export function enginesOf({ tier, createEngine }: Technique) {
  return (machine: ThreadedNeeds) => {
    const number = tier === 'threaded' ? Tier.THREADED : Tier.INTERPRETER;
    return new Map<Tier, Engine>([[number, createEngine(machine)]]);
  };
}
