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
import type { Emitter, Shell } from '#shared/contracts/ir.ts';
import type * as contract from '#shared/contracts/jit/baseline.ts';
import type { Snapshot } from '#shared/contracts/native.ts';
import type { IRBuilder, Module, Value } from '#shared/llvm/namespace.ts';
import { findControlFlow, type Step } from '#shared/lox/control-flow.ts';
import { jumpTarget } from '#shared/lox/disassembler.ts';
import type { OpcodeName } from '#shared/lox/opcodes.ts';
import { FrameRecord, FunctionObject, Region, SLOT_SIZE, State } from '#shared/memory/layout.ts';
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
  writeGlobal,
} from '#vm/ir/properties';
import { createShell } from '#vm/ir/shell';

/** Told of an instruction ahead of its code. */
export type Visit = (builder: IRBuilder, step: Step) => void;

/** Compiles one kind of instruction. */
type Compile = (emitter: Emitter, step: Step) => void;

/** Operand number `index` of an instruction. */
const operand = (step: Step, index: number) => step.operands[index].value;

/** The topmost entry. */
const topmost = ({ state }: Emitter) => state.read(state.depth() - 1);

const pushTagged = (emitter: Emitter, value: Value) =>
  emitter.state.push({ kind: 'tagged', value });

/** Stands worked: SUBTRACT and the like. */
const arithmetic =
  (compute: 'CreateFSub' | 'CreateFMul' | 'CreateFDiv'): Compile =>
  (emitter, step) =>
    binary(emitter, step, (left, right) => ({
      kind: 'number',
      value: emitter.builder[compute](left, right),
    }));

/**
 * LESS and the like: an `i1`, which is no value yet. Mostly a jump takes it as it
 * is. All four are false when an operand is NaN.
 */
function comparison(
  compare: 'CreateFCmpOGT' | 'CreateFCmpOGE' | 'CreateFCmpOLT' | 'CreateFCmpOLE',
): Compile {
  return (emitter, step) => {
    // @lab 05.2 Compare
    binary(emitter, step, (left, right) => ({
      kind: 'boolean',
      value: emitter.builder[compare](left, right),
    }));
    // @end
  };
}

/**
 * Goes to where the instruction jumps if `jumps`, an `i1`, holds, and else on in a
 * block of its own, where the builder stands then. All blocks begin with the frame
 * in memory, so whatever is on the stack must be there by now.
 *
 * @lab 05.2 Branch
 */
function branch(emitter: Emitter, step: Step, jumps: Value): void {
  const { builder, block, blockAt } = emitter;
  const on = block('on');
  builder.CreateCondBr(jumps, blockAt(jumpTarget(step) ?? 0), on);
  builder.SetInsertPoint(on);
}

/**
 * AND and OR: the value stays on the stack for whom the jump goes to, and is
 * dropped for whoever goes on.
 */
function keepingBranch(jumpsIfFalsey: boolean): Compile {
  return (emitter, step) => {
    // @lab 05.2 Branch and keep
    const { builder, state } = emitter;
    const falsey = isFalsey(emitter, topmost(emitter));
    state.flush();
    branch(emitter, step, jumpsIfFalsey ? falsey : builder.CreateNot(falsey));
    state.drop();
    // @end
  };
}

/**
 * Leaves when this code may not go on at a back-edge: it is not `undisturbed`.
 * The frame then goes on at `head`; it is in memory by now. The way that leaves is
 * cold: it lies `aside`.
 *
 * @lab 05.7 Look at the poll word
 */
function safepoint(emitter: Emitter, head: number): void {
  const { leave, undisturbed, require } = emitter;
  const asked = aside(emitter, 'loop.leave', () => leave(head));
  require(undisturbed(), asked);
}

/**
 * An instruction that a runtime function does as a whole, on slots: `run` emits
 * the call. All slots have to be in memory before. As it may allocate, every
 * object may be elsewhere afterwards: no register holds a reference across it.
 *
 * @lab 05.3 Leave it to a runtime function
 */
function leaveToRuntime({ state }: Emitter, run: () => void): void {
  state.flush();
  run();
  state.forgetReferences();
}

/** Each instruction by itself. What follows knows of it only what `state` says. */
const compilers: Readonly<Record<OpcodeName, Compile>> = {
  /** Stands worked: a number is part of the code, all others are read when it runs, as they may move. */
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
  /** Stands worked: a boolean that is known to be one is an `i1`. */
  TRUE: ({ builder, state }) => state.push({ kind: 'boolean', value: builder.getInt1(true) }),
  FALSE: ({ builder, state }) => state.push({ kind: 'boolean', value: builder.getInt1(false) }),
  POP: ({ state }) => state.drop(),
  /** @lab 05.2 Read a local variable */
  GET_LOCAL: ({ state }, step) => state.push(state.read(operand(step, 0))),
  /**
   * The value stays on the stack: assignment is an expression.
   *
   * @lab 05.2 Write a local variable
   */
  SET_LOCAL: (emitter, step) => emitter.state.write(operand(step, 0), topmost(emitter)),
  /** Stands worked: the variable may still be in a frame's slot, or have left it. */
  GET_UPVALUE(emitter, step) {
    pushTagged(emitter, emitter.memory.load64(capturedSlot(emitter, operand(step, 0))));
  },
  /**
   * The variable's slot gets all 64 bits of the topmost value, which stays on the
   * stack: assignment is an expression.
   *
   * @lab 05.3 Write a captured variable
   */
  SET_UPVALUE(emitter, step) {
    const value = taggedOf(emitter, topmost(emitter));
    emitter.memory.store(value, capturedSlot(emitter, operand(step, 0)));
  },
  GET_GLOBAL: (emitter, step) => getGlobal(emitter, step, operand(step, 0)),
  /**
   * The cell of the variable does not move: `snapshot.references` has its offset, and
   * `writeGlobal` writes the topmost value there. Then the value is taken off the stack.
   *
   * @lab 05.2 Define a global variable
   */
  DEFINE_GLOBAL(emitter, step) {
    const { state, snapshot } = emitter;
    writeGlobal(emitter, step, snapshot.references[operand(step, 0)]);
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
  /** @lab 05.2 Compare for inequality */
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
  /** @lab 05.2 Negate a truth value */
  NOT(emitter) {
    const { state } = emitter;
    const value = isFalsey(emitter, topmost(emitter));
    state.drop();
    state.push({ kind: 'boolean', value });
  },
  NEGATE: negate,
  /** Stands worked: a runtime function that neither fails nor allocates. */
  PRINT(emitter, step) {
    const { state, runtime } = emitter;
    state.flush();
    check(emitter, runtime('print', step, state.slot(step.depth - 1)));
    state.drop();
  },
  /** @lab 05.2 Jump */
  JUMP({ builder, state, blockAt }, step) {
    state.flush();
    builder.CreateBr(blockAt(jumpTarget(step) ?? 0));
  },
  /**
   * Takes the condition off, whichever way control goes.
   *
   * @lab 05.2 Jump if false
   */
  JUMP_IF_FALSE(emitter, step) {
    const falsey = isFalsey(emitter, topmost(emitter));
    emitter.state.drop();
    emitter.state.flush();
    branch(emitter, step, falsey);
  },
  AND: keepingBranch(true),
  OR: keepingBranch(false),
  /**
   * Jumps back. Ahead of that it counts itself in the function's `loops`, a word of
   * memory that does not move.
   *
   * Task 05.7: and it is a `safepoint`.
   *
   * @lab 05.2 Loop
   */
  LOOP(emitter, step) {
    const { builder, memory, snapshot, state, blockAt } = emitter;
    const head = jumpTarget(step) ?? 0;
    state.flush();
    const counter = snapshot.code + FunctionObject.loops;
    memory.store(builder.CreateAdd(memory.load32(counter), builder.getInt32(1)), counter);
    safepoint(emitter, head);
    builder.CreateBr(blockAt(head));
  },
  CALL: (emitter, step) => call(emitter, step, operand(step, 0), operand(step, 1)),
  INVOKE: (emitter, step) =>
    invoke(emitter, step, operand(step, 0), operand(step, 1), operand(step, 2)),
  SUPER_INVOKE: (emitter, step) =>
    invokeSuper(emitter, step, operand(step, 0), operand(step, 1), operand(step, 2)),
  /**
   * `makeClosure` puts the closure of a function (`snapshot.references` has its
   * offset) into a slot: the first that is free. It captures variables of the newest
   * frame, so the frame's record has to say where its base is.
   *
   * @lab 05.3 Make a closure
   */
  CLOSURE(emitter, step) {
    const { snapshot, memory, state, runtime } = emitter;
    const { record, base } = emitter.arguments;
    const made = snapshot.references[operand(step, 0)];
    memory.store(base, record, FrameRecord.base);
    leaveToRuntime(emitter, () => check(emitter, runtime('makeClosure', step, state.top(), made)));
    state.pushStored();
  },
  /**
   * Closes what has captured the topmost slot, which is taken off.
   *
   * @lab 05.3 Close a captured variable
   */
  CLOSE_UPVALUE(emitter, step) {
    const { state } = emitter;
    state.flush();
    closeUpvalues(emitter, step, step.depth - 1);
    state.drop();
  },
  /** Stands worked: the result goes to the frame's slot 0, and the status says that all is well. */
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
  /** Stands worked: a runtime function makes the class in the first slot that is free. */
  CLASS(emitter, step) {
    const { snapshot, state, runtime } = emitter;
    const name = snapshot.constants + operand(step, 0) * SLOT_SIZE;
    leaveToRuntime(emitter, () => check(emitter, runtime('makeClass', step, state.top(), name)));
    state.pushStored();
  },
  /**
   * `inherit` works on two slots: the superclass, and the class above it, which is
   * taken off. It may fail.
   *
   * @lab 05.3 Inherit
   */
  INHERIT(emitter, step) {
    const { state, runtime } = emitter;
    const superclass = step.depth - 2;
    leaveToRuntime(emitter, () => check(emitter, runtime('inherit', step, state.slot(superclass))));
    state.drop();
  },
  /**
   * `addMethod` works on two slots, the class and the method's closure above it,
   * which is taken off, and on the slot of the method's name in the constant table.
   * It may fail.
   *
   * @lab 05.3 Add a method
   */
  METHOD(emitter, step) {
    const { snapshot, state, runtime } = emitter;
    const name = snapshot.constants + operand(step, 0) * SLOT_SIZE;
    leaveToRuntime(emitter, () =>
      check(emitter, runtime('addMethod', step, state.slot(step.depth - 2), name)),
    );
    state.drop();
  },
};

/**
 * Closes what closures have captured at a slot and above. Whether there is anything
 * to close at all a word of the VM state tells, `openUpvalues`: in most cases it is
 * 0, and then no function is called.
 *
 * @lab 05.3 Close what is open
 */
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
  visit: Visit = () => {},
): ReadonlyMap<number, number> {
  const { bytecode } = snapshot;
  const flow = findControlFlow(bytecode);
  const leaders = new Set([0, ...flow.targets, ...flow.returnPoints]);
  const places = new Map([[0, 0]]);
  for (const offset of [...flow.loopHeads, ...flow.returnPoints]) {
    if (!places.has(offset)) places.set(offset, places.size);
  }
  const shell = createShell(module, snapshot, name, leaders, places);
  shell.enter();
  emitBody(shell, flow.steps, visit);
  shell.finish();
  return places;
}

/**
 * Emits the code of all instructions, in order, each by its entry in `compilers`.
 * `visit` is told of each ahead of that, when the builder stands where its code goes.
 *
 * Where a block begins, which `blocks` knows by the step's offset, the builder goes
 * there, and `state` begins anew, with the step's depth.
 *
 * Task 05.2: if control falls into a block from the instruction before, that has to
 * be said: every block of IR ends with a jump. And the new block believes that the
 * frame is in memory.
 *
 * @lab 05.1 Go through the bytecode
 */
function emitBody({ emitter, blocks }: Shell, steps: readonly Step[], visit: Visit): void {
  const { builder, state } = emitter;
  let falls = false;
  for (const step of steps) {
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
