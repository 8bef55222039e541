/** Puts a report together from what was to be reported and what was. */
import { type Lab, pointsOf } from '../lab/course.ts';
import type { FileProblem } from '../probe/observation.ts';
import {
  type GradedTestReport,
  type GradeReport,
  REPORT_VERSION,
  type TestStatus,
} from '../report.ts';
import { type ManifestTest, testId } from './manifest.ts';
import type { TestResult, TestRun } from './run-tests.ts';

export interface ReportNeeds {
  readonly lab: Lab;
  /** The tests that were to report. */
  readonly tests: readonly ManifestTest[];
  readonly seed: number;
  readonly run: TestRun;
  /** Why the tests of a file were not run, by the file's name. */
  readonly problems: ReadonlyMap<string, string>;
  /** Why files of the student could not be built. */
  readonly fileProblems: readonly FileProblem[];
  /** What else the command that runs a test alone has to say. */
  readonly rerunOptions: string;
}

/** Makes the report of one lab for one seed. */
export function makeReport(needs: ReportNeeds): GradeReport {
  const { lab, seed, fileProblems } = needs;
  const tests = needs.tests.map((test) => reportTest(test, needs));
  const selected = lab.tasks.filter(({ id }) => tests.some(({ task }) => task === id));
  const tasks = selected.map(({ id, title, stretch }) => {
    const own = tests.filter(({ task }) => task === id);
    return { id, title, stretch, score: sum(own, 'score'), maxScore: sum(own, 'points') };
  });
  const maxScore = sum(tests, 'points');
  return {
    version: REPORT_VERSION,
    lab: lab.id,
    title: lab.title,
    seed,
    score: sum(tests, 'score'),
    maxScore,
    complete: tests.every(({ status }) => status !== 'not-run'),
    partial: maxScore < pointsOf(lab),
    problems: fileProblems,
    typeErrors: [],
    tasks,
    tests,
  };
}

function reportTest(test: ManifestTest, needs: ReportNeeds): GradedTestReport {
  const { task, name, points } = test;
  const { status, message } = verdictOf(test, needs);
  const score = status === 'passed' ? points : 0;
  const only = `--only ${quoted(testId(test))}`;
  const rerun = `npm run grade -- ${needs.lab.id} ${only} --seed ${needs.seed}${needs.rerunOptions}`;
  return { task, name, points, score, status, message, rerun };
}

/** For a shell, where names of tests hold `code` in backticks. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[`$]/g, '\\$&');
}

interface Verdict {
  readonly status: TestStatus;
  readonly message: string;
}

/** A test that is expected and does not report has failed. */
function verdictOf(test: ManifestTest, { run, seed, problems }: ReportNeeds): Verdict {
  const problem = problems.get(test.file);
  if (problem !== undefined) return { status: 'failed', message: problem };
  const result = run.results.find((found) => found.seed === seed && isResultOf(found, test));
  if (result !== undefined) return verdictOfResult(result);
  const why = run.broken.get(test.file) ?? 'it did not report';
  return { status: 'failed', message: `the test was not run: ${why}` };
}

function isResultOf(result: TestResult, { file, task, name }: ManifestTest): boolean {
  return result.file === file && result.task === task && result.name === name;
}

function verdictOfResult({ passed, notRun, failure }: TestResult): Verdict {
  if (notRun !== undefined) return { status: 'not-run', message: notRun };
  if (passed) return { status: 'passed', message: '' };
  return failure ?? { status: 'failed', message: 'the test failed without a word' };
}

function sum(tests: readonly GradedTestReport[], field: 'score' | 'points'): number {
  return tests.reduce((total, test) => total + test[field], 0);
}
