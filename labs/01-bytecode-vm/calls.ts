// Lab 01, Bytecode VM: calls.ts
//
// To start, run `npm run lab -- start 01`. It copies this file to mine/01-bytecode-vm/;
// edit it there. The handout is labs/01-bytecode-vm/README.md.

/** Calls: pushing a frame, and what each kind of callee does. */

import type * as contract from '#shared/contracts/interpreter/calls.ts';
import { Called, type Calls } from '#shared/contracts/interpreter.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { Reference, Slot } from '#shared/contracts/values.ts';
import {
  BoundMethod,
  ClassObject,
  FrameRecord,
  FunctionObject,
  Header,
  KIND_MASK,
  MAX_FRAMES,
  Region,
  Site,
  State,
} from '#shared/memory/layout.ts';

type CallNeeds = Pick<
  Machine,
  'memory' | 'values' | 'fields' | 'properties' | 'errors' | 'natives' | 'options' | 'onHot'
>;

/** Makes the call functions of one VM. */
export function createCalls(machine: CallNeeds): Calls {
  const { memory, values, fields, properties, errors, natives, options, onHot } = machine;
  const { i32 } = memory;
  const { copy, isReference, referenceAt } = values;
  const { hotThreshold } = options;
  const FRAME = (Region.state + State.frame) >> 2;
  const STACK_TOP = (Region.state + State.stackTop) >> 2;
  const { arity: ARITY, calls: CALLS, code: CODE, tier: FUNCTION_TIER } = FunctionObject;
  const { closure: CLOSURE, pc: PC, base: BASE, tier: TIER, size: RECORD } = FrameRecord;
  const { key: KEY, feedback: FEEDBACK } = Site;
  const MASK = KIND_MASK;
  const INITIALIZER = ClassObject.initializer;
  const { method: METHOD, receiver: RECEIVER } = BoundMethod;
  const { FAILED, COMPLETED } = Called;
  const { info: INFO, meta: META } = Header;
  const LAST_FRAME = Region.frames + (MAX_FRAMES - 1) * FrameRecord.size;

  function fail(message: string): number {
    errors.raise(message);
    return FAILED;
  }

  function wrongCount(expected: number, got: number): number {
    return fail(`Expected ${expected} arguments but got ${got}.`);
  }

  /**
   * Task 01.4: Push a frame.
   *
   * Pushes a frame record for a closure's function: the closure, the offset of
   * the function's first instruction as pc, the base, and the function's tier.
   * Before that, the argument count must be the arity (`wrongCount`), and there
   * must be a free record: when the newest is the last one, the error is
   * `Stack overflow.` The call is counted in the function's `calls`; the call
   * that makes the count reach `hotThreshold` is reported to `onHot`. That may
   * change the function's tier, so the tier is read afterwards.
   */
  function enter(closure: Reference, base: Slot, argumentCount: number): number {
    return unfinished('01.4');
  }

  /** Notes at a call site which function it calls; `key` is the last one, `feedback` counts the changes. */
  function recordCallee(site: number, code: number): void {
    if (i32[(site + KEY) >> 2] === code) return;
    i32[(site + KEY) >> 2] = code;
    i32[(site + FEEDBACK) >> 2] += 1;
  }

  /**
   * Task 01.6: Make an instance.
   *
   * Calls a class: its instance takes the callee's slot (`fields.instantiate`).
   * If the class has an initializer it is entered, with that slot as its base;
   * else there must be no arguments, and the call is complete.
   */
  function instantiate(callee: Slot, argumentCount: number): number {
    return unfinished('01.6');
  }

  /**
   * Task 01.6: Call a bound method.
   *
   * Calls a bound method: its receiver takes the callee's slot, and its method
   * is entered.
   */
  function callBound(callee: Slot, argumentCount: number): number {
    return unfinished('01.6');
  }

  /**
   * Task 01.4: Call a native function.
   *
   * Calls a native function, which writes its result into the callee's slot.
   * The argument count is checked as for any other. The object's `meta` is its
   * index in `natives`.
   */
  function callNative(callee: Slot, argumentCount: number): number {
    return unfinished('01.4');
  }

  /**
   * Task 01.4: Call anything.
   *
   * Looks what kind of object the callee's slot refers to, and does what that
   * kind does. The kinds are those of `Kind`, in `#shared/memory/layout.ts`; the
   * header's info word holds one, below `MASK`. A closure's function, its `meta`,
   * is noted at the site before the closure is entered. For what cannot be called
   * the error is `Can only call functions and classes.`
   */
  function call(callee: Slot, argumentCount: number, site: number): number {
    return unfinished('01.4');
  }

  /**
   * Task 01.6: Invoke a method.
   *
   * Calls a method without binding it. `properties.method` finds the closure;
   * when it returns 0 a field came first, and its value, which now stands in
   * the receiver's slot, is called like any other, with the same site: its cell
   * belongs to this one instruction, whatever it calls.
   */
  function invoke(receiver: Slot, name: Slot, argumentCount: number, site: number): number {
    return unfinished('01.6');
  }

  /**
   * Task 01.6: Invoke a superclass's method.
   *
   * Calls a superclass's method on the same instance. The superclass lies on
   * top of the stack, just below `stackTop`, and is taken off before the frame
   * is pushed.
   */
  function invokeSuper(receiver: Slot, name: Slot, argumentCount: number, site: number): number {
    return unfinished('01.6');
  }

  return { enter, call, invoke, invokeSuper };
}

createCalls satisfies typeof contract.createCalls;
