/**
 * The contract of an engine: what executes the newest frame in one tier.
 *
 * Lox calls never nest JavaScript. The driver asks the engine of the newest
 * frame's tier to run; the engine runs that frame and every frame it can push
 * itself, and comes back with a status. What it leaves in memory, frame
 * records and stack slots in canonical form, is all that the next engine needs.
 */

/** How an engine comes back to the driver. */
export const Status = {
  /** The first frame has returned: the program is done. */
  OK: 0,
  /** A runtime error is parked in the VM state. */
  ERROR: 1,
  /** The newest frame is to be run by whichever engine its record names. */
  SWITCH: 2,
} as const;

export type Status = (typeof Status)[keyof typeof Status];

/** The tiers by the number that stands in frame records and functions. */
export const Tier = { INTERPRETER: 0, THREADED: 1, BASELINE: 2, OPTIMIZING: 3 } as const;

export type Tier = (typeof Tier)[keyof typeof Tier];

/** Names of the tiers, by number. */
export const tierNames = ['interpreter', 'threaded', 'baseline', 'optimizing'] as const;

/** The name of a tier. */
export type TierName = (typeof tierNames)[number];

/** Executes frames of one tier. */
export interface Engine {
  /**
   * Runs the newest frame. Every frame is canonical before and after: its
   * record says where it goes on, `stackTop` where its operands end.
   */
  run(): Status;
}
