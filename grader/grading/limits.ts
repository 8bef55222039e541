/** What one observation may use up. */

export interface Limits {
  /** The least time, in milliseconds, before an observation counts as hanging. */
  readonly leastMilliseconds: number;
  /** How many times as long as the reference an observation may take. */
  readonly timesReference: number;
  /** Memory of the process, outside and inside of V8's heap. */
  readonly memoryBytes: number;
}

/** Generous: a student's code may be slow, and the machine busy. */
export const defaultLimits: Limits = {
  leastMilliseconds: 10_000,
  timesReference: 20,
  memoryBytes: 1024 * 1024 * 1024,
};

/** V8's own limit for JavaScript objects, in MiB: it says better than we can what went wrong. */
export const JAVASCRIPT_HEAP_MEGABYTES = 512;

/** What a child may compute in all, in seconds: the system ends it even where the grader is gone. */
export const CPU_SECONDS = 900;

/** Largest file that a child may write, in blocks of 512 bytes. */
export const FILE_BLOCKS = 2_048;
