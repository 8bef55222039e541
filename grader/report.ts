/** What a grading says, as plain data. `docs/grading.md` describes it for readers of the JSON. */
import type { FileProblem } from './probe/observation.ts';

/** What became of a test. */
export type TestStatus =
  /** Full points. */
  | 'passed'
  /** The code did something else than the test wants, or did not survive it. */
  | 'failed'
  /** The code came to a task that is not done yet. */
  | 'unfinished'
  /** This machine lacks what the test needs; that is no failure. */
  | 'not-run';

/** What became of one test. */
export interface GradedTestReport {
  /** The task that the test belongs to, such as `01.4`. */
  readonly task: string;
  readonly name: string;
  /** What passing gives. */
  readonly points: number;
  /** `points` when it passed, else 0. */
  readonly score: number;
  readonly status: TestStatus;
  /** Why it did not pass, for people, in several lines; empty when it passed. */
  readonly message: string;
  /** The command that runs this test alone, with the same inputs. */
  readonly rerun: string;
}

/** The points of one task. */
export interface TaskReport {
  readonly id: string;
  readonly title: string;
  /** Beyond the core of the lab. */
  readonly stretch: boolean;
  readonly score: number;
  readonly maxScore: number;
}

/** The grading of one lab. */
export interface GradeReport {
  /** Goes up when readers of this have to change. */
  readonly version: 1;
  /** The lab's number, such as `01`. */
  readonly lab: string;
  readonly title: string;
  /** What the tests' random inputs were made from. */
  readonly seed: number;
  readonly score: number;
  readonly maxScore: number;
  /** Whether every test that was chosen was run. */
  readonly complete: boolean;
  /** Whether only some of the lab's tests were chosen: then this is no grade of the lab. */
  readonly partial: boolean;
  /** Why files could not be built; each costs the tests that need the file. */
  readonly problems: readonly FileProblem[];
  /** What TypeScript says of the files; it costs nothing. */
  readonly typeErrors: readonly FileProblem[];
  readonly tasks: readonly TaskReport[];
  readonly tests: readonly GradedTestReport[];
}

/** The version of `GradeReport`. */
export const REPORT_VERSION = 1;
