/**
 * What native halves are built with. A native half does in IR what is simple
 * about a runtime function; it has that function's signature, with the address
 * of linear memory in front. What it cannot do it leaves to the runtime
 * function, before it has done anything.
 *
 *     allocationTop                allocationLimit
 *     ▼                            ▼
 *     ┌──────────┬─────────────────┐
 *     │ new      │ free            │     one addition and one comparison
 *     └──────────┴─────────────────┘
 *
 * Without room nothing is made: TypeScript collects. Under `--stress gc` the
 * limit is the top, so there is never any room.
 */
import type { MemoryIr } from '#shared/contracts/ir.ts';
import type { NativeHalf, SupportBuilder } from '#shared/contracts/native.ts';
import type { BasicBlock, Value } from '#shared/llvm/namespace.ts';
import {
  FrameRecord,
  FunctionObject,
  Header,
  KIND_MASK,
  type Kind,
  MAX_FRAMES,
  Region,
  SIZE_SHIFT,
  State,
} from '#shared/memory/layout.ts';
import { createValuesIr } from '#vm/values/values-ir';

/** Offset of the last record there is room for. */
const LAST_FRAME = Region.frames + (MAX_FRAMES - 1) * FrameRecord.size;

/** What the bodies are written with. */
export interface Body {
  readonly memory: MemoryIr;
  /** A new block. */
  readonly block: (title: string) => BasicBlock;
  /** A constant `i32`. */
  readonly word: (value: number) => Value;
  /** Where what TypeScript does is done. */
  readonly fallback: BasicBlock;
  /** Goes on in a new block when the condition holds, and else to `otherwise`, or `fallback`. */
  readonly orElse: (condition: Value, otherwise?: BasicBlock) => void;
  /** The kind of an object. */
  readonly kindOf: (object: Value) => Value;
  /** The object that a value refers to, if it is one of that kind; else as `orElse`. */
  readonly objectOf: (kind: Kind, value: Value, otherwise?: BasicBlock) => Value;
  /** Goes on in a new block when there is room for so many bytes; else as `orElse`. */
  readonly orFull: (bytes: Value) => void;
  /** Takes so many bytes, for which there is room, and writes their header. */
  readonly take: (kind: Kind, meta: Value, bytes: Value) => Value;
  /** Repeats `body` for 0, 1, … `count` - 1. */
  readonly repeat: (count: Value, body: (index: Value) => void) => void;
}

/** What a native half is given: what the runtime function is. */
export interface HalfArguments {
  readonly record: Value;
  readonly pc: Value;
  readonly top: Value;
  /** The runtime function's own operands. */
  readonly operands: readonly Value[];
}

/** Builds one: `body` ends with a return, and what it cannot do goes to the runtime function. */
export function buildHalf(
  support: SupportBuilder,
  name: NativeHalf,
  build: (support: SupportBuilder, body: Body, given: HalfArguments) => void,
): void {
  const { builder, runtime } = support;
  const { args, memory, block } = support.openHalf(name);
  const [, record, pc, top, ...operands] = args;
  const here = builder.GetInsertBlock();
  const fallback = block('fallback');
  builder.SetInsertPoint(fallback);
  builder.CreateRet(builder.CreateCall(runtime[name], args.slice(1)));
  builder.SetInsertPoint(here);
  const given = { record, pc, top, operands };
  build(support, createBody(support, memory, block, fallback), given);
}

/** Makes what a body is written with. */
export function createBody(
  { builder }: SupportBuilder,
  memory: MemoryIr,
  block: (title: string) => BasicBlock,
  fallback: BasicBlock,
): Body {
  const word = (value: number) => builder.getInt32(value);
  const values = createValuesIr(builder);
  const state = (field: number) => Region.state + field;

  function orElse(condition: Value, otherwise = fallback): void {
    const on = block('on');
    builder.CreateCondBr(condition, on, otherwise);
    builder.SetInsertPoint(on);
  }

  const kindOf = (object: Value) =>
    builder.CreateAnd(memory.load32(object, Header.info), word(KIND_MASK));

  return {
    memory,
    block,
    word,
    fallback,
    orElse,
    kindOf,
    objectOf(kind, value, otherwise) {
      orElse(values.isReference(value), otherwise);
      const object = values.referenceOf(value);
      orElse(builder.CreateICmpEQ(kindOf(object), word(kind)), otherwise);
      return object;
    },
    orFull(bytes) {
      const top = memory.load32(state(State.allocationTop));
      const room = builder.CreateSub(memory.load32(state(State.allocationLimit)), top);
      orElse(builder.CreateICmpSGE(room, bytes));
    },
    take(kind, meta, bytes) {
      const object = memory.load32(state(State.allocationTop));
      const end = builder.CreateAdd(object, bytes);
      memory.store(end, state(State.allocationTop));
      // The last word of an odd-sized object is padding that tracing may read.
      memory.store32(0, end, -4);
      memory.store(meta, object, Header.meta);
      // A size in bytes is a multiple of 8: three bits less to the left it is in its place.
      const size = builder.CreateShl(bytes, word(SIZE_SHIFT - 3));
      memory.store(builder.CreateOr(size, word(kind)), object, Header.info);
      const count = memory.load32(state(State.nativeObjects));
      memory.store(builder.CreateAdd(count, word(1)), state(State.nativeObjects));
      return object;
    },
    repeat(count, body) {
      const start = builder.GetInsertBlock();
      const [head, turn, done] = ['head', 'turn', 'done'].map(block);
      builder.CreateBr(head);
      builder.SetInsertPoint(head);
      const index = builder.CreatePHI(builder.getInt32Ty(), 2);
      index.addIncoming(word(0), start);
      builder.CreateCondBr(builder.CreateICmpSLT(index, count), turn, done);
      builder.SetInsertPoint(turn);
      body(index);
      const next = builder.CreateAdd(index, word(1));
      index.addIncoming(next, builder.GetInsertBlock());
      builder.CreateBr(head);
      builder.SetInsertPoint(done);
    },
  };
}

/** Pushes the frame of a closure that takes so many arguments, if there is a record for it; gives back its function. */
export function pushFrame(
  { builder }: SupportBuilder,
  { memory, word, orElse }: Body,
  { record, closure, argumentCount }: Record<'record' | 'closure' | 'argumentCount', Value>,
  beforePush: () => void,
): Value {
  const code = memory.load32(closure, Header.meta);
  orElse(builder.CreateICmpEQ(memory.load32(code, FunctionObject.arity), argumentCount));
  orElse(builder.CreateICmpNE(record, word(LAST_FRAME)));
  beforePush();
  memory.store(closure, record, FrameRecord.size + FrameRecord.closure);
  const calls = memory.load32(code, FunctionObject.calls);
  memory.store(builder.CreateAdd(calls, word(1)), code, FunctionObject.calls);
  return code;
}
