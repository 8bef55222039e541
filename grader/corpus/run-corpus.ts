/** Runs corpus programs in child processes, two at a time, and judges what comes back. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Job } from './child.ts';
import { differenceOf, type Outcome } from './expectations.ts';
import type { ModeName } from './modes.ts';
import type { CorpusProgram } from './programs.ts';

/** What became of a program. */
export interface Verdict {
  readonly program: CorpusProgram;
  /** What is wrong; undefined when nothing is. */
  readonly problem: string | undefined;
  readonly milliseconds: number;
}

/** Children at a time. */
const CHILDREN = 2;
/** A child runs so many programs before another takes its place: each VM keeps its memory to the end. */
const PROGRAMS_PER_CHILD = 100;
/** No program may take longer. */
const TIME_LIMIT_MILLISECONDS = 120_000;

const childFile = path.join(import.meta.dirname, 'child.ts');

/** Runs all programs in a mode. `report` hears of each as it is done. */
export async function runCorpus(
  programs: readonly CorpusProgram[],
  mode: ModeName,
  report: (verdict: Verdict) => void = () => {},
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const waiting = [...programs];
  const work = async () => {
    while (waiting.length > 0) {
      const child = fork(childFile, { execArgv: ['--import', 'tsx'] });
      for (let count = 0; count < PROGRAMS_PER_CHILD && child.connected; count += 1) {
        const program = waiting.shift();
        if (program === undefined) break;
        const verdict = await judge(child, program, mode);
        verdicts.push(verdict);
        report(verdict);
      }
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: CHILDREN }, work));
  return verdicts;
}

async function judge(
  child: ChildProcess,
  program: CorpusProgram,
  mode: ModeName,
): Promise<Verdict> {
  const start = performance.now();
  const outcome = await runIn(child, { mode, source: program.source });
  const problem =
    typeof outcome === 'string' ? outcome : differenceOf(program.expectation, outcome);
  return { program, problem, milliseconds: performance.now() - start };
}

/** The outcome of a job, or how the child died of it. */
function runIn(child: ChildProcess, job: Job): Promise<Outcome | string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      finish(`did not end within ${TIME_LIMIT_MILLISECONDS / 1000} s`);
    }, TIME_LIMIT_MILLISECONDS);
    const died = (code: number | null, signal: string | null) =>
      finish(signal === null ? `ended the process with code ${code}` : `killed by ${signal}`);
    const finish = (outcome: Outcome | string) => {
      clearTimeout(timer);
      child.off('exit', died);
      child.off('message', finish);
      resolve(outcome);
    };
    child.once('exit', died);
    child.once('message', finish);
    child.send(job);
  });
}
