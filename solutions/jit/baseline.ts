/**
 * The baseline compiler: bytecode to LLVM IR, one instruction at a time and one
 * basic block at a time.
 *
 * A function becomes `i32 f(memory, record, base, resume)`. Its frame stays
 * where the interpreter would have it, in linear memory; within a basic block
 * the compiler keeps slots in registers (`FrameState`), and at the end of the
 * block all are written. So every block begins with everything in memory, and
 * any of them can be a place to go on at: behind each call, and at the head of
 * each loop. `resume` says which; 0 is the function's beginning.
 *
 *     entry:    switch i32 %resume  [0: begin] [1: behind the first call] …
 *     begin:    if another thread asks, or the native stack is low: leave
 *     …
 *     unwind:   a callee came back with SWITCH or ERROR, and so does this
 *
 * What is not simple is left to runtime functions on cold paths.
 *
 * Source: Hölzle and Ungar, *A Third-Generation SELF Implementation* (1994),
 * for the place of such a compiler; Deutsch and Schiffman, *Efficient
 * Implementation of the Smalltalk-80 System* (1984), for translating code with
 * the frame as it was.
 */

import llvm from '#llvm';
import { Status } from '#shared/contracts/engine.ts';
import type { Emitter } from '#shared/contracts/ir.ts';
import type * as contract from '#shared/contracts/jit/baseline.ts';
import type { Snapshot } from '#shared/contracts/native.ts';
import type { IRBuilder, Module, Value } from '#shared/llvm/namespace.ts';
import { findControlFlow, type Step } from '#shared/lox/control-flow.ts';
import { jumpTarget } from '#shared/lox/disassembler.ts';
import type { OpcodeName } from '#shared/lox/opcodes.ts';
import {
  FrameRecord,
  FunctionObject,
  GlobalCell,
  Region,
  SLOT_SIZE,
  State,
} from '#shared/memory/layout.ts';
import { add, aside, binary, equal, isFalsey, negate, taggedOf } from '#vm/ir/arithmetic';
import { call, invoke, invokeSuper } from '#vm/ir/calls';
import {
  capturedSlot,
  check,
  getGlobal,
  getProperty,
  getSuper,
  setGlobal,
  setProperty,
} from '#vm/ir/properties';
import { createShell } from '#vm/ir/shell';

/** Compiles one kind of instruction. */
type Compile = (emitter: Emitter, step: Step) => void;

/** Operand number `index` of an instruction. */
const operand = (step: Step, index: number) => step.operands[index].value;

/** The topmost entry. */
const topmost = ({ state }: Emitter) => state.read(state.depth() - 1);

const pushTagged = (emitter: Emitter, value: Value) =>
  emitter.state.push({ kind: 'tagged', value });

/** LESS and the like: an `i1`, which is no value yet. Mostly a jump takes it as it is. */
const comparison =
  (compare: 'CreateFCmpOGT' | 'CreateFCmpOGE' | 'CreateFCmpOLT' | 'CreateFCmpOLE'): Compile =>
  (emitter, step) =>
    binary(emitter, step, (left, right) => ({
      kind: 'boolean',
      value: emitter.builder[compare](left, right),
    }));

/** SUBTRACT and the like. */
const arithmetic =
  (compute: 'CreateFSub' | 'CreateFMul' | 'CreateFDiv'): Compile =>
  (emitter, step) =>
    binary(emitter, step, (left, right) => ({
      kind: 'number',
      value: emitter.builder[compute](left, right),
    }));

/** Goes where the instruction jumps to, or on. Whatever is on the stack then is in memory. */
function branch(emitter: Emitter, step: Step, jumps: Value): void {
  const { builder, block, blockAt } = emitter;
  const on = block('on');
  builder.CreateCondBr(jumps, blockAt(jumpTarget(step) ?? 0), on);
  builder.SetInsertPoint(on);
}

/** AND and OR: the value stays for whom the jump goes to, and nobody else. */
const keepingBranch =
  (jumpsIfFalsey: boolean): Compile =>
  (emitter, step) => {
    const { builder, state } = emitter;
    const falsey = isFalsey(emitter, topmost(emitter));
    state.flush();
    branch(emitter, step, jumpsIfFalsey ? falsey : builder.CreateNot(falsey));
    state.drop();
  };

/**
 * An instruction that a runtime function does as a whole, on slots. It may
 * allocate, so no register holds a reference across it.
 */
function leaveToRuntime({ state }: Emitter, run: () => void): void {
  state.flush();
  run();
  state.forgetReferences();
}

const compilers: Readonly<Record<OpcodeName, Compile>> = {
  CONSTANT(emitter, step) {
    const { builder, state, memory, snapshot } = emitter;
    const index = operand(step, 0);
    const constant = snapshot.bytecode.constants[index];
    if (constant.kind === 'number') {
      const value = llvm.ConstantFP.get(builder.getDoubleTy(), constant.value);
      state.push({ kind: 'number', value });
    } else {
      pushTagged(emitter, memory.load64(snapshot.constants + index * SLOT_SIZE));
    }
  },
  NIL: (emitter) => pushTagged(emitter, emitter.values.nil()),
  TRUE: ({ builder, state }) => state.push({ kind: 'boolean', value: builder.getInt1(true) }),
  FALSE: ({ builder, state }) => state.push({ kind: 'boolean', value: builder.getInt1(false) }),
  POP: ({ state }) => state.drop(),
  GET_LOCAL: ({ state }, step) => state.push(state.read(operand(step, 0))),
  SET_LOCAL: (emitter, step) => emitter.state.write(operand(step, 0), topmost(emitter)),
  GET_UPVALUE(emitter, step) {
    pushTagged(emitter, emitter.memory.load64(capturedSlot(emitter, operand(step, 0))));
  },
  SET_UPVALUE(emitter, step) {
    const value = taggedOf(emitter, topmost(emitter));
    emitter.memory.store(value, capturedSlot(emitter, operand(step, 0)));
  },
  GET_GLOBAL: (emitter, step) => getGlobal(emitter, step, operand(step, 0)),
  DEFINE_GLOBAL(emitter, step) {
    const { memory, state, snapshot } = emitter;
    const cell = snapshot.references[operand(step, 0)];
    memory.store(taggedOf(emitter, topmost(emitter)), cell, GlobalCell.value);
    state.drop();
  },
  SET_GLOBAL: (emitter, step) => setGlobal(emitter, step, operand(step, 0)),
  GET_PROPERTY: (emitter, step) => getProperty(emitter, step, operand(step, 0), operand(step, 1)),
  SET_PROPERTY: (emitter, step) => setProperty(emitter, step, operand(step, 0), operand(step, 1)),
  GET_SUPER: (emitter, step) => getSuper(emitter, step, operand(step, 0), operand(step, 1)),
  EQUAL(emitter, step) {
    const value = equal(emitter, step, operand(step, 0));
    emitter.state.push({ kind: 'boolean', value });
  },
  NOT_EQUAL(emitter, step) {
    const value = emitter.builder.CreateNot(equal(emitter, step, operand(step, 0)));
    emitter.state.push({ kind: 'boolean', value });
  },
  GREATER: comparison('CreateFCmpOGT'),
  GREATER_EQUAL: comparison('CreateFCmpOGE'),
  LESS: comparison('CreateFCmpOLT'),
  LESS_EQUAL: comparison('CreateFCmpOLE'),
  ADD: (emitter, step) => add(emitter, step, operand(step, 0)),
  SUBTRACT: arithmetic('CreateFSub'),
  MULTIPLY: arithmetic('CreateFMul'),
  DIVIDE: arithmetic('CreateFDiv'),
  NOT(emitter) {
    const { state } = emitter;
    const value = isFalsey(emitter, topmost(emitter));
    state.drop();
    state.push({ kind: 'boolean', value });
  },
  NEGATE: negate,
  PRINT(emitter, step) {
    const { state, runtime } = emitter;
    state.flush();
    check(emitter, runtime('print', step, state.slot(step.depth - 1)));
    state.drop();
  },
  JUMP({ builder, state, blockAt }, step) {
    state.flush();
    builder.CreateBr(blockAt(jumpTarget(step) ?? 0));
  },
  JUMP_IF_FALSE(emitter, step) {
    const falsey = isFalsey(emitter, topmost(emitter));
    emitter.state.drop();
    emitter.state.flush();
    branch(emitter, step, falsey);
  },
  AND: keepingBranch(true),
  OR: keepingBranch(false),
  LOOP(emitter, step) {
    const { builder, memory, snapshot, state, leave, undisturbed, require, blockAt } = emitter;
    const head = jumpTarget(step) ?? 0;
    state.flush();
    const counter = snapshot.code + FunctionObject.loops;
    memory.store(builder.CreateAdd(memory.load32(counter), builder.getInt32(1)), counter);
    const asked = aside(emitter, 'loop.leave', () => leave(head));
    require(undisturbed(), asked);
    builder.CreateBr(blockAt(head));
  },
  CALL: (emitter, step) => call(emitter, step, operand(step, 0), operand(step, 1)),
  INVOKE: (emitter, step) =>
    invoke(emitter, step, operand(step, 0), operand(step, 1), operand(step, 2)),
  SUPER_INVOKE: (emitter, step) =>
    invokeSuper(emitter, step, operand(step, 0), operand(step, 1), operand(step, 2)),
  CLOSURE(emitter, step) {
    const { snapshot, memory, state, runtime } = emitter;
    const { record, base } = emitter.arguments;
    const made = snapshot.references[operand(step, 0)];
    // What captures a variable of this frame has to know where the frame is.
    memory.store(base, record, FrameRecord.base);
    leaveToRuntime(emitter, () => check(emitter, runtime('makeClosure', step, state.top(), made)));
    state.pushStored();
  },
  CLOSE_UPVALUE(emitter, step) {
    const { state } = emitter;
    state.flush();
    closeUpvalues(emitter, step, step.depth - 1);
    state.drop();
  },
  RETURN(emitter, step) {
    const {
      builder,
      snapshot,
      memory,
      state,
      arguments: { base },
    } = emitter;
    const result = taggedOf(emitter, topmost(emitter));
    if (snapshot.captured) {
      state.flush();
      closeUpvalues(emitter, step, 0);
    }
    memory.store(result, base);
    builder.CreateRet(builder.getInt32(Status.OK));
  },
  CLASS(emitter, step) {
    const { snapshot, state, runtime } = emitter;
    const name = snapshot.constants + operand(step, 0) * SLOT_SIZE;
    leaveToRuntime(emitter, () => check(emitter, runtime('makeClass', step, state.top(), name)));
    state.pushStored();
  },
  INHERIT(emitter, step) {
    const { state, runtime } = emitter;
    const superclass = step.depth - 2;
    leaveToRuntime(emitter, () => check(emitter, runtime('inherit', step, state.slot(superclass))));
    state.drop();
  },
  METHOD(emitter, step) {
    const { snapshot, state, runtime } = emitter;
    const name = snapshot.constants + operand(step, 0) * SLOT_SIZE;
    leaveToRuntime(emitter, () =>
      check(emitter, runtime('addMethod', step, state.slot(step.depth - 2), name)),
    );
    state.drop();
  },
};

/** Closes what closures have captured at a slot and above, if anything is open at all. */
function closeUpvalues(emitter: Emitter, step: Step, index: number): void {
  const { builder, memory, state, runtime, block, require } = emitter;
  const done = block('closed');
  const close = aside(emitter, 'close', () => {
    runtime('closeUpvalues', step, state.slot(index));
    builder.CreateBr(done);
  });
  const open = memory.load32(Region.state + State.openUpvalues);
  require(builder.CreateICmpEQ(open, builder.getInt32(0)), close);
  builder.CreateBr(done);
  builder.SetInsertPoint(done);
}

/**
 * Adds the code of a function to a module.
 * @param name what it is called in the module
 * @param visit told of each instruction ahead of its code
 * @returns what to pass as `resume` for each bytecode offset at which it can go on
 */
export function compileBaseline(
  module: Module,
  snapshot: Snapshot,
  name: string,
  visit: (builder: IRBuilder, step: Step) => void = () => {},
): ReadonlyMap<number, number> {
  const { bytecode } = snapshot;
  const flow = findControlFlow(bytecode);
  const leaders = new Set([0, ...flow.targets, ...flow.returnPoints]);
  const places = new Map([[0, 0]]);
  for (const offset of [...flow.loopHeads, ...flow.returnPoints]) {
    if (!places.has(offset)) places.set(offset, places.size);
  }
  const { emitter, blocks, enter, finish } = createShell(module, snapshot, name, leaders, places);
  const { builder, state } = emitter;
  enter();
  let falls = false;
  for (const step of flow.steps) {
    const leader = blocks.get(step.offset);
    if (leader !== undefined) {
      if (falls) {
        state.flush();
        builder.CreateBr(leader);
      }
      builder.SetInsertPoint(leader);
      state.begin(step.depth);
    }
    visit(builder, step);
    compilers[step.name](emitter, step);
    falls = !endsBlock.has(step.name);
  }
  finish();
  return places;
}

/** Instructions behind which nothing is emitted into the same block. */
const endsBlock: ReadonlySet<OpcodeName> = new Set([
  'JUMP',
  'LOOP',
  'RETURN',
  'CALL',
  'INVOKE',
  'SUPER_INVOKE',
]);

compileBaseline satisfies typeof contract.compileBaseline;
