/** The ways in which the corpus is run. Each must give the same results. */

import { type Engine, Status, Tier } from '#shared/contracts/engine.ts';
import type { MachineOptions } from '#shared/contracts/machine.ts';
import { FrameRecord, Region, State } from '#shared/memory/layout.ts';
import { type CreateEngines, createEngines } from '#solutions/vm.ts';
import { createThreadedEngine as createFunctionEngine } from '#vm/threaded/function-engine';
import { createRandom } from './random.ts';

/** A way to run programs. */
export interface Mode {
  /** What it proves, for people. */
  readonly purpose: string;
  readonly options: () => Partial<MachineOptions>;
  readonly engines: CreateEngines;
  /** Whether it is so slow that only small inputs will do. */
  readonly slow: boolean;
  /** Whether it makes native code, for which libLLVM is needed. */
  readonly native?: boolean;
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

/**
 * Engines that hand frames of one tier to the other at random safepoints: each
 * time one of them is entered, the newest frame changes its tier or does not.
 */
const switchingTiers =
  (create: CreateEngines): CreateEngines =>
  (machine) => {
    const { i32 } = machine.memory;
    const random = createRandom(3);
    const engines = create(machine);
    const lower = [Tier.INTERPRETER, Tier.THREADED];
    const handOver = (tier: Tier): Engine => ({
      run() {
        const record = i32[(Region.state + State.frame) >> 2];
        const next = random() < 0.5 ? tier : lower[Math.floor(random() * lower.length)];
        i32[(record + FrameRecord.tier) >> 2] = next;
        return engines.get(next)?.run() ?? Status.ERROR;
      },
    });
    return new Map([...engines.keys()].map((tier) => [tier, handOver(tier)]));
  };

/** The threaded tier as a table of functions, in place of the switch that ships. */
const withFunctionTable: CreateEngines = (machine) =>
  new Map([...createEngines(machine), [Tier.THREADED, createFunctionEngine(machine)]]);

/** The modes of one tier, alone and in company. */
export const modes = {
  interpreter: {
    purpose: 'the interpreter as it is',
    options: () => ({ heapBytes, tier: 'interpreter' }),
    engines: createEngines,
    slow: false,
  },
  switching: {
    purpose: 'two interpreters that hand over at random safepoints',
    options: () => ({ heapBytes, tier: 'interpreter', quantum: randomQuantum() }),
    engines: twoInterpreters,
    slow: false,
  },
  'stress gc': {
    purpose: 'a collection at every allocation',
    options: () => ({ heapBytes, tier: 'interpreter', stressGc: true }),
    engines: createEngines,
    slow: true,
  },
  'switching, stress gc': {
    purpose: 'both at once',
    options: () => ({
      heapBytes,
      tier: 'interpreter',
      stressGc: true,
      quantum: randomQuantum(),
    }),
    engines: twoInterpreters,
    slow: true,
  },
  threaded: {
    purpose: 'threaded code from the first call',
    options: () => ({ heapBytes, tier: 'threaded' }),
    engines: createEngines,
    slow: false,
  },
  'threaded, stress gc': {
    purpose: 'the same with a collection at every allocation',
    options: () => ({ heapBytes, tier: 'threaded', stressGc: true }),
    engines: createEngines,
    slow: true,
  },
  auto: {
    purpose: 'functions climb to threaded code after a few calls',
    options: () => ({ heapBytes, tier: 'auto', hotThreshold: 3 }),
    engines: createEngines,
    slow: false,
  },
  'tiers switching': {
    purpose: 'interpreter and threaded code hand over at random safepoints',
    options: () => ({ heapBytes, tier: 'threaded', quantum: randomQuantum() }),
    engines: switchingTiers(createEngines),
    slow: false,
  },
  'tiers switching, stress gc': {
    purpose: 'the same with a collection at every allocation',
    options: () => ({
      heapBytes,
      tier: 'auto',
      hotThreshold: 3,
      stressGc: true,
      quantum: randomQuantum(),
    }),
    engines: switchingTiers(createEngines),
    slow: true,
  },
  'function table': {
    purpose: 'threaded code that a table of functions runs',
    options: () => ({ heapBytes, tier: 'threaded' }),
    engines: withFunctionTable,
    slow: false,
  },
  'function table, switching, stress gc': {
    purpose: 'it hands over to the interpreter at random, with a collection at every allocation',
    options: () => ({ heapBytes, tier: 'threaded', stressGc: true, quantum: randomQuantum() }),
    engines: switchingTiers(withFunctionTable),
    slow: true,
  },
  baseline: {
    purpose: 'native code from the first call',
    options: () => ({ heapBytes, tier: 'baseline' }),
    engines: createEngines,
    slow: false,
    native: true,
  },
  'baseline, stress gc': {
    purpose: 'the same with a collection at every allocation',
    options: () => ({ heapBytes, tier: 'baseline', stressGc: true }),
    engines: createEngines,
    slow: true,
    native: true,
  },
  'auto, native': {
    purpose: 'functions climb through all tiers after a few calls',
    options: () => ({
      heapBytes,
      tier: 'auto',
      hotThreshold: 3,
      compileThreshold: 10,
      quantum: randomQuantum(),
      nativeQuantum: true,
    }),
    engines: createEngines,
    slow: false,
    native: true,
  },
  'all tiers switching, stress gc': {
    purpose: 'all tiers hand over at random safepoints, with a collection at every allocation',
    options: () => ({
      heapBytes,
      tier: 'baseline',
      stressGc: true,
      quantum: randomQuantum(),
      nativeQuantum: true,
    }),
    engines: switchingTiers(createEngines),
    slow: true,
    native: true,
  },
} as const satisfies Record<string, Mode>;

export type ModeName = keyof typeof modes;
