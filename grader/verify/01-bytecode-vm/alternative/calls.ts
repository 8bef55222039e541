/** Calls with a table: a function for each kind of callee. */
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
  Kind,
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

/** Calls the object in a slot. */
type CallKind = (callee: Slot, argumentCount: number, site: number) => number;

/** Makes the call functions of one VM. */
export function createCalls(machine: CallNeeds): Calls {
  const { memory, values, fields, properties, errors, natives, options, onHot } = machine;
  const { i32 } = memory;
  const { referenceAt } = values;
  const state = (field: number) => (Region.state + field) >> 2;
  const word = (object: Reference, field: number) => i32[(object + field) >> 2];

  function fail(message: string): typeof Called.FAILED {
    errors.raise(message);
    return Called.FAILED;
  }

  /** Whether there are as many arguments as wanted; parks the error otherwise. */
  function checkCount(wanted: number, got: number): boolean {
    return wanted === got || errors.raise(`Expected ${wanted} arguments but got ${got}.`);
  }

  function pushRecord(fields: readonly [field: number, value: number][]): void {
    const record = i32[state(State.frame)] + FrameRecord.size;
    for (const [field, value] of fields) i32[(record + field) >> 2] = value;
    i32[state(State.frame)] = record;
  }

  function enter(closure: Reference, base: Slot, argumentCount: number): number {
    const code = word(closure, Header.meta);
    if (!checkCount(word(code, FunctionObject.arity), argumentCount)) return Called.FAILED;
    const depth = (i32[state(State.frame)] - Region.frames) / FrameRecord.size + 1;
    if (depth >= MAX_FRAMES) return fail('Stack overflow.');
    i32[(code + FunctionObject.calls) >> 2] += 1;
    if (word(code, FunctionObject.calls) === options.hotThreshold) onHot(code);
    pushRecord([
      [FrameRecord.tier, word(code, FunctionObject.tier)],
      [FrameRecord.base, base],
      [FrameRecord.pc, word(code, FunctionObject.code)],
      [FrameRecord.closure, closure],
    ]);
    return code;
  }

  function callClosure(callee: Slot, argumentCount: number, site: number): number {
    const closure = referenceAt(callee);
    const code = word(closure, Header.meta);
    if (word(site, Site.key) !== code) {
      i32[(site + Site.feedback) >> 2] += 1;
      i32[(site + Site.key) >> 2] = code;
    }
    return enter(closure, callee, argumentCount);
  }

  function callClass(callee: Slot, argumentCount: number): number {
    if (!fields.instantiate(callee)) return Called.FAILED;
    const initializer = word(fields.classOf(referenceAt(callee)), ClassObject.initializer);
    if (initializer !== 0) return enter(initializer, callee, argumentCount);
    return checkCount(0, argumentCount) ? Called.COMPLETED : Called.FAILED;
  }

  function callBound(callee: Slot, argumentCount: number): number {
    const bound = referenceAt(callee);
    values.copy(callee, bound + BoundMethod.receiver);
    return enter(word(bound, BoundMethod.method), callee, argumentCount);
  }

  function callNative(callee: Slot, argumentCount: number): number {
    const native = referenceAt(callee);
    if (!checkCount(word(native, NativeObject.arity), argumentCount)) return Called.FAILED;
    natives[word(native, Header.meta)].call(values, callee);
    return Called.COMPLETED;
  }

  const byKind = new Map<number, CallKind>([
    [Kind.NATIVE, callNative],
    [Kind.BOUND_METHOD, callBound],
    [Kind.CLASS, callClass],
    [Kind.CLOSURE, callClosure],
  ]);

  function kindOf(slot: Slot): number {
    return values.isReference(slot) ? word(referenceAt(slot), Header.info) & KIND_MASK : 0;
  }

  const call: CallKind = (callee, argumentCount, site) => {
    const callKind = byKind.get(kindOf(callee));
    return callKind === undefined
      ? fail('Can only call functions and classes.')
      : callKind(callee, argumentCount, site);
  };

  return {
    enter,
    call,
    invoke(receiver, name, argumentCount, site) {
      const method = properties.method(site, name, receiver);
      if (method === Called.FAILED) return Called.FAILED;
      return method === 0
        ? call(receiver, argumentCount, site)
        : enter(method, receiver, argumentCount);
    },
    invokeSuper(receiver, name, argumentCount, site) {
      i32[state(State.stackTop)] -= SLOT_SIZE;
      const method = properties.superMethod(site, name, i32[state(State.stackTop)]);
      return method === Called.FAILED ? method : enter(method, receiver, argumentCount);
    },
  };
}
