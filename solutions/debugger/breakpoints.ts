/**
 * Breakpoints. A function that has one is left to the interpreter, which looks
 * for it ahead of each instruction; all other functions stay in their tiers.
 */
import type { Tiers } from '#shared/contracts/machine.ts';
import type { Place } from './line-table.ts';

/** Where a program is to stop. */
export interface Breakpoint {
  /** Counted from 1. */
  readonly number: number;
  /** Where it is, for people: `line 3`. */
  readonly where: string;
  readonly places: readonly Place[];
}

/** The breakpoints of one program. */
export interface Breakpoints {
  /** In the order of their numbers. */
  all(): readonly Breakpoint[];
  /** Whether there is one. */
  any(): boolean;
  /** Adds one that stops wherever one of these places is entered. */
  add(where: string, places: readonly Place[]): Breakpoint;
  /** Removes that one, or all. False: there is none. */
  remove(number?: number): boolean;
  /** The first one at a pc. */
  at(pc: number): Breakpoint | undefined;
  /** The first one in a function, by its offset. */
  within(code: number): Breakpoint | undefined;
}

/** Makes the breakpoints of a program, none as yet. */
export function createBreakpoints(tiers: Pick<Tiers, 'hold' | 'release'>): Breakpoints {
  let breakpoints: readonly Breakpoint[] = [];
  let count = 0;

  const within = (code: number) =>
    breakpoints.find(({ places }) => places.some((place) => place.function.offset === code));

  return {
    all: () => breakpoints,
    any: () => breakpoints.length > 0,
    within,
    at: (pc) => breakpoints.find(({ places }) => places.some((place) => place.pc === pc)),
    add(where, places) {
      count += 1;
      const added = { number: count, where, places };
      breakpoints = [...breakpoints, added];
      for (const place of places) tiers.hold(place.function.offset);
      return added;
    },
    remove(number) {
      const removed = breakpoints.filter((one) => number === undefined || one.number === number);
      breakpoints = breakpoints.filter((one) => !removed.includes(one));
      for (const { offset } of removed.flatMap(({ places }) => places.map((at) => at.function))) {
        if (within(offset) === undefined) tiers.release(offset);
      }
      return removed.length > 0;
    },
  };
}
