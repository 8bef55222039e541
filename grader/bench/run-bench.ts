/** The whole measurement: engines by programs, and what comes out of it. */
import { loadavg } from 'node:os';
import { type BenchProgram, readProgram } from './corpus.ts';
import type { EnginePlaces } from './engines.ts';
import { describeMachine } from './machine.ts';
import { measure, type RunCommand, type Samples, type Task } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { prepareEngines, type ReadyEngine } from './prepare.ts';
import type { Progress } from './progress.ts';
import { type BenchResult, type Failure, RESULT_VERSION, type StartUpResult } from './result.ts';
import { runProcess } from './run-process.ts';
import { emptyTask, startUpTasks } from './start-up.ts';
import { median } from './statistics.ts';
import { meanOf, summariseProgram } from './summary.ts';

/** Where programs and engines are. */
export interface BenchPlaces extends EnginePlaces {
  /** The folder of the programs. */
  readonly programs: string;
}

/** What goes on while it measures. */
export interface BenchContext {
  /** The arguments of the bench, for its record. */
  readonly args: readonly string[];
  readonly progress: Progress;
  /** Stops it. */
  readonly signal: AbortSignal;
}

/** A program may take this long. */
const TIME_LIMIT_MS = 60_000;

/** The engine that ratios are over, where it runs. */
const PREFERRED_REFERENCE = 'clox';

/** Starts are short, so a few more of them are needed for a median that holds still. */
const STARTS_PER_REPETITION = 3;

/** An engine with its task to run nothing. */
interface Lane {
  readonly engine: ReadyEngine;
  readonly empty: Task;
}

/** A program with the task of each engine that has it in its language. */
interface Row {
  readonly program: BenchProgram;
  readonly tasks: ReadonlyMap<ReadyEngine, Task>;
}

/**
 * Measures what the options ask for.
 * @throws the signal's reason when that was given
 */
export async function runBench(
  options: BenchOptions,
  places: BenchPlaces,
  { args, progress, signal }: BenchContext,
): Promise<BenchResult> {
  const loadBefore = loadavg();
  const date = new Date().toISOString();
  const run: RunCommand = (command) => runProcess(command, { timeLimitMs: TIME_LIMIT_MS, signal });
  const { ready, leftOut } = await prepareEngines(options.engines, places, run);
  const lanes = ready.map((engine) => ({ engine, empty: emptyTask(engine) }));
  const rows = options.programs.map((name) => rowOf(readProgram(places.programs, name), ready));
  const starts = startUpTasks(ready, places);
  const tasks = inTurn(lanes, rows, starts);
  const samples = await measure(tasks, options.runs, run, progress);
  const reference = referenceOf(ready);
  const programs = rows.map((row) => summariseRow(row, lanes, samples, reference));
  return {
    version: RESULT_VERSION,
    date,
    arguments: args,
    machine: describeMachine(loadBefore),
    runs: options.runs,
    timeLimitMs: TIME_LIMIT_MS,
    reference,
    engines: lanes.map(({ engine, empty }) => {
      const { id, version, command } = engine;
      const emptyMs = wallTimes(empty, samples);
      return { id, version, command, emptyMs, emptyMedianMs: median(emptyMs) };
    }),
    leftOut,
    programs,
    geometricMeans: ready.map(({ id }) => meanOf(id, programs)),
    startUp: starts.map((task) => startUpResult(task, samples)),
  };
}

function rowOf(program: BenchProgram, engines: readonly ReadyEngine[]): Row {
  const tasks = new Map<ReadyEngine, Task>();
  for (const engine of engines) {
    const file = program.fileIn(engine.language);
    if (file === null) continue;
    const label = `${program.name} on ${engine.id}`;
    tasks.set(engine, { label, command: [...engine.command, file], expected: program.expected });
  }
  return { program, tasks };
}

/** The tasks of one repetition in their order. */
function inTurn(lanes: readonly Lane[], rows: readonly Row[], starts: readonly Task[]): Task[] {
  const short = [...lanes.map(({ empty }) => empty), ...starts];
  const repeated = Array.from({ length: STARTS_PER_REPETITION }, () => short).flat();
  return [...repeated, ...rows.flatMap(({ tasks }) => [...tasks.values()])];
}

function referenceOf(engines: readonly ReadyEngine[]): string | null {
  const preferred = engines.find(({ id }) => id === PREFERRED_REFERENCE);
  return (preferred ?? engines.at(0))?.id ?? null;
}

type AllSamples = ReadonlyMap<Task, Samples>;

const absent: Failure = { outcome: 'absent', reason: 'not written in its language' };

function summariseRow(
  { program, tasks }: Row,
  lanes: readonly Lane[],
  samples: AllSamples,
  reference: string | null,
): BenchResult['programs'][number] {
  const raw = lanes.map(({ engine, empty }) => {
    const task = tasks.get(engine);
    return {
      engine: engine.id,
      emptyMs: wallTimes(empty, samples),
      samples: (task && samples.get(task)) ?? absent,
    };
  });
  return summariseProgram(program.name, raw, reference);
}

/** @throws Error when the task has failed in every run */
function wallTimes(task: Task, samples: AllSamples): readonly number[] {
  const { wallMs = [], failure = null } = samples.get(task) ?? {};
  if (wallMs.length > 0) return wallMs;
  throw new Error(`${task.label} ran at first and then never again: ${failure?.reason}`);
}

function startUpResult(task: Task, samples: AllSamples): StartUpResult {
  const { wallMs = [], failure = null } = samples.get(task) ?? {};
  const failed = failure !== null || wallMs.length === 0;
  return { command: task.label, samplesMs: wallMs, medianMs: failed ? null : median(wallMs) };
}
