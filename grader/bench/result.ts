/**
 * The JSON that `npm run bench` writes. All times are milliseconds of wall
 * time. Whatever is derived can be derived again from the samples.
 */

/** Goes up whenever a reader of older files would go wrong. */
export const RESULT_VERSION = 1;

/** Everything that one run of the bench found. */
export interface BenchResult {
  readonly version: typeof RESULT_VERSION;
  /** When the run began, in ISO 8601. */
  readonly date: string;
  /** The arguments of the bench itself. */
  readonly arguments: readonly string[];
  readonly machine: MachineDescription;
  /** Repetitions, which is also the number of samples of each timed program. */
  readonly runs: number;
  /** Milliseconds after which a process was killed. */
  readonly timeLimitMs: number;
  /** Id of the engine that ratios are over; null when no engine ran. */
  readonly reference: string | null;
  /** The engines that ran, in the order of the table. */
  readonly engines: readonly EngineResult[];
  /** The engines that were asked for and could not run at all. */
  readonly leftOut: readonly { readonly engine: string; readonly reason: string }[];
  readonly programs: readonly ProgramResult[];
  readonly geometricMeans: readonly GeometricMean[];
  /** How long it takes until a command has done next to nothing. */
  readonly startUp: readonly StartUpResult[];
}

/** What the numbers were measured on. */
export interface MachineDescription {
  /** Model of the first processor. */
  readonly cpu: string;
  readonly cores: number;
  readonly platform: string;
  /** Version of Node.js, which runs our VM. */
  readonly node: string;
  /** Load of the last 1, 5 and 15 minutes, before the run and after it. */
  readonly loadBefore: readonly number[];
  readonly loadAfter: readonly number[];
}

/** An engine, and how long it takes to do nothing. */
export interface EngineResult {
  /** The name that `--engines` takes. */
  readonly id: string;
  /** What it says about its version. */
  readonly version: string;
  /** The command, to which a program's file is appended. */
  readonly command: readonly string[];
  /** Samples for the empty program, and their median: what own time leaves out. */
  readonly emptyMs: readonly number[];
  readonly emptyMedianMs: number;
}

/** One program in all engines. */
export interface ProgramResult {
  readonly program: string;
  /** One for each engine that ran, in their order. */
  readonly measurements: readonly Measurement[];
}

/** One program in one engine. */
export type Measurement = Timed | NotTimed;

/** The answer was right in every repetition. */
export interface Timed {
  readonly engine: string;
  readonly outcome: 'timed';
  /** Wall time of the whole process, in the order of the repetitions. */
  readonly samplesMs: readonly number[];
  readonly medianMs: number;
  /** `medianMs` minus the engine's `emptyMedianMs`. */
  readonly ownMs: number;
  /**
   * How many times as fast as the reference: the reference's own time over this
   * one. Null when one of the two was not timed, or took no longer than its
   * engine's start varied by.
   */
  readonly ratio: number | null;
}

/** There is no time to show, and the engine's means leave this program out. */
export interface NotTimed extends Failure {
  readonly engine: string;
}

/** Why a run does not count. */
export interface Failure {
  /**
   * `wrong`: it ran to its end with another output. `failed`: it ended with an
   * error. `timeout`: it was killed. `absent`: the program does not exist in
   * the engine's language.
   */
  readonly outcome: 'wrong' | 'failed' | 'timeout' | 'absent';
  /** One line for people. */
  readonly reason: string;
}

/** Of an engine's ratios, over the programs that both it and the reference ran. */
export interface GeometricMean {
  readonly engine: string;
  /** Null when there is no such program. */
  readonly ratio: number | null;
  /** How many programs went into it. */
  readonly programs: number;
}

/** Whole processes, from start to end. */
export interface StartUpResult {
  /** As one would type it. */
  readonly command: string;
  readonly samplesMs: readonly number[];
  /** Null when the command failed. */
  readonly medianMs: number | null;
}
