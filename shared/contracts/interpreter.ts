/**
 * The contracts between the interpreter's dispatch loop and the files beside
 * it. Other tiers call them too: they are the slow paths of calls, closures
 * and classes.
 *
 * All work on slots of the newest frame. Before they are called the frame must
 * be canonical: its record's pc set, and `stackTop` above every live slot.
 */
import type { Machine } from './machine.ts';
import type { Reference, Slot } from './values.ts';

/** What became of a call. */
export const Called = {
  /** An error is parked. */
  FAILED: 0,
  /** A frame was pushed; it has yet to run. */
  ENTERED: 1,
  /** The result already stands in the callee's slot. */
  COMPLETED: 2,
} as const;

export type Called = (typeof Called)[keyof typeof Called];

export interface Calls {
  /**
   * Pushes the frame of a Lox function whose callee or receiver is in slot
   * `base`, its arguments above. Counts the call.
   * @returns false when an error is parked: wrong number of arguments, or `Stack overflow.`
   */
  enter(closure: Reference, base: Slot, argumentCount: number): boolean;
  /**
   * Calls whatever value is in the slot: a closure, a class, a bound method, a
   * native function.
   * @param site offset of the call's feedback cell
   */
  call(callee: Slot, argumentCount: number, site: number): Called;
}

export interface Closures {
  /** Makes the closure of a function, capturing from the newest frame. False: an error is parked. */
  make(result: Slot, code: number): boolean;
  /** Closes all open upvalues whose location is `lowest` or above. */
  close(lowest: Slot): void;
}

export interface Classes {
  /** Makes a class. False: an error is parked. */
  make(result: Slot, name: Slot): boolean;
  /** Lets the class one slot above inherit. False: an error is parked. */
  inherit(superclass: Slot): boolean;
  /** Adds the closure one slot above as a method. False: an error is parked. */
  addMethod(classSlot: Slot, name: Slot): boolean;
}

export interface Operators {
  /** Adds numbers or joins strings: `a` and the slot above into `a`. False: an error is parked. */
  add(a: Slot, site: number): boolean;
  /** Compares `a` and the slot above; leaves the boolean in `a`. */
  equal(a: Slot, site: number): void;
}

/** What the dispatch loop is made of. */
export type InterpreterNeeds = Pick<
  Machine,
  'memory' | 'values' | 'heap' | 'properties' | 'globals' | 'printer' | 'errors' | 'onHot' | 'options'
> & {
  readonly calls: Calls;
  readonly closures: Closures;
  readonly classes: Classes;
  readonly operators: Operators;
};
