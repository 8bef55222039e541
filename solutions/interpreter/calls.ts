/** Calls: pushing a frame, and what each kind of callee does. */
import type { Machine } from '#shared/contracts/machine.ts';
import { Called, type Calls } from '#shared/contracts/interpreter.ts';
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
  State,
} from '#shared/memory/layout.ts';

type CallNeeds = Pick<
  Machine,
  'memory' | 'values' | 'fields' | 'errors' | 'natives' | 'options' | 'onHot'
>;

/** Makes the call functions of one VM. */
export function createCalls(machine: CallNeeds): Calls {
  const { memory, values, fields, errors, natives, options, onHot } = machine;
  const { i32 } = memory;
  const { copy, isReference, referenceAt } = values;
  const { hotThreshold } = options;
  const FRAME = (Region.state + State.frame) >> 2;
  const LAST_FRAME = Region.frames + (MAX_FRAMES - 1) * FrameRecord.size;

  function wrongCount(expected: number, got: number): false {
    return errors.raise(`Expected ${expected} arguments but got ${got}.`);
  }

  function enter(closure: Reference, base: Slot, argumentCount: number): boolean {
    const code = i32[closure >> 2];
    const arity = i32[(code + FunctionObject.arity) >> 2];
    if (arity !== argumentCount) return wrongCount(arity, argumentCount);
    if (i32[FRAME] === LAST_FRAME) return errors.raise('Stack overflow.');
    const calls = (i32[(code + FunctionObject.calls) >> 2] + 1) | 0;
    i32[(code + FunctionObject.calls) >> 2] = calls;
    if (calls === hotThreshold) onHot(code);
    const record = i32[FRAME] + FrameRecord.size;
    i32[FRAME] = record;
    i32[(record + FrameRecord.closure) >> 2] = closure;
    i32[(record + FrameRecord.pc) >> 2] = i32[(code + FunctionObject.code) >> 2];
    i32[(record + FrameRecord.base) >> 2] = base;
    i32[(record + FrameRecord.tier) >> 2] = i32[(code + FunctionObject.tier) >> 2];
    return true;
  }

  /** Notes at a call site which function it calls; `key` is the last one, `feedback` how many in a row differed. */
  function recordCallee(site: number, code: number): void {
    if (i32[(site + Site.key) >> 2] === code) return;
    i32[(site + Site.key) >> 2] = code;
    i32[(site + Site.feedback) >> 2] += 1;
  }

  function instantiate(callee: Slot, argumentCount: number): Called {
    if (!fields.instantiate(callee)) return Called.FAILED;
    const klass = fields.classOf(referenceAt(callee));
    const initializer = i32[(klass + ClassObject.initializer) >> 2];
    if (initializer !== 0) {
      return enter(initializer, callee, argumentCount) ? Called.ENTERED : Called.FAILED;
    }
    if (argumentCount === 0) return Called.COMPLETED;
    wrongCount(0, argumentCount);
    return Called.FAILED;
  }

  function callBound(callee: Slot, argumentCount: number): Called {
    const bound = referenceAt(callee);
    copy(callee, bound + BoundMethod.receiver);
    const method = i32[(bound + BoundMethod.method) >> 2];
    return enter(method, callee, argumentCount) ? Called.ENTERED : Called.FAILED;
  }

  function callNative(callee: Slot, argumentCount: number): Called {
    const object = referenceAt(callee);
    const arity = i32[(object + NativeObject.arity) >> 2];
    if (arity !== argumentCount) {
      wrongCount(arity, argumentCount);
      return Called.FAILED;
    }
    natives[i32[(object + Header.meta) >> 2]].call(values, callee);
    return Called.COMPLETED;
  }

  function call(callee: Slot, argumentCount: number, site: number): Called {
    if (isReference(callee)) {
      const object = referenceAt(callee);
      switch (i32[(object + Header.info) >> 2] & KIND_MASK) {
        case Kind.CLOSURE:
          recordCallee(site, i32[(object + Header.meta) >> 2]);
          return enter(object, callee, argumentCount) ? Called.ENTERED : Called.FAILED;
        case Kind.BOUND_METHOD:
          return callBound(callee, argumentCount);
        case Kind.CLASS:
          return instantiate(callee, argumentCount);
        case Kind.NATIVE:
          return callNative(callee, argumentCount);
      }
    }
    errors.raise('Can only call functions and classes.');
    return Called.FAILED;
  }

  return { enter, call };
}
