/**
 * The doors of native code, in IR: the way in from TypeScript, and two ways out.
 *
 *     TypeScript ── enter ──▶ native code ── leave ──▶ SWITCH ──▶ TypeScript
 *                                  │
 *                                  └─ calls ─▶ stub ─▶ SWITCH
 *
 * All entries have one signature, `i32 (memory, record, base, resume)`, so that
 * whoever calls one need not know what is behind it.
 */
import { Status, Tier } from '#shared/contracts/engine.ts';
import type { MemoryIr } from '#shared/contracts/ir.ts';
import type * as contract from '#shared/contracts/jit/trampoline.ts';
import type { SupportBuilder } from '#shared/contracts/native.ts';
import type { IRBuilder, Value } from '#shared/llvm/namespace.ts';
import {
  FrameRecord,
  FunctionObject,
  Header,
  Region,
  SLOT_SIZE,
  State,
} from '#shared/memory/layout.ts';

/**
 * `enter(entry, memory, record, base, resume)`: calls what is at the address
 * `entry`, which has the signature of `stub`, with the other four arguments,
 * and returns its status. Here linear memory is argument 1, not 0.
 *
 * Task 05.7: before it calls, it writes where native code has to stop calling
 * itself, `State.nativeStackLimit`, a pointer: so many bytes as
 * `State.nativeStackBytes` says below its own frame, whose address the intrinsic
 * `llvm.frameaddress` tells.
 *
 * @lab 05.1 Build the trampoline
 */
export function buildEnter({ builder, support, open }: SupportBuilder): void {
  const { args, memory } = open('enter', 1);
  const [entry, address, record, base, resume] = args;
  noteStackLimit(builder, memory);
  const type = support.stub.getFunctionType();
  builder.CreateRet(builder.CreateCall(type, entry, [address, record, base, resume]));
}

/**
 * Writes `State.nativeStackLimit`; see `buildEnter`.
 *
 * @lab 05.7 omit
 */
function noteStackLimit(builder: IRBuilder, memory: MemoryIr): void {
  const pointer = builder.getPtrTy();
  const here = builder.CreateIntrinsic('llvm.frameaddress', [pointer], [builder.getInt32(0)]);
  const bytes = memory.load32(Region.state + State.nativeStackBytes);
  const distance = builder.CreateNeg(builder.CreateZExt(bytes, builder.getInt64Ty()));
  const limit = builder.CreateGEP(builder.getInt8Ty(), here, [distance]);
  memory.store(limit, Region.state + State.nativeStackLimit);
}

/**
 * Stands worked: `stub(memory, record, base, resume)`. A native caller has
 * written no more of the record than its closure. The stub completes it, so that
 * another tier can run the frame, and says SWITCH.
 */
export function buildStub({ builder, open }: SupportBuilder): void {
  const { args, memory } = open('stub');
  const [, record, base] = args;
  const closure = memory.load32(record, FrameRecord.closure);
  const code = memory.load32(closure, Header.meta);
  memory.store(memory.load32(code, FunctionObject.tier), record, FrameRecord.tier);
  const arity = memory.load32(code, FunctionObject.arity);
  const slots = builder.CreateAdd(arity, builder.getInt32(1));
  const top = builder.CreateAdd(base, builder.CreateMul(slots, builder.getInt32(SLOT_SIZE)));
  const pc = memory.load32(code, FunctionObject.code);
  canonical(memory, { record, base, pc, top });
  builder.CreateRet(builder.getInt32(Status.SWITCH));
}

/**
 * Stands worked: `leave(memory, record, base, pc, top)`. A frame of native code
 * is to go on at `pc`, but not now: its record is completed, and it says SWITCH.
 */
export function buildLeave({ builder, open }: SupportBuilder): void {
  const { args, memory } = open('leave');
  const [, record, base, pc, top] = args;
  memory.store32(Tier.BASELINE, record, FrameRecord.tier);
  canonical(memory, { record, base, pc, top });
  builder.CreateRet(builder.getInt32(Status.SWITCH));
}

/** Writes what a record and the VM state say of the newest frame, but for its tier. */
function canonical(
  memory: MemoryIr,
  { record, base, pc, top }: Record<'record' | 'base' | 'pc' | 'top', Value>,
): void {
  memory.store(pc, record, FrameRecord.pc);
  memory.store(base, record, FrameRecord.base);
  memory.store(record, Region.state + State.frame);
  memory.store(top, Region.state + State.stackTop);
}

buildEnter satisfies typeof contract.buildEnter;
buildStub satisfies typeof contract.buildStub;
buildLeave satisfies typeof contract.buildLeave;
