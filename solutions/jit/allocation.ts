/**
 * Native halves that make objects, or compare, close and enter them. They know
 * what `heap.allocate`, `closures.ts` and `calls.ts` do, and do the same.
 */
import { Called } from '#shared/contracts/interpreter.ts';
import type { SupportBuilder } from '#shared/contracts/native.ts';
import {
  BoundMethod,
  Capture,
  CLOSURE_UPVALUES,
  ClassObject,
  FrameRecord,
  FunctionObject,
  GlobalCell,
  Header,
  Instance,
  Kind,
  MAX_CHANGES,
  MAX_OBJECT_BYTES,
  Region,
  Shape,
  SLOT_SIZE,
  STRING_BYTES,
  State,
  StringObject,
  Upvalue,
} from '#shared/memory/layout.ts';
import { createValuesIr } from '#vm/values/values-ir';
import { type Body, buildHalf, createBody, type HalfArguments, pushFrame } from './native-half.ts';

/** Builds these native halves. */
export function buildObjectHalves(support: SupportBuilder): void {
  buildCapture(support);
  buildHalf(support, 'equal', buildEqual);
  buildHalf(support, 'add', buildAdd);
  buildHalf(support, 'setGlobal', buildSetGlobal);
  buildHalf(support, 'call', buildCall);
  buildHalf(support, 'makeClosure', buildMakeClosure);
  buildHalf(support, 'closeUpvalues', buildCloseUpvalues);
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

/**
 * `add(a)`, of two strings, with b in the slot above: a new string with the bytes of
 * both. The first one's are copied four at a time, from and to a multiple of 4; what
 * that writes too much is overwritten, or lies past the end, for which there is room.
 */
function buildAdd({ builder }: SupportBuilder, body: Body, { operands: [a] }: HalfArguments): void {
  const { memory, word, orElse, objectOf, orFull, take, repeat } = body;
  const values = createValuesIr(builder);
  const [left, right] = [0, SLOT_SIZE].map((displacement) =>
    objectOf(Kind.STRING, memory.load64(a, displacement)),
  );
  const leftLength = memory.load32(left, Header.meta);
  const rightLength = memory.load32(right, Header.meta);
  const length = builder.CreateAdd(leftLength, rightLength);
  const rounded = builder.CreateAdd(length, word(STRING_BYTES + SLOT_SIZE - 1));
  const bytes = builder.CreateAnd(rounded, word(-SLOT_SIZE));
  orElse(builder.CreateICmpSLE(bytes, word(MAX_OBJECT_BYTES)));
  orFull(builder.CreateAdd(bytes, word(SLOT_SIZE)));
  const string = take(Kind.STRING, length, bytes);
  memory.store32(0, string, StringObject.hash);
  const words = builder.CreateAShr(builder.CreateAdd(leftLength, word(3)), word(2));
  repeat(words, (index) => {
    const offset = builder.CreateShl(index, word(2));
    const four = memory.load32(builder.CreateAdd(left, offset), STRING_BYTES);
    memory.store(four, builder.CreateAdd(string, offset), STRING_BYTES);
  });
  const behind = builder.CreateAdd(string, leftLength);
  repeat(rightLength, (index) => {
    const from = memory.at(builder.CreateAdd(right, index), STRING_BYTES);
    const byte = builder.CreateLoad(builder.getInt8Ty(), from);
    builder.CreateStore(byte, memory.at(builder.CreateAdd(behind, index), STRING_BYTES));
  });
  memory.store(values.fromReference(string), a);
  builder.CreateRet(word(1));
}

/**
 * `setGlobal(cell, from)`, when nobody relies on what the variable holds: no class
 * and no closure, or one that changes all the time.
 */
function buildSetGlobal(
  { builder }: SupportBuilder,
  { memory, block, word, orElse, kindOf }: Body,
  { operands: [cell, from] }: HalfArguments,
): void {
  const values = createValuesIr(builder);
  const before = memory.load64(cell, GlobalCell.value);
  orElse(builder.CreateNot(values.isEmpty(before)));
  const [reference, watched, write] = ['reference', 'watched', 'write'].map(block);
  builder.CreateCondBr(values.isReference(before), reference, write);

  builder.SetInsertPoint(reference);
  const choice = builder.CreateSwitch(kindOf(values.referenceOf(before)), write, 2);
  choice.addCase(builder.getInt32(Kind.CLOSURE), watched);
  choice.addCase(builder.getInt32(Kind.CLASS), watched);

  builder.SetInsertPoint(watched);
  const changes = memory.load32(cell, GlobalCell.changes);
  orElse(builder.CreateICmpEQ(changes, word(MAX_CHANGES)));
  builder.CreateBr(write);

  builder.SetInsertPoint(write);
  memory.store(memory.load64(from), cell, GlobalCell.value);
  builder.CreateRet(word(1));
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

/**
 * `call(callee, argumentCount)`, when the callee is a closure, a class or a bound
 * method. A closure's frame is pushed. A class: its instance takes the slot, and the
 * frame of its initializer is pushed, if it has one. A bound method: its receiver
 * takes the slot.
 */
function buildCall(
  support: SupportBuilder,
  body: Body,
  { record, operands: [callee, argumentCount] }: HalfArguments,
): void {
  const { builder } = support;
  const { memory, block, word, orElse, kindOf, orFull, take } = body;
  const values = createValuesIr(builder);
  const value = memory.load64(callee);
  orElse(values.isReference(value));
  const object = values.referenceOf(value);
  const kind = kindOf(object);
  const [isClosure, isClass, other, plain, initialized] = [
    'closure',
    'class',
    'other',
    'plain',
    'initialized',
  ].map(block);
  const choice = builder.CreateSwitch(kind, other, 2);
  choice.addCase(builder.getInt32(Kind.CLOSURE), isClosure);
  choice.addCase(builder.getInt32(Kind.CLASS), isClass);

  builder.SetInsertPoint(isClosure);
  const called = { record, closure: object, argumentCount };
  builder.CreateRet(pushFrame(support, body, called, () => {}));

  builder.SetInsertPoint(other);
  orElse(builder.CreateICmpEQ(kind, word(Kind.BOUND_METHOD)));
  const method = memory.load32(object, BoundMethod.method);
  const entered = pushFrame(support, body, { record, closure: method, argumentCount }, () =>
    memory.store(memory.load64(object, BoundMethod.receiver), callee),
  );
  builder.CreateRet(entered);

  builder.SetInsertPoint(isClass);
  const shape = memory.load32(object, ClassObject.shape);
  const settled = memory.load32(shape, Shape.learning);
  orElse(builder.CreateICmpEQ(settled, word(0)));
  const bytes = memory.load32(shape, Shape.instanceBytes);
  orFull(bytes);
  const initializer = memory.load32(object, ClassObject.initializer);
  builder.CreateCondBr(builder.CreateICmpEQ(initializer, word(0)), plain, initialized);

  /** Puts a new instance into the slot. */
  const instantiate = () => {
    const instance = take(Kind.INSTANCE, shape, bytes);
    memory.store32(0, instance, Instance.overflow);
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

/**
 * `equal(a)`, with b in the slot above: strings by length, then byte by byte. Others are
 * the same when their bits are, but for numbers, which nobody asks for here.
 */
function buildEqual(
  { builder }: SupportBuilder,
  body: Body,
  { operands: [a] }: HalfArguments,
): void {
  const { memory, block, word, orElse, objectOf } = body;
  const values = createValuesIr(builder);
  const [plain, given] = [block('plain'), builder.GetInsertBlock()];
  const operands = [0, SLOT_SIZE].map((displacement) => memory.load64(a, displacement));

  builder.SetInsertPoint(plain);
  orElse(builder.CreateNot(values.isNumber(operands[0])));
  const isSame = builder.CreateICmpEQ(operands[0], operands[1]);
  memory.store(values.fromBoolean(isSame), a);
  builder.CreateRet(word(1));

  builder.SetInsertPoint(given);
  const strings = operands.map((value) => objectOf(Kind.STRING, value, plain));
  const [left, right] = strings;
  const [compare, alike, different, turn, next] = [
    'compare',
    'alike',
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
  builder.CreateCondBr(builder.CreateICmpSLT(index, length), turn, alike);

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
    [true, alike],
    [false, different],
  ] as const) {
    builder.SetInsertPoint(ending);
    memory.store(values.fromBoolean(builder.getInt1(result)), a);
    builder.CreateRet(word(1));
  }
}
