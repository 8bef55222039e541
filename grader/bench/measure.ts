/** Runs tasks over and over, in turn, and keeps their times. */
import type { Progress } from './progress.ts';
import type { Failure } from './result.ts';
import type { Finished } from './run-process.ts';
import { judge } from './verdict.ts';

/** Something to time: a command, and what it should print. */
export interface Task {
  /** For people who wait: `fib on clox`. */
  readonly label: string;
  readonly command: readonly string[];
  /** All that it should print; null: anything. */
  readonly expected: string | null;
}

/** What is known of a task. */
export interface Samples {
  /** Wall times of its runs, in their order. */
  readonly wallMs: number[];
  /** What went wrong in its last run, after which it was not run again. */
  failure: Failure | null;
}

/** Runs one command; tests bring their own. */
export type RunCommand = (command: readonly string[]) => Promise<Finished>;

/**
 * Runs each task once in a repetition, in the order of the list: engines come
 * one after the other for each program, so when the machine gets slower or
 * faster, that hits all of them alike. A task may stand in the list more than
 * once and gets as many samples. One that fails is not run again.
 */
export async function measure(
  tasks: readonly Task[],
  repetitions: number,
  run: RunCommand,
  progress: Progress,
): Promise<ReadonlyMap<Task, Samples>> {
  const results = new Map<Task, Samples>();
  for (const task of tasks) results.set(task, { wallMs: [], failure: null });
  for (let repetition = 1; repetition <= repetitions; repetition += 1) {
    for (const [index, task] of tasks.entries()) {
      const samples = results.get(task);
      if (!samples || samples.failure) continue;
      progress.at({ repetition, repetitions, label: task.label, done: index, of: tasks.length });
      await addSample(samples, task, run);
    }
  }
  progress.end();
  return results;
}

async function addSample(samples: Samples, task: Task, run: RunCommand): Promise<void> {
  const finished = await run(task.command);
  samples.failure = judge(finished, task.expected);
  if (samples.failure === null) samples.wallMs.push(finished.wallMs);
}
