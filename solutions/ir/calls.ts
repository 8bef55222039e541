/**
 * Calls in IR. A closure whose function takes so many arguments is entered
 * right away: native code writes the record and calls the address that stands
 * in the function's entry word, whichever tier that leads to. Everything else
 * that can be called, and every error, is a runtime function's.
 *
 *     caller's frame     ... │ callee │ argument │ argument │
 *     callee's frame         │ slot 0 │ slot 1   │ slot 2   │ locals ...
 *
 * Of the callee's record only the closure is written here, and of the caller's
 * the pc. The rest is written where somebody looks: when a call comes back with
 * SWITCH, each frame on the native stack completes its own record.
 *
 * Source: Zag's `executeFn`, one word through which every method is entered.
 */
import { Called } from '#shared/contracts/interpreter.ts';
import type * as contract from '#shared/contracts/ir/calls.ts';
import type { Emitter } from '#shared/contracts/ir.ts';
import type { KnownCallee } from '#shared/contracts/native.ts';
import type { BasicBlock, Value } from '#shared/llvm/namespace.ts';
import type { Step } from '#shared/lox/control-flow.ts';
import {
  alignUp,
  CLOSURE_UPVALUES,
  FrameRecord,
  FunctionObject,
  Header,
  KIND_MASK,
  Kind,
  MAX_FRAMES,
  Region,
  SITE_SIZE,
  SIZE_SHIFT,
  SLOT_SIZE,
} from '#shared/memory/layout.ts';
import { aside, taggedOf } from '#vm/ir/arithmetic';
import { findClassMethod, findMethod } from '#vm/ir/properties';

/** Offset of the last record there is room for. */
const LAST_FRAME = Region.frames + (MAX_FRAMES - 1) * FrameRecord.size;

/** What an object's header says: of a closure `meta` is its function; the kind is a part of `info`. */
const { meta: META, info: INFO } = Header;
const KIND = KIND_MASK;
/** What a call wants of a function, what it counts there, and the address at which it is entered. */
const { arity: ARITY, calls: CALLS, entry: ENTRY } = FunctionObject;

/** A closure that a call is about to enter. */
interface Target {
  /** Offset of the closure, an `i32`. */
  readonly closure: Value;
  /** Offset of its function, an `i32`, or a number known when compiling. */
  readonly code: Value | number;
}

/** A call, of whichever kind. */
interface CallSite {
  /** Index of the slot that holds the callee or receiver. */
  readonly base: number;
  /** Finds the closure to enter; what has none goes to `general`. */
  readonly find: (general: BasicBlock) => Target;
  /** Calls the runtime function that knows all cases. */
  readonly general: () => Value;
}

/** CALL: calls whatever lies below the arguments. */
export function call(emitter: Emitter, step: Step, argumentCount: number, site: number): void {
  const { snapshot, state, runtime } = emitter;
  const base = step.depth - 1 - argumentCount;
  const callee = taggedOf(emitter, state.read(base));
  const known = snapshot.callees.get(site);
  enter(emitter, step, {
    base,
    find: (general) =>
      known !== undefined && known.arity === argumentCount
        ? knownClosure(emitter, callee, known, general)
        : anyClosure(emitter, callee, argumentCount, general),
    general: () =>
      runtime('call', step, state.slot(base), argumentCount, snapshot.sites + site * SITE_SIZE),
  });
}

/** INVOKE: calls a method of the instance that lies below the arguments. */
export function invoke(
  emitter: Emitter,
  step: Step,
  name: number,
  argumentCount: number,
  site: number,
): void {
  const { snapshot, state, runtime } = emitter;
  const base = step.depth - 1 - argumentCount;
  const receiver = taggedOf(emitter, state.read(base));
  enter(emitter, step, {
    base,
    find: (general) =>
      takes(emitter, findMethod(emitter, receiver, site, general), argumentCount, general),
    general: () =>
      runtime(
        'invoke',
        step,
        state.slot(base),
        snapshot.constants + name * SLOT_SIZE,
        argumentCount,
        snapshot.sites + site * SITE_SIZE,
      ),
  });
}

/** SUPER_INVOKE: calls a method of the superclass that lies on top, above the arguments. */
export function invokeSuper(
  emitter: Emitter,
  step: Step,
  name: number,
  argumentCount: number,
  site: number,
): void {
  const { snapshot, state, runtime } = emitter;
  const base = step.depth - 2 - argumentCount;
  const superclass = taggedOf(emitter, state.read(step.depth - 1));
  enter(emitter, step, {
    base,
    find: (general) =>
      takes(emitter, findClassMethod(emitter, superclass, site, general), argumentCount, general),
    general: () =>
      runtime(
        'invokeSuper',
        step,
        state.slot(base),
        snapshot.constants + name * SLOT_SIZE,
        argumentCount,
        snapshot.sites + site * SITE_SIZE,
      ),
  });
}

/**
 * Stands worked: the closure, if it is one of the function that the site has
 * always called: then its header, 64 bits, has this one value.
 */
function knownClosure(
  { builder, values, memory, require }: Emitter,
  callee: Value,
  { code, captureCount }: KnownCallee,
  general: BasicBlock,
): Target {
  const bytes = alignUp(CLOSURE_UPVALUES + captureCount * 4, SLOT_SIZE);
  const info = Kind.CLOSURE | ((bytes >> 3) << SIZE_SHIFT);
  const header = (BigInt(info) << 32n) | BigInt(code);
  require(values.isReference(callee), general);
  const closure = values.referenceOf(callee);
  require(builder.CreateICmpEQ(memory.load64(closure), builder.getInt64(header)), general);
  return { closure, code };
}

/**
 * The closure, if it is one that takes so many arguments: a reference, to an
 * object whose kind, the KIND part of its header's `info`, is CLOSURE.
 *
 * @lab 03.9 Is it a closure?
 */
function anyClosure(
  emitter: Emitter,
  callee: Value,
  argumentCount: number,
  general: BasicBlock,
): Target {
  const { builder, values, memory, require } = emitter;
  require(values.isReference(callee), general);
  const closure = values.referenceOf(callee);
  const kind = builder.CreateAnd(memory.load32(closure, INFO), builder.getInt32(KIND));
  require(builder.CreateICmpEQ(kind, builder.getInt32(Kind.CLOSURE)), general);
  return takes(emitter, closure, argumentCount, general);
}

/**
 * The closure, if it takes so many arguments: its header's `meta` is its
 * function, which knows its arity.
 *
 * @lab 03.9 How many arguments?
 */
function takes(
  { builder, memory, require }: Emitter,
  closure: Value,
  argumentCount: number,
  general: BasicBlock,
): Target {
  const code = memory.load32(closure, META);
  const arity = memory.load32(code, ARITY);
  require(builder.CreateICmpEQ(arity, builder.getInt32(argumentCount)), general);
  return { closure, code };
}

/**
 * Enters the callee, and goes on behind the call when it has returned. Frame and
 * record are complete before: everything is in memory, and the record's `pc` is
 * the end of this instruction.
 */
function enter(emitter: Emitter, step: Step, { base, find, general }: CallSite): void {
  const { snapshot, builder, memory, state, block, require, fail } = emitter;
  const { record } = emitter.arguments;
  const { FAILED, COMPLETED } = Called;
  const next = builder.CreateAdd(record, builder.getInt32(FrameRecord.size));
  const behind = emitter.blockAt(step.end);
  state.flush();
  memory.store32(snapshot.pc + step.end, record, FrameRecord.pc);

  const go = block('call.go');
  const entries: { readonly entry: Value; readonly from: BasicBlock }[] = [];
  const goTo = (code: Value | number) => {
    const entry = memory.loadPointer(code, ENTRY);
    entries.push({ entry, from: builder.GetInsertBlock() });
    builder.CreateBr(go);
  };
  const failed = aside(emitter, 'call.failed', fail);
  const slow = aside(emitter, 'call.general', () => {
    const called = general();
    const pushed = block('call.pushed');
    const choice = builder.CreateSwitch(called, pushed, 2);
    choice.addCase(builder.getInt32(FAILED), failed);
    choice.addCase(builder.getInt32(COMPLETED), behind);
    builder.SetInsertPoint(pushed);
    goTo(called);
  });

  // @lab 03.9 Push the frame
  // The closure that `find` gives is entered, if the record is not the last one there is room for.
  // The next record gets the closure, and the function's counter of calls goes up by one.
  const { closure, code } = find(slow);
  require(builder.CreateICmpNE(record, builder.getInt32(LAST_FRAME)), slow);
  memory.store(closure, next, FrameRecord.closure);
  const calls = memory.load32(code, CALLS);
  memory.store(builder.CreateAdd(calls, builder.getInt32(1)), code, CALLS);
  goTo(code);
  // @end

  builder.SetInsertPoint(go);
  // @lab 03.9 Call through a pointer
  // Two ways may lead here, each with an address. What lies there has `entryType`: it is given
  // memory, the next record, the offset of the callee's slot and 0, and gives back a status.
  const entry = builder.CreatePHI(builder.getPtrTy(), entries.length);
  for (const { entry: address, from } of entries) entry.addIncoming(address, from);
  const status = builder.CreateCall(emitter.entryType, entry, [
    emitter.arguments.memory,
    next,
    state.slot(base),
    builder.getInt32(0),
  ]);
  emitter.unwindUnlessOk(status, behind);
  // @end
}

call satisfies typeof contract.call;
invoke satisfies typeof contract.invoke;
invokeSuper satisfies typeof contract.invokeSuper;
