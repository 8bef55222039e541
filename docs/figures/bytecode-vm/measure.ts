/**
 * What bytecode buys: the interpreter beside tree-walkers, on the same programs
 * in the same run: the first table of lab 01's handout.
 *
 *     node --import tsx docs/figures/bytecode-vm/measure.ts
 */
import { spawnSync } from 'node:child_process';
import { countsOf, fastest, programs, timeOf } from '#grader/measure/bytecode.ts';
import { runClosures } from './closure-tree.ts';
import { walk } from './tree-walker.ts';

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

/** Runs a program on an engine in this process. */
function measure(engine: EngineName, program: Program): Result {
  const source = programs[program];
  return engine === 'bytecode' ? measureBytecode(source) : measureTree(source, walkers[engine]);
}

function measureTree(source: string, run: Walk): Result {
  let error = '';
  const milliseconds = fastest(() => {
    try {
      run(source, () => {});
    } catch (thrown) {
      error = String(thrown);
    }
  });
  return { milliseconds, dispatches: 0, calls: 0, error };
}

function measureBytecode(source: string): Result {
  return { milliseconds: timeOf(source), ...countsOf(source) };
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
  }
  print('depth of recursion');
  const lost = 'calls, then RangeError: Maximum call stack size exceeded';
  print(`  tree-walker       ${deepest(walk)} ${lost}`);
  print(`  tree of closures  ${deepest(runClosures)} ${lost}`);
  const { calls, error } = apart('bytecode', 'depth');
  print(`  bytecode          ${calls} calls, then ${error}`);
}

const ms = ({ milliseconds }: Result) => `${milliseconds.toFixed(0).padStart(6)} ms`;
const print = (line: string) => void process.stdout.write(`${line}\n`);

if (process.argv[1] === import.meta.filename) {
  const [engine, program] = process.argv.slice(2) as [EngineName?, Program?];
  if (engine === undefined || program === undefined) report();
  else print(JSON.stringify(measure(engine, program)));
}
