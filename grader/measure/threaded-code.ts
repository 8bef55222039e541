/** How much fewer dispatches threaded code needs: the measurement of lab 02. */
import type { TierName } from '#shared/contracts/engine.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createVm, type VmStatistics } from '#solutions/vm.ts';
import type { Measured } from './measurements.ts';

/** The program that the lab asks about. */
export const fib =
  'fun fib(n) { if (n < 2) return n; return fib(n - 2) + fib(n - 1); } print fib(20);';

/** Runs it in a tier. Nothing depends on the machine: this is counted, not timed. */
export function statisticsOf(tier: TierName): VmStatistics {
  const compiled = compileLox(fib);
  if (!compiled.ok) throw new Error('The program does not compile');
  const vm = createVm(
    createOutput(() => {}),
    { tier, countDispatches: true },
  );
  const result = vm.run(compiled.script);
  if (!result.ok) throw new Error(`fib(20) ended with an error: ${result.error.message}`);
  return vm.statistics();
}

/** Dispatches of fib(20) in the interpreter over those in the threaded tier. */
export function measureDispatchRatio(): Measured {
  const interpreter = statisticsOf('interpreter');
  const threaded = statisticsOf('threaded');
  const count = (n: number) => n.toLocaleString('en');
  return {
    value: interpreter.dispatches / threaded.dispatches,
    beside: [
      ['fib(20), instructions dispatched', count(interpreter.dispatches)],
      ['fib(20), operations dispatched', count(threaded.dispatches)],
      ['calls', count(threaded.calls)],
      ['bytecode', `${count(threaded.bytecodeBytes)} bytes`],
      ['threaded code', `${count(threaded.threadedBytes)} bytes`],
    ],
  };
}
