/** What the interpreter does in how much time: the measurement of lab 01. */
import { compileLox } from '#shared/lox/compile.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createVm } from '#solutions/vm.ts';
import type { Measured } from './measurements.ts';

/** The programs. Each is run in a function, as real programs are. */
export const programs = {
  fib: 'fun fib(n) { if (n < 2) return n; return fib(n - 2) + fib(n - 1); } print fib(27);',
  loop: `fun sum(n) { var total = 0; var i = 0; while (i < n) { total = total + i * 2; i = i + 1; } return total; }
    print sum(3000000);`,
  depth: 'var n = 0; fun deeper() { n = n + 1; deeper(); } deeper();',
} as const;

/** What a program has done. */
export interface Counts {
  readonly dispatches: number;
  readonly calls: number;
  /** How the program ended, when not well. */
  readonly error: string;
}

const silent = createOutput(() => {});

/**
 * The milliseconds of a program's fastest run. Measure one program a process:
 * two VMs in one slow each other down.
 */
export function timeOf(source: string): number {
  const vm = createVm(silent, { tier: 'interpreter' });
  const script = compiled(source);
  return fastest(() => vm.run(script));
}

/** Counts what a program does. */
export function countsOf(source: string): Counts {
  const vm = createVm(silent, { tier: 'interpreter', countDispatches: true });
  const result = vm.run(compiled(source));
  const { dispatches, calls } = vm.statistics();
  return { dispatches, calls, error: result.ok ? '' : result.error.message };
}

function compiled(source: string) {
  const result = compileLox(source);
  if (!result.ok) throw new Error('The program does not compile');
  return result.script;
}

/**
 * An action is repeated for so long, and the fastest repetition counts. What is
 * measured is processor time, so that other programs disturb less.
 */
const MILLISECONDS = 4_000;

/** The milliseconds of the fastest repetition. */
export function fastest(action: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  const end = performance.now() + MILLISECONDS;
  while (performance.now() < end) {
    const start = process.cpuUsage();
    action();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** Dispatched instructions of fib(27), in millions a second. */
export function dispatchRate(): Measured {
  const milliseconds = timeOf(programs.fib);
  const [fib, loop, depth] = [programs.fib, programs.loop, programs.depth].map(countsOf);
  const count = (n: number) => n.toLocaleString('en');
  return {
    value: fib.dispatches / milliseconds / 1000,
    beside: [
      ['fib(27), the fastest run', `${milliseconds.toFixed(0)} ms`],
      ['fib(27), instructions', count(fib.dispatches)],
      ['a loop of 3,000,000 rounds, instructions', count(loop.dispatches)],
      ['calls until the stack overflows', count(depth.calls)],
    ],
  };
}
