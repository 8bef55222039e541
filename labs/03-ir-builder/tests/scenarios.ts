/**
 * What the tests of this lab look at beside a program's output: IR as it is
 * printed, what the verifier says of it, and what its machine code does to
 * memory. Runs in the process with the student's code; knows nothing of what is
 * expected.
 */
import llvm from '#llvm';
import type { FrameState, Register } from '#shared/contracts/ir.ts';
import type { MachineOptions } from '#shared/contracts/machine.ts';
import type { IRBuilder, Module, Value } from '#shared/llvm/namespace.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { findControlFlow } from '#shared/lox/control-flow.ts';
import { createReporter } from '#shared/lox/diagnostics.ts';
import type { OpcodeName } from '#shared/lox/opcodes.ts';
import { parseScript } from '#shared/lox/parse-statement.ts';
import type { FunctionDeclaration } from '#shared/lox/syntax.ts';
import koffi from '#shared/memory/foreign-calls.ts';
import { Poll, Region, SLOT_SIZE, State } from '#shared/memory/layout.ts';
import { createLinearMemory } from '#shared/memory/linear-memory.ts';
import { createLoader } from '#shared/runtime/loader.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createVm } from '#solutions/vm.ts';
import { createFrameState } from '#vm/ir/frame-state';
import { createMemoryIr } from '#vm/ir/memory-ir';
import { emitCondition, emitFunctions, emitNumber } from '#vm/ir/numbers';
import { faultsIn, passes } from '#vm/ir/pipeline';
import { compileBaseline } from '#vm/jit/baseline';
import { createSnapshots } from '#vm/jit/snapshot';
import { createValues } from '#vm/values/values';
import { createValuesIr } from '#vm/values/values-ir';

const HEAP_BYTES = 16 * 1024 * 1024;

/** What the verifier says of a module, or '' when there is nothing to say. */
function verdictOf(module: Module): string {
  if (!llvm.verifyModule(module)) return '';
  try {
    llvm.runPasses(module, 'verify');
    return '';
  } catch (error) {
    if (error instanceof llvm.InvalidModule) return error.diagnostic;
    throw error;
  }
}

/** Adds a module to a JIT of its own. */
function jitOf(module: Module) {
  const jit = new llvm.LLJIT({ optLevel: 1 });
  jit.addModule(module);
  return jit;
}

/** A number as text, for JSON knows neither NaN nor -0. */
const textOf = (value: number) => (Object.is(value, -0) ? '-0' : `${value}`);

// ---------------------------------------------------------------- functions of numbers

/** A call of a function of numbers. */
export type NumberCall = {
  readonly name: string;
  readonly args: readonly number[];
};

/**
 * The functions of a program, all of numbers, as IR, and what calls of them give
 * back. They may call natives: `note(x)` gives x back, `pair(x, y)` 1000 times x
 * plus y; what `note` is given is noted. `refused`: what the compiler threw.
 */
export function numbers({ source, calls }: { source: string; calls: readonly NumberCall[] }) {
  const module = new llvm.Module('numbers', new llvm.LLVMContext());
  const declarations = declarationsIn(source);
  const noted: number[] = [];
  const natives = new Map<string, number>();
  const register = (name: string, count: number, fn: (...args: number[]) => number) => {
    const type = koffi.pointer(koffi.proto('double', new Array<string>(count).fill('double')));
    natives.set(name, Number(koffi.register(fn, type)));
  };
  register('note', 1, (x) => {
    noted.push(x);
    return x;
  });
  register('pair', 2, (x, y) => 1000 * x + y);
  try {
    emitFunctions(module, declarations, natives);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NotNumeric') throw error;
    return { ir: '', verdict: '', results: [], noted: [], refused: true };
  }
  const ir = module.print();
  const verdict = verdictOf(module);
  if (verdict !== '') return { ir, verdict, results: [], noted: [], refused: false };
  const jit = jitOf(module);
  const results = calls.map(({ name, args }) => {
    const type = koffi.proto(
      'double',
      args.map(() => 'double'),
    );
    const call = koffi.decode(BigInt(jit.lookup(name)), type) as (...args: number[]) => number;
    return textOf(call(...args));
  });
  return { ir, verdict, results, noted: noted.map(textOf), refused: false };
}

/**
 * A function `f0(a, b)`, `f1(a, b)` … around each expression, made without the
 * student's code. `emit` gives the value that comes of the expression.
 */
function around(texts: readonly string[], result: 'i1' | 'double', emit: typeof emitNumber) {
  const context = new llvm.LLVMContext();
  const module = new llvm.Module('expressions', context);
  const builder = new llvm.IRBuilder(context);
  const double = builder.getDoubleTy();
  const returned = result === 'i1' ? builder.getInt1Ty() : double;
  const type = llvm.FunctionType.get(returned, [double, double], false);
  const { ExternalLinkage } = llvm.Function.LinkageTypes;
  for (const [index, text] of texts.entries()) {
    const fn = llvm.Function.Create(type, ExternalLinkage, `f${index}`, module);
    const block = (name: string) => llvm.BasicBlock.Create(context, name, fn);
    builder.SetInsertPoint(block('entry'));
    const variables = new Map<string, Value>([
      ['a', fn.getArg(0)],
      ['b', fn.getArg(1)],
    ]);
    const [parsed] = declarationsIn(`fun f(a, b) { ${text}; }`)[0].body;
    if (parsed.kind !== 'expression') throw new Error(`this is no expression: ${text}`);
    const code = { builder, variables, functions: new Map(), natives: new Map(), block };
    builder.CreateRet(emit(code, parsed.expression));
  }
  return module;
}

/** The values of expressions for the variables a and b, with their IR. */
export function values({ texts, args }: { texts: readonly string[]; args: readonly number[] }) {
  const module = around(texts, 'double', emitNumber);
  const ir = module.print();
  const verdict = verdictOf(module);
  if (verdict !== '') return { ir, verdict, results: [] };
  const jit = jitOf(module);
  const native = koffi.proto('double', ['double', 'double']);
  const results = texts.map((_, index) =>
    textOf(koffi.decode(BigInt(jit.lookup(`f${index}`)), native)(...args)),
  );
  return { ir, verdict, results };
}

/** Whether the compiler refuses an expression. */
export function isRefused({ text }: { text: string }) {
  try {
    around([text], 'double', emitNumber);
    return false;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotNumeric') return true;
    throw error;
  }
}

/** Whether conditions hold for the variables a and b, whose values are texts, since one may be NaN. */
export function conditions({ texts, args }: { texts: readonly string[]; args: readonly string[] }) {
  const jit = jitOf(around(texts, 'i1', emitCondition));
  const native = koffi.proto('uint8_t', ['double', 'double']);
  const results = texts.map((text, index) => {
    const call = koffi.decode(BigInt(jit.lookup(`f${index}`)), native);
    return [text, (call(...args.map(Number)) & 1) === 1];
  });
  return Object.fromEntries(results) as Record<string, boolean>;
}

function declarationsIn(source: string): FunctionDeclaration[] {
  const reporter = createReporter(source);
  const { body } = parseScript(reporter);
  if (reporter.findings.length > 0) throw new Error('the program of this test does not parse');
  return body.filter((statement) => statement.kind === 'function');
}

// ---------------------------------------------------------------- verifier and passes

/** What the verifier says of IR, and what becomes of that. Empty: the IR is valid. */
export function faults({ ir }: { ir: string }) {
  const context = new llvm.LLVMContext();
  const diagnostic = verdictOf(llvm.Module.parseIR(ir, context));
  context.dispose();
  return { diagnostic, faults: faultsIn(diagnostic) };
}

/** What becomes of a text that no verifier has written. */
export function faultsOfText({ diagnostic }: { diagnostic: string }) {
  return faultsIn(diagnostic);
}

/** What the passes make of IR. */
export function optimized({ ir }: { ir: string }) {
  const context = new llvm.LLVMContext();
  const module = llvm.Module.parseIR(ir, context);
  llvm.runPasses(module, passes());
  const text = module.print();
  context.dispose();
  return { ir: text };
}

// ---------------------------------------------------------------- memory

/** One access to memory. The offset is a number, or `argument`: known only when the code runs. */
export type Access = {
  readonly op:
    | 'load32'
    | 'load64'
    | 'loadPointer'
    | 'loadVolatile32'
    | 'at'
    | 'store32'
    | 'store64'
    | 'storeDouble'
    | 'storeConstant';
  readonly offset: number | 'argument';
  readonly displacement?: number;
};

/** Bytes of the memory that accesses go to. */
const PROBE_BYTES = 4096;

/**
 * A function for each access, `i64 (ptr memory, i32 offset, i64 stored)`: a load
 * gives back what it loads, zero-extended, `at` the distance from the base, a
 * store 0. Calls them on memory with `bytes`; shows the IR, what came back in
 * hexadecimal, and which bytes were changed.
 */
export function accesses({
  list,
  argument,
  stored,
  bytes,
}: {
  list: readonly Access[];
  argument: number;
  stored: string;
  bytes: readonly number[];
}) {
  const context = new llvm.LLVMContext();
  const module = new llvm.Module('memory', context);
  const builder = new llvm.IRBuilder(context);
  for (const [index, access] of list.entries())
    emitAccess(module, builder, `access${index}`, access);
  const ir = module.print();
  const verdict = verdictOf(module);
  if (verdict !== '') return { ir, verdict, results: [], changed: [] };
  const jit = jitOf(module);
  const type = koffi.proto('uint64_t', ['uintptr_t', 'int32_t', 'uint64_t']);
  const results: string[] = [];
  const changed: string[] = [];
  for (const index of list.keys()) {
    const memory = Buffer.alloc(PROBE_BYTES);
    memory.set(bytes);
    const before = Buffer.from(memory);
    const call = koffi.decode(BigInt(jit.lookup(`access${index}`)), type);
    results.push(
      BigInt(call(Number(koffi.address(memory)), argument, BigInt(stored))).toString(16),
    );
    changed.push(changesIn(before, memory));
  }
  return { ir, verdict, results, changed };
}

/** `16: 2a 00`: the bytes that have another value now, from the first to the last of them. */
function changesIn(before: Buffer, after: Buffer): string {
  const at = [...after.keys()].filter((index) => before[index] !== after[index]);
  if (at.length === 0) return '';
  return `${at[0]}: ${after.subarray(at[0], (at.at(-1) ?? 0) + 1).toString('hex')}`;
}

function emitAccess(module: Module, builder: IRBuilder, name: string, access: Access): void {
  const i64 = builder.getInt64Ty();
  const type = llvm.FunctionType.get(i64, [builder.getPtrTy(), builder.getInt32Ty(), i64], false);
  const { ExternalLinkage } = llvm.Function.LinkageTypes;
  const fn = llvm.Function.Create(type, ExternalLinkage, name, module);
  builder.SetInsertPoint(llvm.BasicBlock.Create(module.getContext(), 'entry', fn));
  const base: Value = fn.getArg(0);
  const stored: Value = fn.getArg(2);
  const memory = createMemoryIr(builder, base);
  const offset: Value | number = access.offset === 'argument' ? fn.getArg(1) : access.offset;
  const { displacement } = access;
  const widened = (word: Value) => builder.CreateZExt(word, i64);
  const number = (pointer: Value) => builder.CreatePtrToInt(pointer, i64);
  const nothing: Value = builder.getInt64(0);
  const emit: Record<Access['op'], () => Value> = {
    load32: () => widened(memory.load32(offset, displacement)),
    load64: () => memory.load64(offset, displacement),
    loadPointer: () => number(memory.loadPointer(offset, displacement)),
    loadVolatile32: () => widened(memory.loadVolatile32(Number(access.offset))),
    at: () => builder.CreateSub(number(memory.at(offset, displacement)), number(base)),
    store32() {
      memory.store32(builder.CreateTrunc(stored, builder.getInt32Ty()), offset, displacement);
      return nothing;
    },
    storeConstant() {
      memory.store32(-2, offset, displacement);
      return nothing;
    },
    store64() {
      memory.store(stored, offset, displacement);
      return nothing;
    },
    storeDouble() {
      memory.store(builder.CreateBitCast(stored, builder.getDoubleTy()), offset, displacement);
      return nothing;
    },
  };
  builder.CreateRet(emit[access.op]());
}

// ---------------------------------------------------------------- the frame in registers

/**
 * A step of a program for the frame state. What is seen while the code runs goes
 * to the end of a list: `see`, the value that the register of an entry has;
 * `look`, the slots of the frame as memory has them.
 */
export type FrameStep =
  | { readonly op: 'number'; readonly value: number }
  | { readonly op: 'boolean'; readonly value: boolean }
  | { readonly op: 'load' | 'store' | 'see'; readonly index: number }
  /** Takes two numbers off and pushes what comes of them. */
  | { readonly op: 'compute'; readonly operator: '+' | '-' | '*' | '/' }
  | { readonly op: 'drop' | 'flush' | 'flushReferences' | 'forgetReferences' | 'look' | 'seeTop' }
  /** Something else writes a number into a slot, and the state is not told. */
  | { readonly op: 'poke'; readonly index: number; readonly value: number }
  /** Something else writes a number just above the topmost entry, and it is pushed. */
  | { readonly op: 'pushStored'; readonly value: number }
  /** Spills on a way that leaves when `taken`; the steps below it are on the way that goes on. */
  | { readonly op: 'away'; readonly taken: boolean };

/** Slots that `look` shows. */
const LOOKED_AT = 6;
/** Where the frame's slot 0 is, and where what was seen goes to. */
const FRAME_AT = Region.stack + 64;
const SEEN_AT = Region.stack + 4096;

/**
 * Makes `i32 (ptr memory, i32 base)` of steps and runs it on slots that hold
 * numbers: slot 0 the first of them, and so on, all of them entries.
 */
export function frame({ steps, slots }: { steps: readonly FrameStep[]; slots: readonly number[] }) {
  const context = new llvm.LLVMContext();
  const module = new llvm.Module('frame', context);
  const builder = new llvm.IRBuilder(context);
  const word = builder.getInt32Ty();
  const type = llvm.FunctionType.get(word, [builder.getPtrTy(), word], false);
  const { ExternalLinkage } = llvm.Function.LinkageTypes;
  const fn = llvm.Function.Create(type, ExternalLinkage, 'frame', module);
  const block = (name: string) => llvm.BasicBlock.Create(context, name, fn);
  builder.SetInsertPoint(block('entry'));
  const values = createValuesIr(builder);
  const state = createFrameState(
    builder,
    createMemoryIr(builder, fn.getArg(0)),
    values,
    fn.getArg(1),
  );
  state.begin(slots.length);
  let seen = 0;

  /** The address of a byte, made without the student's code. */
  const addressOf = (offset: number) =>
    builder.CreateGEP(builder.getInt8Ty(), fn.getArg(0), [builder.getInt64(offset)]);
  const slotAt = (index: number) => addressOf(FRAME_AT + index * SLOT_SIZE);
  const note = (bits: Value) => {
    builder.CreateStore(bits, addressOf(SEEN_AT + seen * SLOT_SIZE));
    seen += 1;
  };
  const bitsOf = ({ kind, value }: Register) =>
    kind === 'number'
      ? values.fromNumber(value)
      : kind === 'boolean'
        ? values.fromBoolean(value)
        : value;
  const constant = (value: number): Value => llvm.ConstantFP.get(builder.getDoubleTy(), value);
  const poke = (index: number, value: number) =>
    void builder.CreateStore(constant(value), slotAt(index));
  const look = () => {
    for (let index = 0; index < LOOKED_AT; index += 1)
      note(builder.CreateLoad(builder.getInt64Ty(), slotAt(index)));
  };
  const numberOf = (register: Register): Value => {
    if (register.kind === 'number') return register.value;
    const value = values.numberOf(register.value);
    state.refine(register, { kind: 'number', value });
    return value;
  };

  const computed = (operator: '+' | '-' | '*' | '/', left: Value, right: Value): Value => {
    const create = {
      '+': 'CreateFAdd',
      '-': 'CreateFSub',
      '*': 'CreateFMul',
      '/': 'CreateFDiv',
    } as const;
    return builder[create[operator]](left, right);
  };

  const perform = (step: FrameStep) => {
    switch (step.op) {
      case 'number':
        return state.push({ kind: 'number', value: constant(step.value) });
      case 'boolean':
        return state.push({ kind: 'boolean', value: builder.getInt1(step.value) });
      case 'load':
        return state.push(state.read(step.index));
      case 'store':
        return state.write(step.index, state.read(state.depth() - 1));
      case 'see':
        return note(bitsOf(state.read(step.index)));
      case 'seeTop':
        return note(bitsOf(state.read(state.depth() - 1)));
      case 'compute': {
        const left = numberOf(state.read(state.depth() - 2));
        const right = numberOf(state.read(state.depth() - 1));
        state.drop();
        state.drop();
        return state.push({ kind: 'number', value: computed(step.operator, left, right) });
      }
      case 'poke':
        return poke(step.index, step.value);
      case 'pushStored':
        poke(state.depth(), step.value);
        return state.pushStored();
      case 'look':
        return look();
      case 'away': {
        const [away, on] = [block('away'), block('on')];
        builder.CreateCondBr(
          builder.CreateICmpEQ(fn.getArg(1), builder.getInt32(step.taken ? FRAME_AT : 0)),
          away,
          on,
        );
        builder.SetInsertPoint(away);
        state.spill();
        if (step.taken) look();
        builder.CreateRet(builder.getInt32(1));
        builder.SetInsertPoint(on);
        return;
      }
      default:
        return state[step.op satisfies keyof FrameState]();
    }
  };
  for (const step of steps) perform(step);
  builder.CreateRet(builder.getInt32(0));

  const ir = module.print();
  const verdict = verdictOf(module);
  if (verdict !== '') return { ir, verdict, seen: [] };
  const memory = createLinearMemory(HEAP_BYTES);
  const slotsOfVm = createValues(memory);
  for (const [index, value] of slots.entries())
    slotsOfVm.setNumber(FRAME_AT + index * SLOT_SIZE, value);
  const native = koffi.decode(
    BigInt(jitOf(module).lookup('frame')),
    koffi.proto('int32_t', ['uintptr_t', 'int32_t']),
  );
  native(memory.address, FRAME_AT);
  const show = (slot: number) =>
    slotsOfVm.isNumber(slot)
      ? textOf(slotsOfVm.numberAt(slot))
      : slotsOfVm.isBoolean(slot)
        ? `${slotsOfVm.booleanAt(slot)}`
        : 'other';
  return {
    ir,
    verdict,
    seen: Array.from({ length: seen }, (_, index) => show(SEEN_AT + index * SLOT_SIZE)),
  };
}

const operators: Readonly<Partial<Record<OpcodeName, '+' | '-' | '*' | '/'>>> = {
  ADD: '+',
  SUBTRACT: '-',
  MULTIPLY: '*',
  DIVIDE: '/',
};

/**
 * Makes code of a Lox function that computes with numbers and its locals and does
 * not branch, one instruction of the bytecode after the other, and calls it. What
 * it returns is the last that is seen. How many instructions of the bytecode there
 * are, beside the code.
 */
export function straightLine({ source, args }: { source: string; args: readonly number[] }) {
  const compiled = compileLox(source);
  const found = compiled.ok
    ? compiled.script.constants.find(({ kind }) => kind === 'function')
    : undefined;
  if (found?.kind !== 'function') throw new Error('the program of this test has no function');
  const { constants } = found.value;
  const steps: FrameStep[] = [];
  for (const { name, operands } of findControlFlow(found.value).steps) {
    const operator = operators[name];
    const constant = name === 'CONSTANT' ? constants[operands[0].value] : undefined;
    if (operator !== undefined) steps.push({ op: 'compute', operator });
    else if (constant?.kind === 'number') steps.push({ op: 'number', value: constant.value });
    else if (name === 'GET_LOCAL') steps.push({ op: 'load', index: operands[0].value });
    else if (name === 'SET_LOCAL') steps.push({ op: 'store', index: operands[0].value });
    else if (name === 'POP') steps.push({ op: 'drop' });
    else if (name === 'RETURN') steps.push({ op: 'seeTop' });
    else throw new Error(`the program of this test has a ${name}`);
    if (name === 'RETURN') break;
  }
  return { ...frame({ steps, slots: [0, ...args] }), instructions: steps.length };
}

// ---------------------------------------------------------------- functions of the VM

/** A function of a program as the baseline compiler makes it with the student's emitter. */
export function irOf({ source, name }: { source: string; name: string }) {
  const compiled = compileLox(source);
  if (!compiled.ok) throw new Error('the program of this test does not compile');
  const { machine } = createVm(
    createOutput(() => {}),
    { heapBytes: HEAP_BYTES, tier: 'interpreter' },
  );
  createLoader(machine).load(compiled.script);
  const found = machine.functions.find(({ bytecode }) => (bytecode.name || 'script') === name);
  if (found === undefined) throw new Error(`the program of this test has no function '${name}'`);
  const context = new llvm.LLVMContext();
  const module = new llvm.Module(name, context);
  const places = compileBaseline(module, createSnapshots(machine)(found.offset), name);
  const ir = module.print();
  const verdict = verdictOf(module);
  let simplified = '';
  if (verdict === '') {
    // Not the student's passes: what is left is what no optimizer could take away.
    llvm.runPasses(
      module,
      'function(early-cse<memssa>,gvn,instcombine<no-verify-fixpoint>,simplifycfg)',
    );
    simplified = module.print();
  }
  context.dispose();
  return { ir, verdict, simplified, places: [...places.keys()].sort((a, b) => a - b) };
}

/** How a program is run in native code. */
export type NativeRun = {
  readonly source: string;
  /** Safepoints after which native code leaves; none: it does not count them. */
  readonly quantum?: number;
  readonly stressGc?: boolean;
  /** Climb through the tiers after so many calls or loops; none: native from the start. */
  readonly compileThreshold?: number;
  /** Bytes by which the native stack may grow. */
  readonly nativeStackBytes?: number;
  /** When so many lines are printed, another thread asks for the end of the program. */
  readonly interruptAt?: number;
  /** Whether runtime functions may be called by their native halves, which nobody counts. */
  readonly nativeHalves?: boolean;
};

/** Runs a program in native code; what it printed, and what the VM has counted meanwhile. */
export function runNative({
  source,
  quantum,
  stressGc = false,
  compileThreshold,
  nativeStackBytes,
  interruptAt,
  nativeHalves = true,
}: NativeRun) {
  const compiled = compileLox(source);
  if (!compiled.ok) throw new Error('the program of this test does not compile');
  const chunks: Buffer[] = [];
  const output = createOutput((bytes) => {
    chunks.push(Buffer.from(bytes));
    if (chunks.length === interruptAt)
      vm.machine.memory.i32[(Region.state + State.poll) >> 2] = Poll.INTERRUPT;
    if (interruptAt !== undefined && chunks.length > interruptAt + 10_000)
      throw new Error('the program went on after the poll word was set');
  }, interruptAt !== undefined);
  const options: Partial<MachineOptions> = {
    heapBytes: HEAP_BYTES,
    stressGc,
    nativeHalves,
    countDispatches: true,
    ...(quantum !== undefined && { quantum: () => quantum, nativeQuantum: true }),
    ...(compileThreshold === undefined
      ? { tier: 'baseline' }
      : { tier: 'auto', hotThreshold: 2, compileThreshold, quantum: () => 3 }),
  };
  const vm = createVm(output, options);
  if (nativeStackBytes !== undefined)
    vm.machine.memory.i32[(Region.state + State.nativeStackBytes) >> 2] = nativeStackBytes;
  const result = vm.run(compiled.script);
  output.flush();
  const { dispatches, calls, loops, native } = vm.statistics();
  return {
    output: Buffer.concat(chunks).toString(),
    errors: result.ok ? [] : [result.error.message, ...result.error.trace],
    /** Instructions that the interpreter has done. */
    dispatches,
    calls,
    loops,
    compiled: native.functions,
    /** Calls from native code into TypeScript. */
    crossings: native.crossings,
  };
}
