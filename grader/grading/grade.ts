/** Grades one lab. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '../lab/course.ts';
import { UserError } from '../lab/user-error.ts';
import type { GradeReport } from '../report.ts';
import { withBroker } from './broker.ts';
import type { LabUnderTest } from './build/child-tree.ts';
import type { Limits } from './limits.ts';
import { makeReport } from './make-report.ts';
import { readManifest, testId } from './manifest.ts';
import { checkTests } from './pristine.ts';
import { runTests, type TestResult } from './run-tests.ts';
import { testsFolder } from './tests-folder.ts';
import { withObserver } from './with-observer.ts';

export interface GradeNeeds {
  /** The project. */
  readonly root: string;
  readonly lab: Lab;
  /** The folder of the student's files. */
  readonly mine: string;
  /** Other labs whose modules are the student's too; without them everything else is the reference. */
  readonly others?: readonly LabUnderTest[];
  /** One report is made for each; none: one seed, taken from the files. */
  readonly seeds?: readonly number[];
  /** Run only the tests whose task and name contain one of these. */
  readonly only?: readonly string[];
  readonly limits: Limits;
  /** What else the command that runs a test alone has to say. */
  readonly rerunOptions?: string;
  readonly onProgress?: (progress: Progress) => void;
}

/** How far a grading has come. */
export interface Progress {
  readonly done: number;
  readonly of: number;
  readonly last: TestResult;
}

/**
 * Children that work at a time. One more than there are processors uses the
 * time in which one of them is being judged.
 */
const places = Math.min(3, Math.max(2, availableParallelism()));

/** Tests that may be under way: while one is being judged another is observed. */
const concurrency = places + 2;

/**
 * Grades a lab and makes a report for each seed.
 * @throws UserError when there is nothing to grade, GraderError when the grader itself fails
 */
export async function grade(needs: GradeNeeds): Promise<GradeReport[]> {
  const { root, lab, mine, others = [], only = [], limits, rerunOptions = '' } = needs;
  const manifest = readManifest(root, lab);
  const tests = manifest.tests.filter((test) => isSelected(testId(test), only));
  if (tests.length === 0)
    throw new UserError(`No test of lab ${lab.id} contains ${only.join(', ')}`);
  if (!existsSync(mine)) throw new UserError(`There is no folder ${mine}`);
  const folder = testsFolder(root, lab);
  const pristine = checkTests(folder, `labs/${lab.name}/tests`, manifest);
  const seeds = needs.seeds ?? [seedOf(lab, mine)];
  const files = pristine.runnable.filter((name) => tests.some(({ file }) => file === name));
  const labs = [{ lab, mine }, ...others];
  const scenarios = { folder, problem: pristine.scenariosProblem };
  const onResult = countResults(tests.length * seeds.length, needs.onProgress);
  const observed = { root, labs, scenarios, limits, places };
  const made = await withObserver(observed, async (observer, fileProblems) => {
    const run = await withBroker(observer, (channel) =>
      runTests({ root, lab, files, settings: { seeds, only, channel }, concurrency, onResult }),
    );
    return { run, fileProblems };
  });
  const { problems } = pristine;
  return seeds.map((seed) => makeReport({ lab, tests, seed, ...made, problems, rerunOptions }));
}

function countResults(of: number, onProgress: GradeNeeds['onProgress']) {
  let done = 0;
  return (last: TestResult) => {
    done += 1;
    onProgress?.({ done, of, last });
  };
}

function isSelected(id: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((text) => id.includes(text));
}

/**
 * The seed when nobody names one: the same as long as the student's files are
 * the same, so that a verdict can be had again, and another one afterwards.
 */
function seedOf(lab: Lab, mine: string): number {
  const hash = createHash('sha256');
  for (const { file } of lab.files) {
    const path = join(mine, file);
    hash.update(existsSync(path) ? readFileSync(path) : '').update('\0');
  }
  return hash.digest().readUInt32BE() % 1_000_000;
}
