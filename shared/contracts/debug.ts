/** The contract between those who run a program and a debugger. */
import type { Machine } from './machine.ts';

/** Watches a program, and holds it up as long as it likes by not returning. */
export interface Debug {
  /**
   * Called ahead of each instruction that the interpreter executes. The newest
   * frame is canonical, and its record's pc, which is `pc`, is that of the
   * instruction.
   */
  beforeInstruction(record: number, pc: number): void;
  /** Another thread asks the program to stop. Called by the driver: the newest frame is canonical. */
  interrupt(): void;
}

/** What a debugger looks at. */
export type DebugNeeds = Pick<
  Machine,
  | 'memory'
  | 'values'
  | 'frames'
  | 'events'
  | 'functions'
  | 'fields'
  | 'strings'
  | 'printer'
  | 'tiers'
>;

/** Makes the debugger of one VM. */
export type CreateDebug = (machine: DebugNeeds) => Debug;
