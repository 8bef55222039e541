/** How often native code needs TypeScript: the measurement of lab 05. */
import { type Engine, Tier } from '#shared/contracts/engine.ts';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createEngines, createVm, type VmStatistics } from '#solutions/vm.ts';
import type { Measured } from './measurements.ts';
import { fib } from './threaded-code.ts';

/** What was counted of a run in native code. */
export interface NativeRun {
  readonly statistics: VmStatistics;
  /** How often the driver asked the engine of the baseline tier to run. */
  readonly engineRuns: number;
}

/** Runs a program in the baseline tier. Nothing depends on how fast the machine is: this is counted. */
export function runNative(source: string): NativeRun {
  const compiled = compileLox(source);
  if (!compiled.ok) throw new Error('The program does not compile');
  let engineRuns = 0;
  const counting = (tier: Tier, engine: Engine): Engine => ({
    run() {
      if (tier === Tier.BASELINE) engineRuns += 1;
      return engine.run();
    },
  });
  const vm = createVm(
    createOutput(() => {}),
    { tier: 'baseline' },
    (machine) =>
      new Map([...createEngines(machine)].map(([tier, engine]) => [tier, counting(tier, engine)])),
  );
  const result = vm.run(compiled.script);
  if (!result.ok) throw new Error(`The program ended with an error: ${result.error.message}`);
  return { statistics: vm.statistics(), engineRuns };
}

/** Calls of fib(20) from native code into TypeScript. @throws Error without libLLVM */
export function measureNativeCrossings(): Measured {
  const missing = whyUnavailable();
  if (missing !== null) throw new Error(missing);
  const { statistics, engineRuns } = runNative(fib);
  const count = (n: number) => n.toLocaleString('en');
  return {
    value: statistics.native.crossings,
    beside: [
      ['calls that fib(20) makes', count(statistics.calls)],
      ['instructions dispatched', count(statistics.dispatches)],
      ['times the driver entered native code', count(engineRuns)],
      ['functions compiled', count(statistics.native.functions)],
      ['machine code', `${count(statistics.native.bytes)} bytes`],
    ],
  };
}
