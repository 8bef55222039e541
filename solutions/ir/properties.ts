/**
 * Properties, captured variables and globals in IR. What an inline cache knows is
 * one comparison away; everything else is a runtime function's, most of which
 * have a native half.
 */
import type { Emitter } from '#shared/contracts/ir.ts';
import type { RuntimeName } from '#shared/contracts/native.ts';
import type { BasicBlock, Value } from '#shared/llvm/namespace.ts';
import type { Step } from '#shared/lox/control-flow.ts';
import {
  CLOSURE_UPVALUES,
  ClassObject,
  FrameRecord,
  GlobalCell,
  SITE_SIZE,
  SLOT_SIZE,
  Upvalue,
} from '#shared/memory/layout.ts';
import { countLookup } from '#shared/native/lookup-counter.ts';
import { cachedField, cachedMethod, cachedSuperMethod, cachedWrite } from '#vm/caches/probes';
import { aside, taggedOf } from '#vm/ir/arithmetic';

/** Counts a hit, where it is to be counted. */
function countHit({ snapshot, builder, memory }: Emitter): void {
  if (snapshot.counted) countLookup(builder, memory);
}

/** The offset of a site's cell. */
const cellOf = ({ snapshot }: Emitter, site: number) => snapshot.sites + site * SITE_SIZE;

/** The closure of an instance's method; what the site does not know goes to `otherwise`. */
export function findMethod(
  emitter: Emitter,
  receiver: Value,
  site: number,
  otherwise: BasicBlock,
): Value {
  const closure = cachedMethod(emitter, receiver, cellOf(emitter, site), otherwise);
  countHit(emitter);
  return closure;
}

/** The closure of a class's method; what the site does not know goes to `otherwise`. The value is a class. */
export function findClassMethod(
  emitter: Emitter,
  value: Value,
  site: number,
  otherwise: BasicBlock,
): Value {
  const cell = cellOf(emitter, site);
  const closure = cachedSuperMethod(emitter, value, ClassObject.shape, cell, otherwise);
  countHit(emitter);
  return closure;
}

/** GET_PROPERTY: reads a field, or lets the runtime function bind a method. */
export function getProperty(emitter: Emitter, step: Step, name: number, site: number): void {
  const { builder, state, memory, block } = emitter;
  const object = taggedOf(emitter, state.read(step.depth - 1));
  state.flushReferences();
  const done = block('get.done');
  const results: { readonly value: Value; readonly from: BasicBlock }[] = [];
  const finish = (value: Value) => {
    results.push({ value, from: builder.GetInsertBlock() });
    builder.CreateBr(done);
  };
  const slow = aside(emitter, 'get.slow', () => {
    const slot = state.slot(step.depth - 1);
    callAtSite(emitter, 'getProperty', step, { name, site, operand: slot });
    finish(memory.load64(slot));
  });
  const field = cachedField(emitter, object, cellOf(emitter, site), slow);
  countHit(emitter);
  finish(memory.load64(field));
  builder.SetInsertPoint(done);
  const result = builder.CreatePHI(builder.getInt64Ty(), results.length);
  for (const { value, from } of results) result.addIncoming(value, from);
  state.drop();
  state.forgetReferences();
  state.push({ kind: 'tagged', value: result });
}

/** SET_PROPERTY: writes a field that is there, or lets the runtime function add it. */
export function setProperty(emitter: Emitter, step: Step, name: number, site: number): void {
  const { builder, state, block } = emitter;
  const object = taggedOf(emitter, state.read(step.depth - 2));
  const value = state.read(step.depth - 1);
  state.flush();
  const done = block('set.done');
  const slow = aside(emitter, 'set.slow', () => {
    const operand = state.slot(step.depth - 2);
    callAtSite(emitter, 'setProperty', step, { name, site, operand });
    builder.CreateBr(done);
  });
  cachedWrite(emitter, object, taggedOf(emitter, value), cellOf(emitter, site), slow);
  countHit(emitter);
  builder.CreateBr(done);
  builder.SetInsertPoint(done);
  state.drop();
  state.drop();
  state.forgetReferences();
  // The value itself is still where it was; its register is good if it holds no reference.
  if (value.kind === 'tagged') state.push({ kind: 'tagged', value: reload(emitter, step) });
  else state.push(value);
}

/** GET_SUPER: binds a method of the superclass that lies above the instance. */
export function getSuper(emitter: Emitter, step: Step, name: number, site: number): void {
  const { state } = emitter;
  state.flush();
  callAtSite(emitter, 'getSuper', step, { name, site, operand: state.slot(step.depth - 2) });
  state.drop();
  state.drop();
  state.forgetReferences();
  state.pushStored();
}

/** The value of SET_PROPERTY, which a collection may have moved, from its slot. */
function reload({ memory, state }: Emitter, step: Step): Value {
  return memory.load64(state.slot(step.depth - 1));
}

/** Calls a runtime function that works on the slot `operand`; comes back with its error. */
function callAtSite(
  emitter: Emitter,
  runtimeName: RuntimeName,
  step: Step,
  { name, site, operand }: { name: number; site: number; operand: Value },
): void {
  const { snapshot, state } = emitter;
  state.spill();
  const cell = cellOf(emitter, site);
  const constant = snapshot.constants + name * SLOT_SIZE;
  check(emitter, emitter.runtime(runtimeName, step, cell, constant, operand));
}

/** Comes back with ERROR when a runtime function has failed, which it says by 0. */
export function check(emitter: Emitter, result: Value): void {
  const { builder, require, fail } = emitter;
  const failed = aside(emitter, 'failed', fail);
  require(builder.CreateICmpNE(result, builder.getInt32(0)), failed);
}

/** The offset of the slot that holds a captured variable now. */
export function capturedSlot({ memory, arguments: { record } }: Emitter, index: number): Value {
  const closure = memory.load32(record, FrameRecord.closure);
  const upvalue = memory.load32(closure, CLOSURE_UPVALUES + index * 4);
  return memory.load32(upvalue, Upvalue.location);
}

/** GET_GLOBAL: a load, and a test as long as the variable was undefined when this was compiled. */
export function getGlobal(emitter: Emitter, step: Step, constant: number): void {
  const { memory, state, snapshot } = emitter;
  const cell = snapshot.references[constant];
  const value = memory.load64(cell, GlobalCell.value);
  requireDefined(emitter, 'getGlobal', step, cell, value);
  state.push({ kind: 'tagged', value });
}

/** SET_GLOBAL: as GET_GLOBAL, and a store. */
export function setGlobal(emitter: Emitter, step: Step, constant: number): void {
  const { snapshot } = emitter;
  const cell = snapshot.references[constant];
  requireDefined(emitter, 'setGlobal', step, cell);
  writeGlobal(emitter, step, cell);
}

/**
 * Writes the topmost value to a global, given its cell. If that holds a reference,
 * somebody may have to be told first: the native half of `setGlobal` sees to that.
 */
export function writeGlobal(emitter: Emitter, step: Step, cell: number): void {
  const { builder, values, memory, state, runtime, block, require } = emitter;
  const value = taggedOf(emitter, state.read(step.depth - 1));
  const done = block('written');
  const slow = aside(emitter, 'write.slow', () => {
    state.spill();
    runtime('setGlobal', step, cell, state.slot(step.depth - 1));
    builder.CreateBr(done);
  });
  const before = memory.load64(cell, GlobalCell.value);
  require(builder.CreateNot(values.isReference(before)), slow);
  memory.store(value, cell, GlobalCell.value);
  builder.CreateBr(done);
  builder.SetInsertPoint(done);
}

/** Lets a runtime function raise the error for a global that is still undefined. */
function requireDefined(
  emitter: Emitter,
  name: 'getGlobal' | 'setGlobal',
  step: Step,
  cell: number,
  value?: Value,
): void {
  const { builder, snapshot, values, memory, state, runtime, require, fail } = emitter;
  if (snapshot.defined.has(cell)) return;
  const undefined_ = aside(emitter, 'undefined', () => {
    state.spill();
    runtime(name, step, cell, state.top());
    fail();
  });
  const current = value ?? memory.load64(cell, GlobalCell.value);
  require(builder.CreateNot(values.isEmpty(current)), undefined_);
}
