/** What a command of the debugger is, and what it works with. */
import type { DebugNeeds } from '#shared/contracts/debug.ts';
import type { Frame, Position } from '#shared/runtime/frames.ts';
import type { Breakpoints } from './breakpoints.ts';
import type { LineTable } from './line-table.ts';
import type { Plan } from './plans.ts';
import type { Variables } from './variables.ts';
import type { Views } from './views.ts';

/** A program that stands still. */
export interface Halt {
  /** Newest first. */
  readonly frames: readonly Frame[];
  /** How the newest frame's pc is to be read. */
  readonly newest: Position;
  /** Index of the frame that is looked at. */
  selected: number;
  /** The last line that `list` has shown; 0: none. */
  listed: number;
}

/** What commands work with. */
export interface Debugging {
  readonly machine: DebugNeeds;
  readonly table: LineTable;
  readonly breakpoints: Breakpoints;
  readonly variables: Variables;
  readonly views: Views;
  /** Shows text, which ends in a newline. */
  readonly say: (text: string) => void;
}

/** A command. */
export interface Command {
  /** Its name, then its abbreviations. */
  readonly names: readonly [string, ...string[]];
  /** What may stand behind it: `[N]`. */
  readonly takes: string;
  readonly about: string;
  /** Does it. With a plan or `quit` the program does not stand still any longer. */
  run(debugging: Debugging, halt: Halt, argument: string): Plan | 'quit' | undefined;
}

/** The frame that is looked at, and how its pc is to be read. */
export function selectedFrame({ frames, newest, selected }: Halt): [Frame, Position] {
  return [frames[selected], selected === 0 ? newest : 'executing'];
}

/** A count that may be left out; undefined: the text is something else, which was said. */
export function countIn({ say }: Debugging, text: string, otherwise: number): number | undefined {
  if (text === '') return otherwise;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  say(`'${text}' is no number from 1 on.\n`);
  return undefined;
}
