/** Calls: pushing a frame, and what each kind of callee does. */

import type * as contract from '#shared/contracts/interpreter/calls.ts';
import { Called, type Calls } from '#shared/contracts/interpreter.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { Reference, Slot } from '#shared/contracts/values.ts';
import {
  BoundMethod,
  ClassObject,
  FrameRecord,
  FunctionObject,
  Header,
  KIND_MASK,
  type Kind,
  MAX_FRAMES,
  NativeObject,
  Region,
  Site,
  SLOT_SIZE,
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
   * Pushes a frame record for a closure's function: the closure, the offset of
   * the function's first instruction as pc, the base, and the function's tier.
   * Before that, the argument count must be the arity (`wrongCount`), and there
   * must be a free record: when the newest is the last one, the error is
   * `Stack overflow.` The call is counted in the function's `calls`; the call
   * that makes the count reach `hotThreshold` is reported to `onHot`. That may
   * change the function's tier, so the tier is read afterwards.
   * @lab 01.4 Push a frame
   */
  function enter(closure: Reference, base: Slot, argumentCount: number): number {
    const code = i32[closure >> 2];
    const arity = i32[(code + ARITY) >> 2];
    if (arity !== argumentCount) return wrongCount(arity, argumentCount);
    if (i32[FRAME] === LAST_FRAME) return fail('Stack overflow.');
    const calls = (i32[(code + CALLS) >> 2] + 1) | 0;
    i32[(code + CALLS) >> 2] = calls;
    if (calls === hotThreshold) onHot(code);
    const record = i32[FRAME] + RECORD;
    i32[FRAME] = record;
    i32[(record + CLOSURE) >> 2] = closure;
    i32[(record + PC) >> 2] = i32[(code + CODE) >> 2];
    i32[(record + BASE) >> 2] = base;
    i32[(record + TIER) >> 2] = i32[(code + FUNCTION_TIER) >> 2];
    return code;
  }

  /** Notes at a call site which function it calls; `key` is the last one, `feedback` counts the changes. */
  function recordCallee(site: number, code: number): void {
    if (i32[(site + KEY) >> 2] === code) return;
    i32[(site + KEY) >> 2] = code;
    i32[(site + FEEDBACK) >> 2] += 1;
  }

  /**
   * Calls a class: its instance takes the callee's slot (`fields.instantiate`).
   * If the class has an initializer it is entered, with that slot as its base;
   * else there must be no arguments, and the call is complete.
   * @lab 01.6 Make an instance
   */
  function instantiate(callee: Slot, argumentCount: number): number {
    if (!fields.instantiate(callee)) return FAILED;
    const klass = fields.classOf(referenceAt(callee));
    const initializer = i32[(klass + INITIALIZER) >> 2];
    if (initializer !== 0) {
      return enter(initializer, callee, argumentCount);
    }
    return argumentCount === 0 ? COMPLETED : wrongCount(0, argumentCount);
  }

  /**
   * Calls a bound method: its receiver takes the callee's slot, and its method
   * is entered.
   * @lab 01.6 Call a bound method
   */
  function callBound(callee: Slot, argumentCount: number): number {
    const bound = referenceAt(callee);
    copy(callee, bound + RECEIVER);
    const method = i32[(bound + METHOD) >> 2];
    return enter(method, callee, argumentCount);
  }

  /**
   * Calls a native function, which writes its result into the callee's slot.
   * The argument count is checked as for any other. The object's `meta` is its
   * index in `natives`.
   * @lab 01.4 Call a native function
   */
  function callNative(callee: Slot, argumentCount: number): number {
    const object = referenceAt(callee);
    const arity = i32[(object + NativeObject.arity) >> 2];
    if (arity !== argumentCount) return wrongCount(arity, argumentCount);
    natives[i32[(object + META) >> 2]].call(values, callee);
    return COMPLETED;
  }

  /**
   * Looks what kind of object the callee's slot refers to, and does what that
   * kind does. The kinds are those of `Kind`, in `#shared/memory/layout.ts`; the
   * header's info word holds one, below `MASK`. A closure's function, its `meta`,
   * is noted at the site before the closure is entered. For what cannot be called
   * the error is `Can only call functions and classes.`
   * @lab 01.4 Call anything
   */
  function call(callee: Slot, argumentCount: number, site: number): number {
    if (isReference(callee)) {
      const object = referenceAt(callee);
      switch (i32[(object + INFO) >> 2] & MASK) {
        case 2 satisfies typeof Kind.CLOSURE:
          recordCallee(site, i32[(object + META) >> 2]);
          return enter(object, callee, argumentCount);
        case 6 satisfies typeof Kind.BOUND_METHOD:
          return callBound(callee, argumentCount);
        case 4 satisfies typeof Kind.CLASS:
          return instantiate(callee, argumentCount);
        case 7 satisfies typeof Kind.NATIVE:
          return callNative(callee, argumentCount);
      }
    }
    return fail('Can only call functions and classes.');
  }

  /**
   * Calls a method without binding it. `properties.method` finds the closure;
   * when it returns 0 a field came first, and its value, which now stands in
   * the receiver's slot, is called like any other, with the same site: its cell
   * belongs to this one instruction, whatever it calls.
   * @lab 01.6 Invoke a method
   */
  function invoke(receiver: Slot, name: Slot, argumentCount: number, site: number): number {
    const method = properties.method(site, name, receiver);
    if (method > 0) return enter(method, receiver, argumentCount);
    return method === 0 ? call(receiver, argumentCount, site) : FAILED;
  }

  /**
   * Calls a superclass's method on the same instance. The superclass lies on
   * top of the stack, just below `stackTop`, and is taken off before the frame
   * is pushed.
   * @lab 01.6 Invoke a superclass's method
   */
  function invokeSuper(receiver: Slot, name: Slot, argumentCount: number, site: number): number {
    const superclass = i32[STACK_TOP] - SLOT_SIZE;
    const method = properties.superMethod(site, name, superclass);
    i32[STACK_TOP] = superclass;
    return method === FAILED ? FAILED : enter(method, receiver, argumentCount);
  }

  return { enter, call, invoke, invokeSuper };
}

createCalls satisfies typeof contract.createCalls;
