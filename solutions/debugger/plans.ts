/** How a stopped program goes on, and where it stops again. */
import { FrameRecord } from '#shared/memory/layout.ts';

/**
 * What to watch for. Frame records lie one behind the other, so one number
 * tells the frames that matter: those up to `last`. Only these are held in the
 * interpreter; what they call runs in whatever tier it likes.
 */
export interface Plan {
  /** The last record that matters; 0: none, Infinity: all that there will be. */
  readonly last: number;
  /** What ends the plan: a line is entered, or any instruction is reached. */
  readonly at: 'line' | 'instruction';
  /** How many times that has to happen. */
  readonly times: number;
  /** Whether to show the line and go on instead of stopping. */
  readonly traces: boolean;
  /** What to say at the stop. */
  readonly reason: '' | 'Interrupted' | 'Returned';
}

const toNextLine: Plan = { last: Infinity, at: 'line', times: 1, traces: false, reason: '' };

/** Goes on until a line is entered, wherever that is. */
export const step = (times: number): Plan => ({ ...toNextLine, times });

/** Goes on until a line is entered in this frame or after its return. */
export const next = (record: number, times: number): Plan => ({
  ...toNextLine,
  last: record,
  times,
});

/** Goes on for so many instructions. */
export const stepInstructions = (times: number): Plan => ({
  ...toNextLine,
  at: 'instruction',
  times,
});

/** Goes on until this frame has returned. */
export const finish = (record: number): Plan => ({
  ...toNextLine,
  last: record - FrameRecord.size,
  at: 'instruction',
  reason: 'Returned',
});

/** Goes on; breakpoints and requests stop it. */
export const resume: Plan = { ...toNextLine, last: 0 };

/** Goes on to the end, and prints every line that is entered. */
export const trace: Plan = { ...toNextLine, traces: true };

/** Stops where it is. */
export const interrupt: Plan = { ...toNextLine, at: 'instruction', reason: 'Interrupted' };
