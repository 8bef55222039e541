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

/**
 * What became of a call: one of these, or, when a frame was pushed, the offset
 * of the function that it is to run.
 */
export const Called = {
  /** An error is parked. */
  FAILED: -1,
  /** No frame was needed; the result stands in the callee's slot. */
  COMPLETED: 0,
} as const;

/** What a call does, by the kind of its callee. */
export interface Calls {
  /**
   * Pushes the frame of a Lox function whose callee or receiver is in slot
   * `base`, its arguments above. Counts the call.
   * @returns the function's offset, or FAILED: wrong number of arguments, or `Stack overflow.`
   */
  enter(closure: Reference, base: Slot, argumentCount: number): number;
  /**
   * Calls whatever value is in the slot: a closure, a class, a bound method, a
   * native function. A closure's function is noted at the site.
   * @param site offset of the call's feedback cell
   */
  call(callee: Slot, argumentCount: number, site: number): number;
  /** Calls the method `name` of the instance in the slot, or what its field of that name holds. */
  invoke(receiver: Slot, name: Slot, argumentCount: number, site: number): number;
  /**
   * Calls the method `name` of the superclass that lies on top of the stack,
   * above the arguments, and takes it off.
   */
  invokeSuper(receiver: Slot, name: Slot, argumentCount: number, site: number): number;
}

/** Closures and the variables that they capture. */
export interface Closures {
  /**
   * Makes the closure of a function, capturing from the newest frame. Once it is
   * in the slot nothing moves any more, so that may be the first slot above
   * `stackTop`, which the collector does not know. False: an error is parked.
   */
  make(result: Slot, code: number): boolean;
  /** Closes all open upvalues whose location is `lowest` or above. */
  close(lowest: Slot): void;
}

/** Classes while they are being declared. */
export interface Classes {
  /**
   * Makes a class. Once it is in the slot nothing moves any more, so that may be
   * the first slot above `stackTop`, which the collector does not know. False: an
   * error is parked.
   */
  make(result: Slot, name: Slot): boolean;
  /** Lets the class one slot above inherit. False: an error is parked. */
  inherit(superclass: Slot): boolean;
  /** Adds the closure one slot above as a method. False: an error is parked. */
  addMethod(classSlot: Slot, name: Slot): boolean;
}

/** Operators that look at the kinds of their operands, and note them at their site. */
export interface Operators {
  /** Adds numbers or joins strings: `a` and the slot above into `a`. False: an error is parked. */
  add(a: Slot, site: number): boolean;
  /** Compares `a` and the slot above; leaves the boolean in `a`. */
  equal(a: Slot, site: number): void;
}

/** What the dispatch loop is made of. */
export type InterpreterNeeds = Pick<
  Machine,
  | 'memory'
  | 'values'
  | 'heap'
  | 'properties'
  | 'globals'
  | 'printer'
  | 'errors'
  | 'onHot'
  | 'options'
  | 'debug'
> & {
  readonly calls: Calls;
  readonly closures: Closures;
  readonly classes: Classes;
  readonly operators: Operators;
};
