/**
 * What bytecode buys: the interpreter beside a tree-walker, on the same
 * programs in the same run.
 *
 *     node --import tsx docs/figures/bytecode-vm/measure.ts
 *     node --import tsx -C lab01 docs/figures/bytecode-vm/measure.ts      with your own module
 */
import { spawnSync } from 'node:child_process';
import { readGuess } from '#grader/lab/predict.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { projectRoot } from '#shared/setup/project.mjs';
import { createVm } from '#solutions/vm.ts';
import { runClosures } from './closure-tree.ts';
import { walk } from './tree-walker.ts';

/** The programs. Each is run in a function, as real programs are. */
const programs = {
  fib: 'fun fib(n) { if (n < 2) return n; return fib(n - 2) + fib(n - 1); } print fib(27);',
  loop: `fun sum(n) { var total = 0; var i = 0; while (i < n) { total = total + i * 2; i = i + 1; } return total; }
    print sum(3000000);`,
  depth: 'var n = 0; fun deeper() { n = n + 1; deeper(); } deeper();',
} as const;

type Program = keyof typeof programs;
type Walk = (source: string, print: (value: unknown) => void) => void;
const walkers = { tree: walk, closures: runClosures } as const;
type EngineName = keyof typeof walkers | 'bytecode';

/** What one process found out. */
interface Result {
  /** Of the fastest repetition. */
  readonly milliseconds: number;
  readonly dispatches: number;
  readonly calls: number;
  /** How the program ended, when not well. */
  readonly error: string;
}

/**
 * Each measurement is repeated for so long, and the fastest repetition counts.
 * What is measured is processor time, so that other programs disturb less.
 */
const MILLISECONDS = 4_000;

/** Runs a program on an engine in this process. */
function measure(engine: EngineName, program: Program): Result {
  const source = programs[program];
  return engine === 'bytecode' ? measureBytecode(source) : measureTree(source, walkers[engine]);
}

function measureTree(source: string, run: Walk): Result {
  let error = '';
  const milliseconds = best(() => {
    try {
      run(source, () => {});
    } catch (thrown) {
      error = String(thrown);
    }
  });
  return { milliseconds, dispatches: 0, calls: 0, error };
}

function measureBytecode(source: string): Result {
  const compiled = compileLox(source);
  if (!compiled.ok) throw new Error('The program does not compile');
  const silent = createOutput(() => {});
  const vm = createVm(silent);
  let error = '';
  const milliseconds = best(() => {
    const result = vm.run(compiled.script);
    if (!result.ok) error = result.error.message;
  });
  const counting = createVm(silent, { countDispatches: true });
  counting.run(compiled.script);
  const { dispatches, calls } = counting.statistics();
  return { milliseconds, dispatches, calls, error };
}

function best(action: () => void): number {
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

/** Calls of `deeper` before a tree-walker runs out of JavaScript's stack. */
function deepest(run: Walk): number {
  let calls = 0;
  const counted = programs.depth.replace('n = n + 1;', 'n = n + 1; print n;');
  try {
    run(counted, (n) => {
      calls = n as number;
    });
  } catch {
    // RangeError: Maximum call stack size exceeded
  }
  return calls;
}

/** A process of its own for each measurement: two engines in one would slow each other down. */
function apart(engine: EngineName, program: Program): Result {
  const { execArgv, execPath } = process;
  const args = [...execArgv, import.meta.filename, engine, program];
  const { stdout, stderr } = spawnSync(execPath, args, { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Result;
}

/** Dispatched instructions of fib(27), in millions a second: the answer to the lab's question. */
export function dispatchRate(): number {
  const { dispatches, milliseconds } = apart('bytecode', 'fib');
  return dispatches / milliseconds / 1000;
}

function report(): void {
  for (const program of ['fib', 'loop'] as const) {
    const tree = apart('tree', program);
    const closures = apart('closures', program);
    const bytecode = apart('bytecode', program);
    const rate = bytecode.dispatches / bytecode.milliseconds / 1000;
    print(`${program}: ${bytecode.calls} calls, ${bytecode.dispatches} instructions`);
    print(`  tree-walker       ${ms(tree)}`);
    print(`  tree of closures  ${ms(closures)}`);
    print(`  bytecode          ${ms(bytecode)}   ${rate.toFixed(0)} million instructions a second`);
    if (program === 'fib') printGuess(rate);
  }
  print('depth of recursion');
  const lost = 'calls, then RangeError: Maximum call stack size exceeded';
  print(`  tree-walker       ${deepest(walk)} ${lost}`);
  print(`  tree of closures  ${deepest(runClosures)} ${lost}`);
  const { calls, error } = apart('bytecode', 'depth');
  print(`  bytecode          ${calls} calls, then ${error}`);
}

function printGuess(rate: number): void {
  const guess = readGuess(projectRoot, { id: '01' });
  if (guess !== undefined) print(`  you predicted ${guess.value}; it is ${rate.toFixed(0)}`);
}

const ms = ({ milliseconds }: Result) => `${milliseconds.toFixed(0).padStart(6)} ms`;
const print = (line: string) => void process.stdout.write(`${line}\n`);

if (process.argv[1] === import.meta.filename) {
  const [engine, program] = process.argv.slice(2) as [EngineName?, Program?];
  if (engine === undefined || program === undefined) report();
  else print(JSON.stringify(measure(engine, program)));
}
