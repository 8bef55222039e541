/**
 * The shell of a compiled function: its signature, the way in, the ways out,
 * and the emitter with which its body is made.
 *
 *     define i32 @f(ptr %memory, i32 %record, i32 %base, i32 %resume)
 *
 * Inside, every block begins with its frame in memory, so control can come to
 * it from anywhere: from the block before, from a jump, or from the switch at
 * the entry, when a frame goes on that another tier has run, or that this one
 * has left.
 */

import llvm from '#llvm';
import { Status, Tier } from '#shared/contracts/engine.ts';
import type * as contract from '#shared/contracts/ir/shell.ts';
import type { Emitter, Shell } from '#shared/contracts/ir.ts';
import { type NativeHalf, nativeHalves, type Snapshot } from '#shared/contracts/native.ts';
import type { BasicBlock, Module, Value } from '#shared/llvm/namespace.ts';
import { FrameRecord, Region, State } from '#shared/memory/layout.ts';
import { declareAll, entryType } from '#shared/native/signatures.ts';
import { createFrameState } from '#vm/ir/frame-state';
import { createMemoryIr } from '#vm/ir/memory-ir';
import { createValuesIr } from '#vm/values/values-ir';

/** Words of the VM state, by their offsets; STACK_LIMIT is an address. */
const POLL = Region.state + State.poll;
const BUDGET = Region.state + State.budget;
const STACK_LIMIT = Region.state + State.nativeStackLimit;

/** What a function that comes back early writes to its record. */
const { base: BASE, tier: TIER } = FrameRecord;
const { BASELINE } = Tier;

/**
 * Makes the shell of a function.
 * @param name what it is called in the module
 * @param leaders bytecode offsets at which a block begins, 0 among them
 * @param places what `resume` says, by the bytecode offset to go on at; 0 is the beginning
 */
export function createShell(
  module: Module,
  snapshot: Snapshot,
  name: string,
  leaders: Iterable<number>,
  places: ReadonlyMap<number, number>,
): Shell {
  const context = module.getContext();
  const builder = new llvm.IRBuilder(context);
  const declared = declareAll(builder, module, snapshot.halves ? nativeHalves : []);
  const type = entryType(builder);
  const { ExternalLinkage } = llvm.Function.LinkageTypes;
  const body = llvm.Function.Create(type, ExternalLinkage, name, module);
  body.addFnAttr('nounwind');
  const [address, record, base, resume] = [0, 1, 2, 3].map((index) => body.getArg(index));

  const block = (title: string) => llvm.BasicBlock.Create(context, title, body);
  const entry = block('entry');
  const begin = block('begin');
  const blocks = new Map<number, BasicBlock>();
  for (const offset of leaders) blocks.set(offset, block(`pc.${offset}`));
  const unwind = block('unwind');
  /** The statuses with which callees come back, and from where each goes to `unwind`. */
  const unwinding: { readonly status: Value; readonly from: BasicBlock }[] = [];

  builder.SetInsertPoint(entry);
  const memory = createMemoryIr(builder, address);
  const values = createValuesIr(builder);
  const state = createFrameState(builder, memory, values, base);
  const word = (value: Value | number) =>
    typeof value === 'number' ? builder.getInt32(value) : value;

  const emitter: Emitter = {
    snapshot,
    builder,
    arguments: { memory: address, record, base, resume },
    values,
    memory,
    state,
    entryType: type,
    block,
    blockAt: (offset) => {
      const found = blocks.get(offset);
      if (found === undefined) throw new Error(`No block begins at offset ${offset}`);
      return found;
    },
    /** Stands worked: a function is called as the module declares it. */
    support: (callee, args) => builder.CreateCall(declared.support[callee], [...args]),
    /**
     * Calls a runtime function, `i32 (record, pc, top, a, b, c, d)`. The first
     * three say where this code stands: the frame's record; the pc, which is the
     * offset in linear memory of the instruction behind this one; and the end of
     * the operand stack. Up to four operands follow, words; those that there are
     * not are 0.
     *
     * Some have a native half, which does natively what is simple about them: where
     * `declared.halves` has a function of this name, that one is called instead,
     * with the address of linear memory in front of the other seven arguments.
     *
     * @lab 03.7 Call a runtime function
     */
    runtime(callee, step, ...operands) {
      const [a = 0, b = 0, c = 0, d = 0] = operands;
      const where = [record, word(snapshot.pc + step.end), state.top()];
      const args = [...where, ...[a, b, c, d].map(word)];
      const half = declared.halves[callee as NativeHalf];
      return half === undefined
        ? builder.CreateCall(declared.runtime[callee], args)
        : builder.CreateCall(half, [address, ...args]);
    },
    /**
     * A callee has come back with a status: OK goes on in a block, any other goes
     * to `unwind`, which is told the status and from where it comes.
     *
     * @lab 03.9 Unwind
     */
    unwindUnlessOk(status, ok) {
      unwinding.push({ status, from: builder.GetInsertBlock() });
      builder.CreateCondBr(builder.CreateICmpEQ(status, word(Status.OK)), ok, unwind);
    },
    /**
     * Whether this code may go on, an `i1`: the poll word is 0. Where the code is
     * limited it counts its safepoints, too: the budget goes down by one, and
     * must not be below 0 then.
     *
     * @lab 03.7 Ask whether to go on
     */
    undisturbed() {
      const poll = memory.loadVolatile32(POLL);
      const unasked = builder.CreateICmpEQ(poll, word(0));
      if (!snapshot.limited) return unasked;
      const left = builder.CreateSub(memory.load32(BUDGET), word(1));
      memory.store(left, BUDGET);
      return builder.CreateAnd(unasked, builder.CreateICmpSGE(left, word(0)));
    },
    /**
     * Leaves: `leave` of the support module makes the frame canonical, given
     * memory, record, base, the pc to go on at and the end of the operand stack,
     * and gives back the status with which this function returns.
     *
     * @lab 03.7 Leave
     */
    leave(offset) {
      const args = [address, record, base, word(snapshot.pc + offset), state.top()];
      builder.CreateRet(builder.CreateCall(declared.support.leave, args));
    },
    /** Stands worked: a status is an `i32`. */
    fail: () => void builder.CreateRet(word(Status.ERROR)),
    /**
     * Goes on in a new block when the condition holds, and else to `otherwise`.
     * The builder stands in the new block.
     *
     * @lab 03.7 Require something
     */
    require(condition, otherwise) {
      const on = block('on');
      builder.CreateCondBr(condition, on, otherwise);
      builder.SetInsertPoint(on);
    },
  };

  /** The way in: to the beginning, where it may turn out that this cannot be run now, or to a place. */
  function enter(): void {
    // @lab 03.7 The way in
    // By `resume` to the block of each place but 0, and else to `begin`.
    const choice = builder.CreateSwitch(resume, begin, places.size);
    for (const [offset, place] of places) {
      if (place !== 0) choice.addCase(builder.getInt32(place), emitter.blockAt(offset));
    }
    // @end
    builder.SetInsertPoint(begin);
    state.begin(snapshot.bytecode.arity + 1);
    const away = block('away');
    // @lab 03.7 Begin
    // On to the block of offset 0, unless this code may not go on, or the native stack has grown
    // down to the limit, an address in the VM state, or below it: then to `away`.
    emitter.require(emitter.undisturbed(), away);
    const limit = memory.loadPointer(STACK_LIMIT);
    emitter.require(builder.CreateICmpUGT(frameAddress(), limit), away);
    builder.CreateBr(emitter.blockAt(0));
    // @end
    builder.SetInsertPoint(away);
    emitter.leave(0);
  }

  /** Where the native stack is now, a `ptr`. */
  function frameAddress(): Value {
    return builder.CreateIntrinsic('llvm.frameaddress', [builder.getPtrTy()], [word(0)]);
  }

  /** The way out when a callee has not returned: this frame's record is completed on the way. */
  function finish(): void {
    builder.SetInsertPoint(unwind);
    if (unwinding.length === 0) {
      builder.CreateUnreachable();
      return;
    }
    // @lab 03.9 Come back with a callee's status
    // Many blocks lead here, each with a status of its own. This frame's record gets its `base` and
    // its `tier`, BASELINE; then the status that came is returned.
    const came = builder.CreatePHI(builder.getInt32Ty(), unwinding.length);
    for (const { status, from } of unwinding) came.addIncoming(status, from);
    memory.store(base, record, BASE);
    memory.store32(BASELINE, record, TIER);
    builder.CreateRet(came);
    // @end
  }

  return { emitter, blocks, enter, finish };
}

createShell satisfies typeof contract.createShell;
