/**
 * What the tests of this lab look at beside a program's output. Runs in the
 * process with the student's code; knows nothing of what is expected.
 *
 * A value travels as text: `nil`, `empty`, `true`, `false`, `reference 4096`,
 * or a number by the 16 hexadecimal digits of its double.
 */
import llvm from '#llvm';
import type { Values } from '#shared/contracts/values.ts';
import type { EncodingIr, ValuesIr } from '#shared/contracts/values-ir.ts';
import type { IRBuilder, Module, Value } from '#shared/llvm/namespace.ts';
import koffi from '#shared/memory/foreign-calls.ts';
import { MIN_HEAP_BYTES, Region, SLOT_SIZE } from '#shared/memory/layout.ts';
import { createLinearMemory } from '#shared/memory/linear-memory.ts';
import { guardNumber, same } from '#vm/values/guards';
import { createStructIr } from '#vm/values/struct-ir';
import { createValues } from '#vm/values/values';
import { createValuesIr } from '#vm/values/values-ir';

/** Slots that are written and read, each with room on both sides. */
const [A, B, OUT] = [0, 1, 2].map((index) => Region.stack + (4 + 4 * index) * SLOT_SIZE);
/** Doubles and words that are no values. */
const RAW = Region.stack + 64 * SLOT_SIZE;

type OneSlotTest = 'isNumber' | 'isReference' | 'isNil' | 'isEmpty' | 'isBoolean' | 'isFalsey';

const memory = createLinearMemory(MIN_HEAP_BYTES);
const { i32, u8, f64, i64 } = memory;

const hex = (bits: bigint) => BigInt.asUintN(64, bits).toString(16).padStart(16, '0');
const bitsAt = (slot: number) => hex(i64[slot >> 3]);

/** The double of 16 hexadecimal digits. */
function doubleOf(digits: string): number {
  i64[RAW >> 3] = BigInt.asIntN(64, BigInt(`0x${digits}`));
  return f64[RAW >> 3];
}

function digitsOf(number: number): string {
  f64[RAW >> 3] = number;
  return bitsAt(RAW);
}

function put(values: Values, slot: number, value: string): void {
  const [kind, offset] = value.split(' ');
  if (kind === 'nil') values.setNil(slot);
  else if (kind === 'empty') values.setEmpty(slot);
  else if (kind === 'true' || kind === 'false') values.setBoolean(slot, kind === 'true');
  else if (kind === 'reference') values.setReference(slot, Number(offset));
  else values.setNumber(slot, doubleOf(value));
}

/** What a slot holds, asked of the student's own functions. */
function held(values: Values, slot: number): string {
  if (values.isNil(slot)) return 'nil';
  if (values.isEmpty(slot)) return 'empty';
  if (values.isReference(slot)) return `reference ${values.referenceAt(slot)}`;
  if (values.isNumber(slot)) return digitsOf(values.numberAt(slot));
  return `${values.booleanAt(slot)}`;
}

// ------------------------------------------------------------ in slots

/** Which of the tests say yes, for each value. */
export function testsOf({ list, tests }: { list: string[]; tests: OneSlotTest[] }) {
  const values = createValues(memory);
  return list.map((value) => {
    put(values, A, value);
    return tests.filter((test) => values[test](A));
  });
}

/** Each value, written and read back. */
export function readBack({ list }: { list: string[] }) {
  const values = createValues(memory);
  return list.map((value) => {
    put(values, A, value);
    return held(values, A);
  });
}

/** Numbers, written and read back as doubles. Where that is NaN, only this is told. */
export function numbersBack({ list }: { list: string[] }) {
  const values = createValues(memory);
  return list.map((value) => {
    put(values, A, value);
    const number = values.numberAt(A);
    return Number.isNaN(number) ? 'NaN' : digitsOf(number);
  });
}

/** What becomes of NaNs that this machine's arithmetic makes, in TypeScript. */
export function arithmeticNaNs() {
  const values = createValues(memory);
  const { isNumber, isReference, isNil, isEmpty, numberAt, setNumber } = values;
  const [zero, infinity] = [doubleOf('0000000000000000'), doubleOf('7ff0000000000000')];
  const made: Readonly<Record<string, number>> = {
    '0/0': zero / zero,
    '-(0/0)': -(zero / zero),
    'infinity - infinity': infinity - infinity,
    '0 * infinity': zero * infinity,
    'the square root of -1': Math.sqrt(-1 - zero),
    'the NaN 7ff8000000000000': doubleOf('7ff8000000000000'),
    'the NaN fff8000000000000': doubleOf('fff8000000000000'),
  };
  return Object.fromEntries(
    Object.entries(made).map(([name, number]) => {
      setNumber(A, number);
      const tests = { isNumber, isReference, isNil, isEmpty };
      const yes = Object.entries(tests).flatMap(([test, ask]) => (ask(A) ? [test] : []));
      return [name, { yes, read: String(numberAt(A)) }];
    }),
  );
}

/** `areNumbers` of every pair. */
export function numberPairs({ list }: { list: string[] }) {
  const values = createValues(memory);
  return pairsOf(values, list, () => values.areNumbers(A, B));
}

/** `same` of every pair. */
export function samePairs({ list }: { list: string[] }) {
  const values = createValues(memory);
  return pairsOf(values, list, () => values.same(A, B));
}

function pairsOf(values: Values, list: string[], ask: () => boolean): boolean[][] {
  return list.map((left) =>
    list.map((right) => {
      put(values, A, left);
      put(values, B, right);
      return ask();
    }),
  );
}

/** `same` of a slot and itself. */
export function sameAsItself({ list }: { list: string[] }) {
  const values = createValues(memory);
  return list.map((value) => {
    put(values, A, value);
    return values.same(A, A);
  });
}

/** Each value after its 8 bytes, and nothing else, were copied to another slot. */
export function afterCopying({ list }: { list: string[] }) {
  const values = createValues(memory);
  return list.map((value) => {
    put(values, A, value);
    u8.copyWithin(B, A, A + SLOT_SIZE);
    put(values, A, 'nil');
    return held(values, B);
  });
}

/** The bytes beside a slot, after values were written to it. */
export function besides({ list }: { list: string[] }) {
  const values = createValues(memory);
  return list.map((value) => {
    u8.fill(0x5a, A - SLOT_SIZE, A + 2 * SLOT_SIZE);
    put(values, A, value);
    return [A - SLOT_SIZE, A + SLOT_SIZE].map(bitsAt);
  });
}

/** The bits of a value, by which value was in the slot before. */
export function bitsAfter({ list, value }: { list: string[]; value: string }) {
  const values = createValues(memory);
  return list.map((before) => {
    put(values, A, before);
    put(values, A, value);
    return bitsAt(A);
  });
}

/** A reference whose low word a collector reads, and changes. */
export function collected({ from, to }: { from: number; to: number }) {
  const values = createValues(memory);
  values.setReference(A, from);
  const low = i32[A >> 2];
  i32[A >> 2] = to;
  return { low, isReference: values.isReference(A), offset: values.referenceAt(A) };
}

// ------------------------------------------------------------ in registers

const PASSES = 'function(instcombine<no-verify-fixpoint>,simplifycfg)';

/** Makes a function's body: gets its arguments, gives back its result. */
type Body = (builder: IRBuilder, args: readonly Value[], values: ValuesIr) => Value;

interface Emitted {
  readonly from: readonly ('i64' | 'double' | 'i32' | 'i1')[];
  readonly to: 'i64' | 'double' | 'i32' | 'i1';
  readonly body: Body;
}

/** Each emitter with what it takes and gives. */
const emitters = {
  nil: { from: [], to: 'i64', body: (_b, _a, values) => values.nil() },
  fromNumber: { from: ['double'], to: 'i64', body: (_b, [a], values) => values.fromNumber(a) },
  numberOf: { from: ['i64'], to: 'double', body: (_b, [a], values) => values.numberOf(a) },
  fromBoolean: { from: ['i1'], to: 'i64', body: (_b, [a], values) => values.fromBoolean(a) },
  referenceOf: { from: ['i64'], to: 'i32', body: (_b, [a], values) => values.referenceOf(a) },
  fromReference: { from: ['i32'], to: 'i64', body: (_b, [a], values) => values.fromReference(a) },
  quotient: {
    from: ['double', 'double'],
    to: 'i64',
    body: (builder, [a, b], values) => values.fromNumber(builder.CreateFDiv(a, b)),
  },
  isEmpty: { from: ['i64'], to: 'i1', body: (_b, [a], values) => values.isEmpty(a) },
  isNumber: { from: ['i64'], to: 'i1', body: (_b, [a], values) => values.isNumber(a) },
  isReference: { from: ['i64'], to: 'i1', body: (_b, [a], values) => values.isReference(a) },
  areNumbers: {
    from: ['i64', 'i64'],
    to: 'i1',
    body: (_b, [a, b], values) => values.areNumbers(a, b),
  },
  isFalsey: { from: ['i64'], to: 'i1', body: (_b, [a], values) => values.isFalsey(a) },
  identical: {
    from: ['i64', 'i64'],
    to: 'i1',
    body: (_b, [a, b], values) => values.identical(a, b),
  },
  same: {
    from: ['i64', 'i64'],
    to: 'i1',
    body: (builder, [a, b], values) => same({ builder, values }, a, b),
  },
} as const satisfies Readonly<Record<string, Emitted>>;

export type EmitterName = keyof typeof emitters;

const typeOf = (builder: IRBuilder, name: Emitted['to']) =>
  ({
    i64: builder.getInt64Ty(),
    double: builder.getDoubleTy(),
    i32: builder.getInt32Ty(),
    i1: builder.getInt1Ty(),
  })[name];

/** A function that has its arguments and result in registers. */
function addFunction(module: Module, name: EmitterName): void {
  const builder = new llvm.IRBuilder(module.getContext());
  const { from, to, body }: Emitted = emitters[name];
  const parameters = from.map((type) => typeOf(builder, type));
  const type = llvm.FunctionType.get(typeOf(builder, to), parameters, false);
  const { ExternalLinkage } = llvm.Function.LinkageTypes;
  const made = llvm.Function.Create(type, ExternalLinkage, name, module);
  builder.SetInsertPoint(llvm.BasicBlock.Create(module.getContext(), 'entry', made));
  const args = from.map((_, index) => made.getArg(index));
  builder.CreateRet(body(builder, args, createValuesIr(builder)));
}

/** The IR of emitters, before and after LLVM's optimizer. */
export function irOf({ names }: { names: EmitterName[] }) {
  return names.map((name) => {
    const module = new llvm.Module(name, new llvm.LLVMContext());
    addFunction(module, name);
    const emitted = module.print();
    llvm.runPasses(module, PASSES);
    const optimized = module.print();
    module.getContext().dispose();
    return { name, emitted, optimized };
  });
}

/** Loads the arguments from A and B, or as they are from RAW, and stores the result to OUT. */
function addHarness(module: Module, name: EmitterName): void {
  const builder = new llvm.IRBuilder(module.getContext());
  const { from, to, body }: Emitted = emitters[name];
  const base = openHarness(module, builder, name);
  const at = (offset: number) =>
    builder.CreateGEP(builder.getInt8Ty(), base, [builder.getInt64(offset)]);
  const args = from.map((type, index) => {
    const offset = type === 'i64' ? [A, B][index] : RAW + (1 + index) * SLOT_SIZE;
    if (type !== 'i1') return builder.CreateLoad(typeOf(builder, type), at(offset));
    const word = builder.CreateLoad(builder.getInt32Ty(), at(offset));
    return builder.CreateICmpNE(word, builder.getInt32(0));
  });
  const result = body(builder, args, createValuesIr(builder));
  builder.CreateStore(
    to === 'i1' ? builder.CreateZExt(result, builder.getInt32Ty()) : result,
    at(OUT),
  );
  builder.CreateRetVoid();
}

function openHarness(module: Module, builder: IRBuilder, name: string): Value {
  const type = llvm.FunctionType.get(builder.getVoidTy(), [builder.getPtrTy()], false);
  const { ExternalLinkage } = llvm.Function.LinkageTypes;
  const made = llvm.Function.Create(type, ExternalLinkage, name, module);
  builder.SetInsertPoint(llvm.BasicBlock.Create(module.getContext(), 'entry', made));
  return made.getArg(0);
}

/** Makes machine code of one function, and calls of it. */
function jitted(name: string, add: (module: Module) => void): () => void {
  const module = new llvm.Module(name, new llvm.LLVMContext());
  add(module);
  const jit = new llvm.LLJIT();
  jit.addModule(module);
  const type = koffi.proto('void', ['uintptr_t']);
  const call = koffi.decode(BigInt(jit.lookup(name)), type) as (address: number) => void;
  return () => call(memory.address);
}

/** What native code answers for each value in a register: 1 or 0. */
export function nativeTests({ name, list }: { name: EmitterName; list: string[] }) {
  const values = createValues(memory);
  const call = jitted(name, (module) => addHarness(module, name));
  return list.map((value) => {
    put(values, A, value);
    call();
    return i32[OUT >> 2];
  });
}

/** The same for every pair of values. */
export function nativePairs({ name, list }: { name: EmitterName; list: string[] }) {
  const values = createValues(memory);
  const call = jitted(name, (module) => addHarness(module, name));
  return pairsOf(values, list, () => {
    call();
    return i32[OUT >> 2] === 1;
  });
}

/** Values that native code makes of doubles, as the TypeScript side sees them. */
export function nativeBoxes({ list }: { list: string[] }) {
  const values = createValues(memory);
  const call = jitted('fromNumber', (module) => addHarness(module, 'fromNumber'));
  return list.map((value) => {
    f64[(RAW + SLOT_SIZE) >> 3] = doubleOf(value);
    call();
    const number = values.numberAt(OUT);
    return {
      isNumber: values.isNumber(OUT),
      isReference: values.isReference(OUT),
      read: Number.isNaN(number) ? 'NaN' : digitsOf(number),
    };
  });
}

/** Doubles that native code finds in slots that the TypeScript side has written. */
export function nativeUnboxes({ list }: { list: string[] }) {
  const values = createValues(memory);
  const call = jitted('numberOf', (module) => addHarness(module, 'numberOf'));
  return list.map((value) => {
    put(values, A, value);
    call();
    const number = f64[OUT >> 3];
    return Number.isNaN(number) ? 'NaN' : digitsOf(number);
  });
}

/** What becomes of quotients that native code computes and boxes. */
export function nativeQuotients({ pairs }: { pairs: [string, string][] }) {
  const values = createValues(memory);
  const call = jitted('quotient', (module) => addHarness(module, 'quotient'));
  return pairs.map(([left, right]) => {
    f64[(RAW + SLOT_SIZE) >> 3] = doubleOf(left);
    f64[(RAW + 2 * SLOT_SIZE) >> 3] = doubleOf(right);
    call();
    return { isNumber: values.isNumber(OUT), read: String(values.numberAt(OUT)) };
  });
}

/** What native code makes of nothing, booleans and offsets, by the TypeScript side's functions. */
export function nativeOthers({ offset }: { offset: number }) {
  const values = createValues(memory);
  const make = (name: EmitterName, argument: number) => {
    i32[(RAW + SLOT_SIZE) >> 2] = argument;
    jitted(name, (module) => addHarness(module, name))();
    return held(values, OUT);
  };
  values.setReference(A, offset);
  jitted('referenceOf', (module) => addHarness(module, 'referenceOf'))();
  return {
    referenceOf: i32[OUT >> 2],
    nil: make('nil', 0),
    true: make('fromBoolean', 1),
    false: make('fromBoolean', 0),
    reference: make('fromReference', offset),
  };
}

/** Where a guard leads for each value: `otherwise`, or the number that it found. */
export function guarded({ list }: { list: string[] }) {
  const values = createValues(memory);
  const call = jitted('guard', (module) => {
    const context = module.getContext();
    const builder = new llvm.IRBuilder(context);
    const base = openHarness(module, builder, 'guard');
    const fn = builder.GetInsertBlock().getParent();
    const block = (name: string) => llvm.BasicBlock.Create(context, name, fn ?? undefined);
    const at = (offset: number) =>
      builder.CreateGEP(builder.getInt8Ty(), base, [builder.getInt64(offset)]);
    const value = builder.CreateLoad(builder.getInt64Ty(), at(A));
    const otherwise = block('otherwise');
    const needs = { builder, values: createValuesIr(builder), block };
    const number = guardNumber(needs, value, otherwise);
    builder.CreateStore(number, at(OUT));
    builder.CreateStore(builder.getInt32(1), at(B));
    builder.CreateRetVoid();
    builder.SetInsertPoint(otherwise);
    builder.CreateStore(builder.getInt32(2), at(B));
    builder.CreateRetVoid();
  });
  return list.map((value) => {
    put(values, A, value);
    i32[B >> 2] = 0;
    call();
    const number = f64[OUT >> 3];
    if (i32[B >> 2] === 2) return 'otherwise';
    return Number.isNaN(number) ? 'NaN' : digitsOf(number);
  });
}

// ------------------------------------------------------------ structures

/** A value of two parts, as it lies in memory. */
export type Parts = {
  readonly tag: number;
  /** 16 hexadecimal digits. */
  readonly payload: string;
};

/** Bytes from one structure to the next. */
const STRUCT_SIZE = 16;

type StructBody = (builder: IRBuilder, values: EncodingIr, loaded: readonly Value[]) => Value;

const structTests = {
  isNumber: (_builder, values, [a]) => values.isNumber(a),
  isFalsey: (_builder, values, [a]) => values.isFalsey(a),
  areNumbers: (_builder, values, [a, b]) => values.areNumbers(a, b),
  identical: (_builder, values, [a, b]) => values.identical(a, b),
  same: (builder, values, [a, b]) => same({ builder, values }, a, b),
  numberOf: (_builder, values, [a]) => values.numberOf(a),
} as const satisfies Readonly<Record<string, StructBody>>;

const structMakers = {
  fromNumber: (builder, values, [a]) =>
    values.fromNumber(
      builder.CreateBitCast(builder.CreateExtractValue(a, 1), builder.getDoubleTy()),
    ),
  fromBoolean: (builder, values, [a]) =>
    values.fromBoolean(builder.CreateICmpNE(builder.CreateExtractValue(a, 1), builder.getInt64(0))),
} as const satisfies Readonly<Record<string, StructBody>>;

/** Loads structures from A and from B, and stores the result to OUT. */
function addStructHarness(module: Module, name: string, body: StructBody): void {
  const context = module.getContext();
  const builder = new llvm.IRBuilder(context);
  const base = openHarness(module, builder, name);
  const at = (offset: number) =>
    builder.CreateGEP(builder.getInt8Ty(), base, [builder.getInt64(offset)]);
  const zero = llvm.ConstantStruct.get(
    llvm.StructType.get(context, [builder.getInt8Ty(), builder.getInt64Ty()]),
    [builder.getInt8(0), builder.getInt64(0)],
  );
  const loaded = [A, B].map((offset) =>
    builder.CreateInsertValue(
      builder.CreateInsertValue(zero, builder.CreateLoad(builder.getInt8Ty(), at(offset)), 0),
      builder.CreateLoad(builder.getInt64Ty(), at(offset + SLOT_SIZE)),
      1,
    ),
  );
  const result = body(builder, createStructIr(builder, zero), loaded);
  if (result.getType().isStructTy()) {
    builder.CreateStore(builder.CreateExtractValue(result, 0), at(OUT));
    builder.CreateStore(builder.CreateExtractValue(result, 1), at(OUT + SLOT_SIZE));
  } else if (result.getType().isIntegerTy(1)) {
    builder.CreateStore(builder.CreateZExt(result, builder.getInt64Ty()), at(OUT));
  } else builder.CreateStore(result, at(OUT));
  builder.CreateRetVoid();
}

function putParts(slot: number, { tag, payload }: Parts): void {
  u8.fill(0x5a, slot, slot + STRUCT_SIZE);
  u8[slot] = tag;
  i64[(slot + SLOT_SIZE) >> 3] = BigInt.asIntN(64, BigInt(`0x${payload}`));
}

/** What the structure's tests answer for every pair: 1 or 0, or a number's digits. */
export function structAnswers({ name, list }: { name: keyof typeof structTests; list: Parts[] }) {
  const call = jitted(name, (module) => addStructHarness(module, name, structTests[name]));
  return list.map((left) =>
    list.map((right) => {
      putParts(A, left);
      putParts(B, right);
      call();
      return bitsAt(OUT);
    }),
  );
}

/** The structures that are made of payloads. */
export function structsMade({ name, list }: { name: keyof typeof structMakers; list: string[] }) {
  const call = jitted(name, (module) => addStructHarness(module, name, structMakers[name]));
  return list.map((payload): Parts => {
    putParts(A, { tag: 0, payload });
    call();
    return { tag: u8[OUT], payload: bitsAt(OUT + SLOT_SIZE) };
  });
}
