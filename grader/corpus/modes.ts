/** The ways in which the corpus is run. Each must give the same results. */

import type { Engine } from '#shared/contracts/engine.ts';
import type { MachineOptions } from '#shared/contracts/machine.ts';
import { type CreateEngines, createEngines } from '#solutions/vm.ts';
import { createRandom } from './random.ts';

/** A way to run programs. */
export interface Mode {
  /** What it proves, for people. */
  readonly purpose: string;
  readonly options: () => Partial<MachineOptions>;
  readonly engines: CreateEngines;
  /** Whether it is so slow that only small inputs will do. */
  readonly slow: boolean;
}

const MiB = 1024 * 1024;
/** Small enough that collections happen, large enough for every program. */
const heapBytes = 64 * MiB;

/** Comes back to the driver after 0 to 9 safepoints. */
function randomQuantum(): () => number {
  const random = createRandom(1);
  return () => Math.floor(random() * 10);
}

/**
 * Two interpreters that take turns at random. Whatever one of them kept to
 * itself instead of writing it to memory would be missed by the other.
 */
const twoInterpreters: CreateEngines = (machine) => {
  const random = createRandom(2);
  const first = createEngines(machine);
  const second = createEngines(machine);
  return new Map(
    [...first].map(([tier, engine]): [typeof tier, Engine] => [
      tier,
      { run: () => (random() < 0.5 ? engine : (second.get(tier) ?? engine)).run() },
    ]),
  );
};

export const modes = {
  interpreter: {
    purpose: 'the interpreter as it is',
    options: () => ({ heapBytes }),
    engines: createEngines,
    slow: false,
  },
  switching: {
    purpose: 'two interpreters that hand over at random safepoints',
    options: () => ({ heapBytes, quantum: randomQuantum() }),
    engines: twoInterpreters,
    slow: false,
  },
  'stress gc': {
    purpose: 'a collection at every allocation',
    options: () => ({ heapBytes, stressGc: true }),
    engines: createEngines,
    slow: true,
  },
  'switching, stress gc': {
    purpose: 'both at once',
    options: () => ({ heapBytes, stressGc: true, quantum: randomQuantum() }),
    engines: twoInterpreters,
    slow: true,
  },
} as const satisfies Record<string, Mode>;

export type ModeName = keyof typeof modes;
