// Lab 05, ORC JIT: baseline.ts
//
// To start, run `npm run lab -- start 05`. It copies this file to mine/05-orc-jit/;
// edit it there. The handout is labs/05-orc-jit/README.md.

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
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { IRBuilder, Module, Value } from '#shared/llvm/namespace.ts';
import { findControlFlow, type Step } from '#shared/lox/control-flow.ts';
import type { OpcodeName } from '#shared/lox/opcodes.ts';
import { SLOT_SIZE } from '#shared/memory/layout.ts';
import { add, binary, equal, negate, taggedOf } from '#vm/ir/arithmetic';
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
    // Task 05.2: Compare.
    return unfinished('05.2');
  };
}

/**
 * Task 05.2: Branch.
 *
 * Goes to where the instruction jumps if `jumps`, an `i1`, holds, and else on in a
 * block of its own, where the builder stands then. All blocks begin with the frame
 * in memory, so whatever is on the stack must be there by now.
 */
function branch(emitter: Emitter, step: Step, jumps: Value): void {
  return unfinished('05.2');
}

/**
 * AND and OR: the value stays on the stack for whom the jump goes to, and is
 * dropped for whoever goes on.
 */
function keepingBranch(jumpsIfFalsey: boolean): Compile {
  return (emitter, step) => {
    // Task 05.2: Branch and keep.
    return unfinished('05.2');
  };
}

/**
 * Task 05.7: Look at the poll word.
 *
 * Leaves when this code may not go on at a back-edge: it is not `undisturbed`.
 * The frame then goes on at `head`; it is in memory by now. The way that leaves is
 * cold: it lies `aside`.
 */
function safepoint(emitter: Emitter, head: number): void {
  return unfinished('05.7');
}

/**
 * Task 05.3: Leave it to a runtime function.
 *
 * An instruction that a runtime function does as a whole, on slots: `run` emits
 * the call. All slots have to be in memory before. As it may allocate, every
 * object may be elsewhere afterwards: no register holds a reference across it.
 */
function leaveToRuntime({ state }: Emitter, run: () => void): void {
  return unfinished('05.3');
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
  /** Task 05.2: Read a local variable. */
  GET_LOCAL: ({ state }, step) => {
    return unfinished('05.2');
  },
  /**
   * Task 05.2: Write a local variable.
   *
   * The value stays on the stack: assignment is an expression.
   */
  SET_LOCAL: (emitter, step) => {
    return unfinished('05.2');
  },
  /** Stands worked: the variable may still be in a frame's slot, or have left it. */
  GET_UPVALUE(emitter, step) {
    pushTagged(emitter, emitter.memory.load64(capturedSlot(emitter, operand(step, 0))));
  },
  /**
   * Task 05.3: Write a captured variable.
   *
   * The variable's slot gets all 64 bits of the topmost value, which stays on the
   * stack: assignment is an expression.
   */
  SET_UPVALUE(emitter, step) {
    return unfinished('05.3');
  },
  GET_GLOBAL: (emitter, step) => getGlobal(emitter, step, operand(step, 0)),
  /**
   * Task 05.2: Define a global variable.
   *
   * The cell of the variable does not move: `snapshot.references` has its offset, and
   * `writeGlobal` writes the topmost value there. Then the value is taken off the stack.
   */
  DEFINE_GLOBAL(emitter, step) {
    return unfinished('05.2');
  },
  SET_GLOBAL: (emitter, step) => setGlobal(emitter, step, operand(step, 0)),
  GET_PROPERTY: (emitter, step) => getProperty(emitter, step, operand(step, 0), operand(step, 1)),
  SET_PROPERTY: (emitter, step) => setProperty(emitter, step, operand(step, 0), operand(step, 1)),
  GET_SUPER: (emitter, step) => getSuper(emitter, step, operand(step, 0), operand(step, 1)),
  EQUAL(emitter, step) {
    const value = equal(emitter, step, operand(step, 0));
    emitter.state.push({ kind: 'boolean', value });
  },
  /** Task 05.2: Compare for inequality. */
  NOT_EQUAL(emitter, step) {
    return unfinished('05.2');
  },
  GREATER: comparison('CreateFCmpOGT'),
  GREATER_EQUAL: comparison('CreateFCmpOGE'),
  LESS: comparison('CreateFCmpOLT'),
  LESS_EQUAL: comparison('CreateFCmpOLE'),
  ADD: (emitter, step) => add(emitter, step, operand(step, 0)),
  SUBTRACT: arithmetic('CreateFSub'),
  MULTIPLY: arithmetic('CreateFMul'),
  DIVIDE: arithmetic('CreateFDiv'),
  /** Task 05.2: Negate a truth value. */
  NOT(emitter) {
    return unfinished('05.2');
  },
  NEGATE: negate,
  /** Stands worked: a runtime function that neither fails nor allocates. */
  PRINT(emitter, step) {
    const { state, runtime } = emitter;
    state.flush();
    check(emitter, runtime('print', step, state.slot(step.depth - 1)));
    state.drop();
  },
  /** Task 05.2: Jump. */
  JUMP({ builder, state, blockAt }, step) {
    return unfinished('05.2');
  },
  /**
   * Task 05.2: Jump if false.
   *
   * Takes the condition off, whichever way control goes.
   */
  JUMP_IF_FALSE(emitter, step) {
    return unfinished('05.2');
  },
  AND: keepingBranch(true),
  OR: keepingBranch(false),
  /**
   * Task 05.2: Loop.
   *
   * Jumps back. Ahead of that it counts itself in the function's `loops`, a word of
   * memory that does not move.
   *
   * Task 05.7: and it is a `safepoint`.
   */
  LOOP(emitter, step) {
    return unfinished('05.2');
  },
  CALL: (emitter, step) => call(emitter, step, operand(step, 0), operand(step, 1)),
  INVOKE: (emitter, step) =>
    invoke(emitter, step, operand(step, 0), operand(step, 1), operand(step, 2)),
  SUPER_INVOKE: (emitter, step) =>
    invokeSuper(emitter, step, operand(step, 0), operand(step, 1), operand(step, 2)),
  /**
   * Task 05.3: Make a closure.
   *
   * `makeClosure` puts the closure of a function (`snapshot.references` has its
   * offset) into a slot: the first that is free. It captures variables of the newest
   * frame, so the frame's record has to say where its base is.
   */
  CLOSURE(emitter, step) {
    return unfinished('05.3');
  },
  /**
   * Task 05.3: Close a captured variable.
   *
   * Closes what has captured the topmost slot, which is taken off.
   */
  CLOSE_UPVALUE(emitter, step) {
    return unfinished('05.3');
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
   * Task 05.3: Inherit.
   *
   * `inherit` works on two slots: the superclass, and the class above it, which is
   * taken off. It may fail.
   */
  INHERIT(emitter, step) {
    return unfinished('05.3');
  },
  /**
   * Task 05.3: Add a method.
   *
   * `addMethod` works on two slots, the class and the method's closure above it,
   * which is taken off, and on the slot of the method's name in the constant table.
   * It may fail.
   */
  METHOD(emitter, step) {
    return unfinished('05.3');
  },
};

/**
 * Task 05.3: Close what is open.
 *
 * Closes what closures have captured at a slot and above. Whether there is anything
 * to close at all a word of the VM state tells, `openUpvalues`: in most cases it is
 * 0, and then no function is called.
 */
function closeUpvalues(emitter: Emitter, step: Step, index: number): void {
  return unfinished('05.3');
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
 * Task 05.1: Go through the bytecode.
 *
 * Emits the code of all instructions, in order, each by its entry in `compilers`.
 * `visit` is told of each ahead of that, when the builder stands where its code goes.
 *
 * Where a block begins, which `blocks` knows by the step's offset, the builder goes
 * there, and `state` begins anew, with the step's depth.
 *
 * Task 05.2: if control falls into a block from the instruction before, that has to
 * be said: every block of IR ends with a jump. And the new block believes that the
 * frame is in memory.
 */
function emitBody({ emitter, blocks }: Shell, steps: readonly Step[], visit: Visit): void {
  return unfinished('05.1');
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
