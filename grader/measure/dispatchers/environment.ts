/**
 * What the comparison engines have in common: the names that their generated
 * code uses, and the slow paths behind them. Only the way from one operation to
 * the next differs between them.
 */
import { Status, Tier } from '#shared/contracts/engine.ts';
import { Called } from '#shared/contracts/interpreter.ts';
import type { ThreadedNeeds } from '#shared/contracts/threaded.ts';
import type { Slot } from '#shared/contracts/values.ts';
import {
  Feedback,
  FrameRecord,
  FunctionObject,
  Header,
  KIND_MASK,
  Kind,
  MAX_FRAMES,
  Region,
  Site,
  SLOT_SIZE,
  State,
  Upvalue,
} from '#shared/memory/layout.ts';

/** Makes the names for one VM. */
export function createEnvironment(machine: ThreadedNeeds) {
  const { memory, values, heap, properties, globals, printer, errors, options } = machine;
  const { calls, closures, classes, operators } = machine;
  const { i32 } = memory;
  const POLL = (Region.state + State.poll) >> 2;
  const STACK_TOP = (Region.state + State.stackTop) >> 2;
  const FRAME = (Region.state + State.frame) >> 2;
  const OPEN_UPVALUES = (Region.state + State.openUpvalues) >> 2;
  const { closure: CLOSURE, pc: PC, base: BASE, tier: TIER, size: RECORD } = FrameRecord;
  const { arity: ARITY, calls: CALLS, code: CODE, tier: FUNCTION_TIER } = FunctionObject;
  const LOOPS = FunctionObject.loops;
  const INFO = Header.info;
  const MASK = KIND_MASK;
  const CLOSURE_KIND = Kind.CLOSURE;
  const KEY = Site.key;
  const LAST_FRAME = Region.frames + (MAX_FRAMES - 1) * RECORD;
  const COMPLETED = Called.COMPLETED;
  const { hotThreshold, quantum } = options;
  const { isReference, referenceAt, copy } = values;
  /** Calls, returns and back-edges until the engine comes back to the driver. */
  const budget = { remaining: 0 };

  /** Calls as the switch engine does: a closure that the site knows already at once, all else by `calls`. */
  function call(callee: Slot, argumentCount: number, site: number): number {
    if (isReference(callee)) {
      const closure = referenceAt(callee);
      const called = i32[closure >> 2];
      const record = i32[FRAME];
      if (
        (i32[(closure + INFO) >> 2] & MASK) === CLOSURE_KIND &&
        i32[(called + ARITY) >> 2] === argumentCount &&
        i32[(site + KEY) >> 2] === called &&
        record !== LAST_FRAME
      ) {
        pushFrame((record + RECORD) | 0, closure, callee);
        return called;
      }
    }
    return calls.call(callee, argumentCount, site);
  }

  function pushFrame(record: number, closure: number, base: Slot): void {
    const called = i32[closure >> 2];
    const count = (i32[(called + CALLS) >> 2] + 1) | 0;
    i32[(called + CALLS) >> 2] = count;
    if (count === hotThreshold) machine.onHot(called);
    i32[FRAME] = record;
    i32[(record + CLOSURE) >> 2] = closure;
    i32[(record + PC) >> 2] = i32[(called + CODE) >> 2];
    i32[(record + BASE) >> 2] = base;
    i32[(record + TIER) >> 2] = i32[(called + FUNCTION_TIER) >> 2];
  }

  /** Leaves the newest frame with a result. False: it was the first. */
  function leave(record: number, base: Slot, result: Slot): boolean {
    if (i32[OPEN_UPVALUES] !== 0) closures.close(base);
    copy(base, result);
    i32[STACK_TOP] = base + 8;
    if (record === Region.frames) return false;
    i32[FRAME] = (record - RECORD) | 0;
    return true;
  }

  /** Counts a back-edge. False: the engine has to come back to the driver, which goes on at `pc`. */
  function loop(record: number, pc: number, top: Slot): boolean {
    const code = i32[i32[(record + CLOSURE) >> 2] >> 2];
    const loops = (i32[(code + LOOPS) >> 2] + 1) | 0;
    i32[(code + LOOPS) >> 2] = loops;
    budget.remaining = (budget.remaining - 1) | 0;
    if (i32[POLL] === 0 && budget.remaining >= 0 && loops !== hotThreshold) return true;
    canonical(record, pc, top);
    if (loops === hotThreshold) machine.onHot(code);
    return false;
  }

  /** Writes down where the newest frame stands. */
  function canonical(record: number, pc: number, top: Slot): void {
    i32[(record + PC) >> 2] = pc;
    i32[STACK_TOP] = top;
  }

  function putOperands(top: Slot, a: Slot, b: Slot): void {
    copy(top, a);
    copy(top + SLOT_SIZE, b);
  }

  function addInPlace(a: Slot, b: Slot, site: number, top: Slot, record: number, pc: number) {
    putOperands(top, a, b);
    canonical(record, pc, top + 2 * SLOT_SIZE);
    return operators.add(top, site);
  }

  function equalInPlace(a: Slot, b: Slot, site: number, top: Slot): boolean {
    putOperands(top, a, b);
    operators.equal(top, site);
    return !values.isFalsey(top);
  }

  /** Parks an error at the instruction that ends at `pc`. */
  function raise(record: number, pc: number, message: string): Status {
    i32[(record + PC) >> 2] = pc;
    errors.raise(message);
    return Status.ERROR;
  }

  return {
    ...values,
    ...{ i32, properties, globals, printer, calls, closures, classes, operators },
    writeBarrier: heap.writeBarrier,
    ...{ budget, quantum, call, leave, loop, canonical, addInPlace, equalInPlace, raise },
    ...{ STACK_TOP, FRAME, POLL, CLOSURE, PC, BASE, TIER, COMPLETED },
    LOCATION: Upvalue.location,
    ...{ NUMBERS: Feedback.NUMBERS, OTHER: Feedback.OTHER, THREADED: Tier.THREADED },
    ...Status,
    /** What frame code returns when another frame has become the newest. */
    OTHER_FRAME: 3,
  };
}

/** The names that generated code uses. */
export type Environment = ReturnType<typeof createEnvironment>;

/**
 * Makes a function of source text in which all those names, and `more`, are
 * constants: its body ends in `return` and what is wanted.
 */
export function generate<Made>(environment: object, body: string): Made {
  const names = Object.keys(environment).join(', ');
  return new Function('environment', `'use strict'; const { ${names} } = environment; ${body}`)(
    environment,
  ) as Made;
}

/** Runs the code of one frame. Returns a status, or OTHER_FRAME. */
export type RunFrame = (record: number, code: number, base: Slot, pc: number) => number;

/** An engine's `run` around the code of frames. */
export function runFrames(environment: Environment, runFrame: RunFrame): () => Status {
  const { i32, budget, quantum, OTHER_FRAME } = environment;
  const { FRAME, TIER, THREADED, POLL, CLOSURE, BASE, PC, SWITCH } = environment;
  return () => {
    budget.remaining = quantum() + 1;
    for (;;) {
      const record = i32[FRAME];
      if (i32[(record + TIER) >> 2] !== THREADED) return SWITCH;
      budget.remaining = (budget.remaining - 1) | 0;
      if (i32[POLL] !== 0 || budget.remaining < 0) return SWITCH;
      const code = i32[i32[(record + CLOSURE) >> 2] >> 2];
      const result = runFrame(record, code, i32[(record + BASE) >> 2], i32[(record + PC) >> 2]);
      if (result !== OTHER_FRAME) return result as Status;
    }
  };
}
