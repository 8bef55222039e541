/**
 * The same functions of values in two encodings, as machine code: a 64-bit word
 * with a tag in it, and a structure of a tag and a payload.
 */
import llvm from '#llvm';
import type { EncodingIr } from '#shared/contracts/values-ir.ts';
import type { IRBuilder, Function as IrFunction, Module, Value } from '#shared/llvm/namespace.ts';
import { guardNumber, same } from '#vm/values/guards';
import { createStructIr } from '#vm/values/struct-ir';
import { createValuesIr } from '#vm/values/values-ir';

/** A way to lay out values. */
export interface Encoding {
  readonly name: string;
  /** The value whose bits are all 0, a constant. */
  readonly zero: (builder: IRBuilder, module: Module) => Value;
  readonly create: (builder: IRBuilder, zero: Value) => EncodingIr;
  /** Bytes from one value in memory to the next. */
  readonly stride: number;
}

/** Both encodings. */
export const encodings = {
  tagged: {
    name: 'tagged, i64',
    zero: (builder) => builder.getInt64(0),
    create: (builder) => createValuesIr(builder),
    stride: 8,
  },
  structure: {
    name: '{i8, i64}',
    zero: (builder, module) =>
      llvm.ConstantStruct.get(
        llvm.StructType.get(module.getContext(), [builder.getInt8Ty(), builder.getInt64Ty()]),
        [builder.getInt8(0), builder.getInt64(0)],
      ),
    create: createStructIr,
    stride: 16,
  },
} as const satisfies Readonly<Record<string, Encoding>>;

/** What a function is made with. */
interface Parts {
  readonly builder: IRBuilder;
  readonly values: EncodingIr;
  readonly fn: IrFunction;
  readonly args: readonly Value[];
}

/** An operation of Lox, as far as it concerns values. */
export interface Operation {
  readonly name: string;
  readonly operands: 1 | 2;
  /** Whether the result is a value; else it is an `i1`. */
  readonly givesValue: boolean;
  /** Emits everything up to the result, and stands where that is known. */
  readonly emit: (parts: Parts) => Value;
}

/** What is compared. */
export const operations: readonly Operation[] = [
  { name: 'copy', operands: 1, givesValue: true, emit: ({ args: [value] }) => value },
  {
    name: 'is it a number?',
    operands: 1,
    givesValue: false,
    emit: ({ values, args: [value] }) => values.isNumber(value),
  },
  { name: 'a + b, guarded', operands: 2, givesValue: true, emit: emitAdd },
  {
    name: 'does it count as false?',
    operands: 1,
    givesValue: false,
    emit: ({ values, args: [value] }) => values.isFalsey(value),
  },
  {
    name: 'a == b',
    operands: 2,
    givesValue: false,
    emit: ({ builder, values, args: [left, right] }) => same({ builder, values }, left, right),
  },
];

/** The sum; where one operand is no number the function returns at once, with nil or with 0. */
function emitAdd({ builder, values, fn, args: [left, right] }: Parts): Value {
  const block = (name: string) => llvm.BasicBlock.Create(fn.context, name, fn);
  const needs = { builder, values, block };
  const otherwise = block('otherwise');
  const sum = builder.CreateFAdd(
    guardNumber(needs, left, otherwise),
    guardNumber(needs, right, otherwise),
  );
  const here = builder.GetInsertBlock();
  builder.SetInsertPoint(otherwise);
  const saysHow = fn.getFunctionType().getReturnType().isIntegerTy(32);
  builder.CreateRet(saysHow ? builder.getInt32(0) : values.nil());
  builder.SetInsertPoint(here);
  return values.fromNumber(sum);
}

function open(module: Module, encoding: Encoding, name: string) {
  const builder = new llvm.IRBuilder(module.getContext());
  const zero = encoding.zero(builder, module);
  const values = encoding.create(builder, zero);
  const create = (result: llvm.Type, parameters: llvm.Type[]) => {
    const type = llvm.FunctionType.get(result, parameters, false);
    const { ExternalLinkage } = llvm.Function.LinkageTypes;
    const fn = llvm.Function.Create(type, ExternalLinkage, name, module);
    builder.SetInsertPoint(llvm.BasicBlock.Create(module.getContext(), 'entry', fn));
    return fn;
  };
  return { builder, values, type: zero.getType(), create };
}

/** Adds an operation as a function: operands and result are in registers. */
export function addOperation(module: Module, encoding: Encoding, operation: Operation): void {
  const { builder, values, type, create } = open(module, encoding, 'operation');
  const parameters = new Array<llvm.Type>(operation.operands).fill(type);
  const fn = create(operation.givesValue ? type : builder.getInt1Ty(), parameters);
  const args = parameters.map((_, index) => fn.getArg(index));
  builder.CreateRet(operation.emit({ builder, values, fn, args }));
}

/** Adds an operation as a function, `(ptr a, ptr b, ptr to)`: operands and results that are values lie in slots. */
export function addSlotOperation(module: Module, encoding: Encoding, operation: Operation): void {
  const { builder, values, type, create } = open(module, encoding, 'operation');
  const { operands, givesValue } = operation;
  const addresses = new Array<llvm.Type>(operands + (givesValue ? 1 : 0)).fill(builder.getPtrTy());
  const fn = create(givesValue ? builder.getInt32Ty() : builder.getInt1Ty(), addresses);
  const args = Array.from({ length: operands }, (_, index) =>
    builder.CreateLoad(type, fn.getArg(index)),
  );
  const result = operation.emit({ builder, values, fn, args });
  if (givesValue) builder.CreateStore(result, fn.getArg(operands));
  builder.CreateRet(givesValue ? builder.getInt32(1) : result);
}

/**
 * Adds a loop, `i32 turns(ptr from, ptr to, i32 count)`, that performs an
 * operation on `count` values in memory, each with the next one. It writes
 * values to `to`, and returns how many answers were yes.
 */
export function addLoop(module: Module, encoding: Encoding, operation: Operation): void {
  const { builder, values, type, create } = open(module, encoding, 'turns');
  const word = builder.getInt32Ty();
  const fn = create(word, [builder.getPtrTy(), builder.getPtrTy(), word]);
  const [from, to, count] = [0, 1, 2].map((index) => fn.getArg(index));
  const entry = builder.GetInsertBlock();
  const [loop, done] = ['loop', 'done'].map((name) =>
    llvm.BasicBlock.Create(module.getContext(), name, fn),
  );
  builder.CreateBr(loop);
  builder.SetInsertPoint(loop);
  const index = builder.CreatePHI(word, 2);
  const total = builder.CreatePHI(word, 2);
  const next = builder.CreateAdd(index, builder.getInt32(1));
  const load = (at: Value) => builder.CreateLoad(type, builder.CreateGEP(type, from, [at]));
  const args = [index, next].slice(0, operation.operands).map(load);
  const result = operation.emit({ builder, values, fn, args });
  const sum = operation.givesValue
    ? total
    : builder.CreateAdd(total, builder.CreateZExt(result, word));
  if (operation.givesValue) builder.CreateStore(result, builder.CreateGEP(type, to, [index]));
  const back = builder.GetInsertBlock();
  builder.CreateCondBr(builder.CreateICmpULT(next, count), loop, done);
  for (const [phi, first, later] of [
    [index, builder.getInt32(0), next],
    [total, builder.getInt32(0), sum],
  ] as const) {
    phi.addIncoming(first, entry);
    phi.addIncoming(later, back);
  }
  builder.SetInsertPoint(done);
  builder.CreateRet(sum);
}

/** Adds `i32 fill(ptr to, ptr doubles, i32 count)`, which makes values of doubles. */
export function addFill(module: Module, encoding: Encoding): void {
  const { builder, values, type, create } = open(module, encoding, 'fill');
  const word = builder.getInt32Ty();
  const fn = create(word, [builder.getPtrTy(), builder.getPtrTy(), word]);
  const entry = builder.GetInsertBlock();
  const [loop, done] = ['loop', 'done'].map((name) =>
    llvm.BasicBlock.Create(module.getContext(), name, fn),
  );
  builder.CreateBr(loop);
  builder.SetInsertPoint(loop);
  const index = builder.CreatePHI(word, 2);
  const double = builder.getDoubleTy();
  const number = builder.CreateLoad(double, builder.CreateGEP(double, fn.getArg(1), [index]));
  builder.CreateStore(values.fromNumber(number), builder.CreateGEP(type, fn.getArg(0), [index]));
  const next = builder.CreateAdd(index, builder.getInt32(1));
  index.addIncoming(builder.getInt32(0), entry);
  index.addIncoming(next, loop);
  builder.CreateCondBr(builder.CreateICmpULT(next, fn.getArg(2)), loop, done);
  builder.SetInsertPoint(done);
  builder.CreateRet(next);
}
