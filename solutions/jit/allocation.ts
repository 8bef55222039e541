/**
 * Native halves of runtime functions: the ways through them on which there is
 * nothing to it but to make an object, in IR. They have the signature of the
 * runtime function, with the address of linear memory in front; what they
 * cannot do they leave to it, before they have done anything.
 *
 *     allocationTop                allocationLimit
 *     ▼                            ▼
 *     ┌──────────┬─────────────────┐
 *     │ new      │ free            │     one addition and one comparison
 *     └──────────┴─────────────────┘
 *
 * Without room nothing is made: TypeScript collects. Under `--stress gc` the
 * limit is the top, so there is never any room.
 *
 * They know what `heap.allocate`, `closures.ts`, `tables.ts` and
 * `shapes/dictionary.ts` do, and do the same.
 */
import { Called } from '#shared/contracts/interpreter.ts';
import type { MemoryIr } from '#shared/contracts/ir.ts';
import type { NativeHalf, SupportBuilder } from '#shared/contracts/native.ts';
import type { BasicBlock, Value } from '#shared/llvm/namespace.ts';
import {
  BoundMethod,
  Capture,
  CLOSURE_UPVALUES,
  ClassObject,
  FrameRecord,
  FunctionObject,
  Header,
  Instance,
  KIND_MASK,
  Kind,
  MAX_FRAMES,
  Region,
  SIZE_SHIFT,
  SLOT_SIZE,
  STRING_BYTES,
  State,
  StringObject,
  Table,
  TableEntry,
  Upvalue,
} from '#shared/memory/layout.ts';
import { createValuesIr } from '#vm/values/values-ir';

/** Offset of the last record there is room for. */
const LAST_FRAME = Region.frames + (MAX_FRAMES - 1) * FrameRecord.size;
/** Entries of the smallest table, as `tables.ts` makes it. */
const MIN_CAPACITY = 4;

/** What the bodies are written with. */
interface Body {
  readonly memory: MemoryIr;
  readonly block: (title: string) => BasicBlock;
  readonly word: (value: number) => Value;
  /** Goes on in a new block when the condition holds; else what TypeScript does is done. */
  readonly orElse: (condition: Value) => void;
  /** Goes on in a new block when there is room for so many bytes; else as `orElse`. */
  readonly orFull: (bytes: Value) => void;
  /** Takes so many bytes, for which there is room, and writes their header. */
  readonly take: (kind: Kind, meta: Value, bytes: Value) => Value;
  /** Repeats `body` for 0, 1, … `count` - 1. */
  readonly repeat: (count: Value, body: (index: Value) => void) => void;
}

/** What a native half is given. */
interface HalfArguments {
  readonly record: Value;
  /** The runtime function's own operands. */
  readonly operands: readonly Value[];
}

/** Builds all native halves. */
export function buildNativeHalves(support: SupportBuilder): void {
  buildCapture(support);
  buildHalf(support, 'equal', buildEqual);
  buildHalf(support, 'getProperty', buildGetProperty);
  buildHalf(support, 'setProperty', buildSetProperty);
  buildHalf(support, 'call', buildCall);
  buildHalf(support, 'makeClosure', buildMakeClosure);
  buildHalf(support, 'closeUpvalues', buildCloseUpvalues);
}

/** Builds one: `body` ends with a return, and what it cannot do goes to the runtime function. */
function buildHalf(
  support: SupportBuilder,
  name: NativeHalf,
  build: (support: SupportBuilder, body: Body, given: HalfArguments) => void,
): void {
  const { builder, runtime } = support;
  const { args, memory, block } = support.openHalf(name);
  const [, record, _pc, _top, ...operands] = args;
  const here = builder.GetInsertBlock();
  const fallback = block('fallback');
  builder.SetInsertPoint(fallback);
  builder.CreateRet(builder.CreateCall(runtime[name], args.slice(1)));
  builder.SetInsertPoint(here);
  build(support, createBody(support, memory, block, fallback), { record, operands });
}

function createBody(
  { builder }: SupportBuilder,
  memory: MemoryIr,
  block: (title: string) => BasicBlock,
  fallback: BasicBlock,
): Body {
  const word = (value: number) => builder.getInt32(value);
  const state = (field: number) => Region.state + field;

  function orElse(condition: Value): void {
    const on = block('on');
    builder.CreateCondBr(condition, on, fallback);
    builder.SetInsertPoint(on);
  }

  return {
    memory,
    block,
    word,
    orElse,
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

/**
 * `makeClosure(result, code)`: makes the closure of a function that captures
 * from the newest frame. Room for all upvalues that it may need is asked for at
 * once: nothing may be collected halfway.
 */
function buildMakeClosure(
  { builder, support }: SupportBuilder,
  { memory, block, word, orFull, take, repeat }: Body,
  { record, operands: [result, code] }: HalfArguments,
): void {
  const address = memory.at(0);
  const count = memory.load32(code, FunctionObject.captureCount);
  const words = builder.CreateMul(count, word(4));
  const odd = builder.CreateAdd(words, word(CLOSURE_UPVALUES + SLOT_SIZE - 1));
  const bytes = builder.CreateAnd(odd, word(-SLOT_SIZE));
  orFull(builder.CreateAdd(bytes, builder.CreateMul(count, word(Upvalue.size))));
  const base = memory.load32(record, FrameRecord.base);
  const enclosing = memory.load32(record, FrameRecord.closure);
  const closure = take(Kind.CLOSURE, code, bytes);
  const captures = memory.load32(code, FunctionObject.captures);
  repeat(count, (index) => {
    const [local, inherited, captured] = ['local', 'inherited', 'captured'].map(block);
    const entry = builder.CreateAdd(captures, builder.CreateMul(index, word(Capture.size)));
    const from = memory.load32(entry, Capture.index);
    const isLocal = builder.CreateICmpNE(memory.load32(entry, Capture.fromLocal), word(0));
    builder.CreateCondBr(isLocal, local, inherited);

    builder.SetInsertPoint(local);
    const location = builder.CreateAdd(base, builder.CreateMul(from, word(SLOT_SIZE)));
    const opened = builder.CreateCall(support.capture, [address, location]);
    builder.CreateBr(captured);

    builder.SetInsertPoint(inherited);
    const place = builder.CreateAdd(enclosing, builder.CreateMul(from, word(4)));
    const shared = memory.load32(place, CLOSURE_UPVALUES);
    builder.CreateBr(captured);

    builder.SetInsertPoint(captured);
    const upvalue = builder.CreatePHI(builder.getInt32Ty(), 2);
    upvalue.addIncoming(opened, local);
    upvalue.addIncoming(shared, inherited);
    const target = builder.CreateAdd(closure, builder.CreateMul(index, word(4)));
    memory.store(upvalue, target, CLOSURE_UPVALUES);
  });
  memory.store(createValuesIr(builder).fromReference(closure), result);
  builder.CreateRet(word(1));
}

/**
 * `capture(memory, location)`: the open upvalue of a stack slot, made and
 * linked in where it belongs if there is none. There must be room.
 */
function buildCapture(support: SupportBuilder): void {
  const { builder } = support;
  const { args, memory, block } = support.open('capture');
  const { word, take } = createBody(support, memory, block, builder.GetInsertBlock());
  const [, location] = args;
  const OPEN = Region.state + State.openUpvalues;
  const start = builder.GetInsertBlock();
  const [search, look, on, insert, known, make] = [
    'search',
    'look',
    'on',
    'insert',
    'known',
    'make',
  ].map(block);
  const word32 = builder.getInt32Ty();
  const first = memory.load32(OPEN);
  builder.CreateBr(search);

  // `link` is the place that refers to `upvalue`: the chain's head, or the one before.
  builder.SetInsertPoint(search);
  const link = builder.CreatePHI(word32, 2);
  const upvalue = builder.CreatePHI(word32, 2);
  link.addIncoming(word(OPEN), start);
  upvalue.addIncoming(first, start);
  builder.CreateCondBr(builder.CreateICmpEQ(upvalue, word(0)), make, look);

  builder.SetInsertPoint(look);
  const at = memory.load32(upvalue, Upvalue.location);
  builder.CreateCondBr(builder.CreateICmpSGT(at, location), on, insert);

  builder.SetInsertPoint(on);
  link.addIncoming(builder.CreateAdd(upvalue, word(Upvalue.next)), on);
  upvalue.addIncoming(memory.load32(upvalue, Upvalue.next), on);
  builder.CreateBr(search);

  builder.SetInsertPoint(insert);
  builder.CreateCondBr(builder.CreateICmpEQ(at, location), known, make);

  builder.SetInsertPoint(known);
  builder.CreateRet(upvalue);

  builder.SetInsertPoint(make);
  const made = take(Kind.UPVALUE, word(0), word(Upvalue.size));
  memory.store(location, made, Upvalue.location);
  memory.store(upvalue, made, Upvalue.next);
  memory.store(createValuesIr(builder).empty(), made, Upvalue.closed);
  memory.store(made, link);
  builder.CreateRet(made);
}

/** `closeUpvalues(lowest)`: moves what is captured at a slot or above into its upvalues. */
function buildCloseUpvalues(
  { builder }: SupportBuilder,
  { memory, block, word }: Body,
  { operands: [lowest] }: HalfArguments,
): void {
  const OPEN = Region.state + State.openUpvalues;
  const [next, look, close, done] = ['next', 'look', 'close', 'done'].map(block);
  builder.CreateBr(next);
  builder.SetInsertPoint(next);
  const upvalue = memory.load32(OPEN);
  builder.CreateCondBr(builder.CreateICmpEQ(upvalue, word(0)), done, look);

  builder.SetInsertPoint(look);
  const location = memory.load32(upvalue, Upvalue.location);
  builder.CreateCondBr(builder.CreateICmpSLT(location, lowest), done, close);

  builder.SetInsertPoint(close);
  memory.store(memory.load64(location), upvalue, Upvalue.closed);
  memory.store(builder.CreateAdd(upvalue, word(Upvalue.closed)), upvalue, Upvalue.location);
  memory.store(memory.load32(upvalue, Upvalue.next), OPEN);
  memory.store32(0, upvalue, Upvalue.next);
  builder.CreateBr(next);

  builder.SetInsertPoint(done);
  builder.CreateRet(word(1));
}

/** Pushes the frame of a closure that takes so many arguments, if there is a record for it; gives back its function. */
function pushFrame(
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

/**
 * `call(callee, argumentCount)`, when the callee is a class or a bound method.
 * A class: its instance takes the slot, and the frame of its initializer is
 * pushed, if it has one. A bound method: its receiver takes the slot.
 */
function buildCall(
  support: SupportBuilder,
  body: Body,
  { record, operands: [callee, argumentCount] }: HalfArguments,
): void {
  const { builder } = support;
  const { memory, block, word, orElse, orFull, take } = body;
  const values = createValuesIr(builder);
  const value = memory.load64(callee);
  orElse(values.isReference(value));
  const object = values.referenceOf(value);
  const kind = builder.CreateAnd(memory.load32(object, Header.info), word(KIND_MASK));
  const [isClass, other, plain, initialized] = ['class', 'other', 'plain', 'initialized'].map(
    block,
  );
  builder.CreateCondBr(builder.CreateICmpEQ(kind, word(Kind.CLASS)), isClass, other);

  builder.SetInsertPoint(other);
  orElse(builder.CreateICmpEQ(kind, word(Kind.BOUND_METHOD)));
  const method = memory.load32(object, BoundMethod.method);
  const entered = pushFrame(support, body, { record, closure: method, argumentCount }, () =>
    memory.store(memory.load64(object, BoundMethod.receiver), callee),
  );
  builder.CreateRet(entered);

  builder.SetInsertPoint(isClass);
  orFull(word(Instance.size));
  const initializer = memory.load32(object, ClassObject.initializer);
  builder.CreateCondBr(builder.CreateICmpEQ(initializer, word(0)), plain, initialized);

  /** Puts a new instance into the slot. */
  const instantiate = () => {
    const shape = memory.load32(object, Header.meta);
    const instance = take(Kind.INSTANCE, shape, word(Instance.size));
    memory.store32(0, instance, Instance.properties);
    memory.store(values.fromReference(instance), callee);
  };

  builder.SetInsertPoint(plain);
  orElse(builder.CreateICmpEQ(argumentCount, word(0)));
  instantiate();
  builder.CreateRet(word(Called.COMPLETED));

  builder.SetInsertPoint(initialized);
  const made = { record, closure: initializer, argumentCount };
  builder.CreateRet(pushFrame(support, body, made, instantiate));
}

/** `getProperty(site, name, object)`, when it is a method: it is bound. */
function buildGetProperty(
  { builder, support }: SupportBuilder,
  { memory, word, orElse, orFull, take }: Body,
  { operands: [, nameSlot, object] }: HalfArguments,
): void {
  const values = createValuesIr(builder);
  const receiver = memory.load64(object);
  orElse(values.isReference(receiver));
  const instance = values.referenceOf(receiver);
  const kind = builder.CreateAnd(memory.load32(instance, Header.info), word(KIND_MASK));
  orElse(builder.CreateICmpEQ(kind, word(Kind.INSTANCE)));
  const name = memory.load32(nameSlot);
  const args = [memory.at(0), instance, name, memory.load32(name, StringObject.hash)];
  const method = builder.CreateCall(support.method, args);
  orElse(builder.CreateICmpNE(method, word(0)));
  orFull(word(BoundMethod.size));
  const bound = take(Kind.BOUND_METHOD, word(0), word(BoundMethod.size));
  memory.store(method, bound, BoundMethod.method);
  memory.store(receiver, bound, BoundMethod.receiver);
  memory.store(values.fromReference(bound), object);
  builder.CreateRet(word(1));
}

/** `equal(a)`, of two strings, with b in the slot above: by length, then byte by byte. */
function buildEqual(
  { builder }: SupportBuilder,
  { memory, block, word, orElse }: Body,
  { operands: [a] }: HalfArguments,
): void {
  const values = createValuesIr(builder);
  const strings = [0, SLOT_SIZE].map((displacement) => {
    const value = memory.load64(a, displacement);
    orElse(values.isReference(value));
    const string = values.referenceOf(value);
    const kind = builder.CreateAnd(memory.load32(string, Header.info), word(KIND_MASK));
    orElse(builder.CreateICmpEQ(kind, word(Kind.STRING)));
    return string;
  });
  const [left, right] = strings;
  const [compare, same, different, turn, next] = [
    'compare',
    'same',
    'different',
    'turn',
    'next',
  ].map(block);
  const length = memory.load32(left, Header.meta);
  const start = builder.GetInsertBlock();
  const sameLength = builder.CreateICmpEQ(length, memory.load32(right, Header.meta));
  builder.CreateCondBr(sameLength, compare, different);

  builder.SetInsertPoint(compare);
  const index = builder.CreatePHI(builder.getInt32Ty(), 2);
  index.addIncoming(word(0), start);
  builder.CreateCondBr(builder.CreateICmpSLT(index, length), turn, same);

  builder.SetInsertPoint(turn);
  const [l, r] = strings.map((string) =>
    builder.CreateLoad(
      builder.getInt8Ty(),
      memory.at(builder.CreateAdd(string, index), STRING_BYTES),
    ),
  );
  builder.CreateCondBr(builder.CreateICmpEQ(l, r), next, different);

  builder.SetInsertPoint(next);
  index.addIncoming(builder.CreateAdd(index, word(1)), next);
  builder.CreateBr(compare);

  for (const [result, ending] of [
    [true, same],
    [false, different],
  ] as const) {
    builder.SetInsertPoint(ending);
    memory.store(values.fromBoolean(builder.getInt1(result)), a);
    builder.CreateRet(word(1));
  }
}

/**
 * `setProperty(site, name, object)`, when the object is an instance that lacks
 * the field: it is added, in a table of twice the size if it must be.
 */
function buildSetProperty(
  support: SupportBuilder,
  body: Body,
  { operands: [, nameSlot, object] }: HalfArguments,
): void {
  const { builder } = support;
  const { memory, block, word, orElse } = body;
  const values = createValuesIr(builder);
  const receiver = memory.load64(object);
  orElse(values.isReference(receiver));
  const instance = values.referenceOf(receiver);
  const kind = builder.CreateAnd(memory.load32(instance, Header.info), word(KIND_MASK));
  orElse(builder.CreateICmpEQ(kind, word(Kind.INSTANCE)));
  const name = memory.load32(nameSlot);
  const hash = memory.load32(name, StringObject.hash);
  const value = memory.load64(object, SLOT_SIZE);
  const args = [memory.at(0), instance, name, hash];
  orElse(builder.CreateICmpEQ(builder.CreateCall(support.support.field, args), word(0)));

  const [make, check, full, add] = ['make', 'check', 'full', 'add'].map(block);
  const table = memory.load32(instance, Instance.properties);
  builder.CreateCondBr(builder.CreateICmpEQ(table, word(0)), make, check);

  builder.SetInsertPoint(make);
  const first = makeTable(support, body, word(MIN_CAPACITY));
  memory.store(first, instance, Instance.properties);
  const made = builder.GetInsertBlock();
  builder.CreateBr(add);

  builder.SetInsertPoint(check);
  const capacity = memory.load32(table, Header.meta);
  const after = builder.CreateAdd(memory.load32(table, Table.count), word(1));
  const wanted = builder.CreateMul(after, word(4));
  const most = builder.CreateMul(capacity, word(3));
  builder.CreateCondBr(builder.CreateICmpSLE(wanted, most), add, full);

  builder.SetInsertPoint(full);
  const larger = makeTable(support, body, builder.CreateMul(capacity, word(2)));
  moveEntries(support, body, table, larger);
  memory.store(larger, instance, Instance.properties);
  const grown = builder.GetInsertBlock();
  builder.CreateBr(add);

  builder.SetInsertPoint(add);
  const into = builder.CreatePHI(builder.getInt32Ty(), 3);
  into.addIncoming(first, made);
  into.addIncoming(table, check);
  into.addIncoming(larger, grown);
  insert(support, body, { table: into, name, hash, value });
  memory.store(value, object);
  builder.CreateRet(word(1));
}

/** A new table without entries. */
function makeTable(
  { builder }: SupportBuilder,
  { word, memory, orFull, take, repeat }: Body,
  capacity: Value,
): Value {
  const entries = builder.CreateMul(capacity, word(TableEntry.size));
  const bytes = builder.CreateAdd(entries, word(Table.size));
  orFull(bytes);
  const table = take(Kind.TABLE, capacity, bytes);
  memory.store32(0, table, Table.count);
  repeat(capacity, (index) => {
    const entry = builder.CreateAdd(table, builder.CreateMul(index, word(TableEntry.size)));
    memory.store32(0, entry, Table.size + TableEntry.key);
  });
  return table;
}

/** Inserts all entries of one table into another, which has room and none of them. */
function moveEntries(support: SupportBuilder, body: Body, from: Value, to: Value): void {
  const { builder } = support;
  const { word, memory, repeat, block } = body;
  repeat(memory.load32(from, Header.meta), (index) => {
    const entry = builder.CreateAdd(from, builder.CreateMul(index, word(TableEntry.size)));
    const name = memory.load32(entry, Table.size + TableEntry.key);
    const [taken, next] = ['taken', 'next'].map(block);
    builder.CreateCondBr(builder.CreateICmpNE(name, word(0)), taken, next);
    builder.SetInsertPoint(taken);
    const hash = memory.load32(name, StringObject.hash);
    const value = memory.load64(entry, Table.size + TableEntry.value);
    insert(support, body, { table: to, name, hash, value });
    builder.CreateBr(next);
    builder.SetInsertPoint(next);
  });
}

/** Adds a name that the table lacks and has room for. */
function insert(
  { builder }: SupportBuilder,
  { word, memory, block }: Body,
  { table, name, hash, value }: Record<'table' | 'name' | 'hash' | 'value', Value>,
): void {
  const start = builder.GetInsertBlock();
  const [probe, next, free] = ['probe', 'next', 'free'].map(block);
  const mask = builder.CreateSub(memory.load32(table, Header.meta), word(1));
  builder.CreateBr(probe);

  builder.SetInsertPoint(probe);
  const index = builder.CreatePHI(builder.getInt32Ty(), 2);
  const wrapped = builder.CreateAnd(index, mask);
  const entry = builder.CreateAdd(table, builder.CreateMul(wrapped, word(TableEntry.size)));
  const key = memory.load32(entry, Table.size + TableEntry.key);
  builder.CreateCondBr(builder.CreateICmpEQ(key, word(0)), free, next);

  builder.SetInsertPoint(next);
  index.addIncoming(hash, start);
  index.addIncoming(builder.CreateAdd(wrapped, word(1)), next);
  builder.CreateBr(probe);

  builder.SetInsertPoint(free);
  memory.store(name, entry, Table.size + TableEntry.key);
  memory.store(value, entry, Table.size + TableEntry.value);
  const count = memory.load32(table, Table.count);
  memory.store(builder.CreateAdd(count, word(1)), table, Table.count);
}
