/**
 * What the tests of this lab look at beside a program's output. Runs in the
 * process with the student's code; knows nothing of what is expected.
 */
import { outcomesOf } from '#grader/probe/child/outcomes.ts';
import llvm from '#llvm';
import { type Engine, Status, Tier, tierNames } from '#shared/contracts/engine.ts';
import type { Machine, MachineOptions } from '#shared/contracts/machine.ts';
import { type Runtime, type RuntimeName, runtimeNames } from '#shared/contracts/native.ts';
import { UnfinishedError } from '#shared/contracts/unfinished.ts';
import type { IRBuilder, Module, Value } from '#shared/llvm/namespace.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { findControlFlow } from '#shared/lox/control-flow.ts';
import { formatDiagnostic } from '#shared/lox/diagnostics.ts';
import { decodeInstruction } from '#shared/lox/disassembler.ts';
import { Op, type OpcodeName } from '#shared/lox/opcodes.ts';
import koffi from '#shared/memory/foreign-calls.ts';
import {
  FrameRecord,
  FunctionObject,
  Poll,
  Region,
  SLOT_SIZE,
  State,
} from '#shared/memory/layout.ts';
import { createLinearMemory } from '#shared/memory/linear-memory.ts';
import { currentPlatform } from '#shared/memory/pages.ts';
import { CompilationFailed } from '#shared/native/compilation-failed.ts';
import { PASSES, TARGET } from '#shared/native/passes.ts';
import { entryType, runtimeSymbol, supportSymbol } from '#shared/native/signatures.ts';
import { createOutput } from '#shared/runtime/output.ts';
import {
  type CreateEngines,
  createEngines,
  createVm,
  type EngineNeeds,
  type Vm,
} from '#solutions/vm.ts';
import { compileBaseline } from '#vm/jit/baseline';
import { startSession } from '#vm/jit/session';
import { createSnapshots } from '#vm/jit/snapshot';

const MiB = 1024 * 1024;
const heapBytes = 16 * MiB;
const FRAME = (Region.state + State.frame) >> 2;
const POLL = (Region.state + State.poll) >> 2;
const STACK_TOP = (Region.state + State.stackTop) >> 2;

/** A machine together with the student's baseline tier. */
type Native = Machine & EngineNeeds;

interface Setting {
  readonly options?: Partial<MachineOptions>;
  readonly engines?: CreateEngines;
  readonly prepare?: (vm: Vm) => void;
  /** Called at each line that the program prints. */
  readonly printed?: (machine: Machine, line: string) => void;
}

/** Makes a VM, in the baseline tier if no option says otherwise, and what runs programs on it. */
function createRunner({ options, engines = createEngines, prepare, printed }: Setting = {}) {
  let chunks: Buffer[] = [];
  const output = createOutput((bytes) => {
    chunks.push(Buffer.from(bytes));
    printed?.(vm.machine, Buffer.from(bytes).toString());
  }, printed !== undefined);
  const vm = createVm(output, { heapBytes, tier: 'baseline', ...options }, engines);
  prepare?.(vm);
  const run = (source: string) => {
    const compiled = compileLox(source);
    if (!compiled.ok) {
      return { output: '', exitCode: 65, errors: compiled.diagnostics.map(formatDiagnostic) };
    }
    const result = vm.run(compiled.script);
    output.flush();
    const text = Buffer.concat(chunks).toString();
    chunks = [];
    const errors = result.ok ? [] : [result.error.message, ...result.error.trace];
    return { output: text, exitCode: result.ok ? 0 : 70, errors };
  };
  /** What was printed by a program that did not come to its end. */
  const rest = () => {
    output.flush();
    const text = Buffer.concat(chunks).toString();
    chunks = [];
    return text;
  };
  return { vm, run, rest };
}

/** Runs a program on a VM of its own. */
function run(source: string, setting: Setting = {}) {
  const runner = createRunner(setting);
  return { vm: runner.vm, ...runner.run(source) };
}

const wordAt = ({ memory }: Pick<Machine, 'memory'>, at: number) => memory.i32[at >> 2];

function functionNamed(machine: Pick<Machine, 'functions'>, name: string) {
  const found = machine.functions.find(({ bytecode }) => (bytecode.name || 'script') === name);
  if (found === undefined) throw new Error(`the program of this test has no function '${name}'`);
  return found;
}

/** The engines, with something to be done each time before that of a tier runs. */
const watching =
  (before: (machine: Native, tier: Tier) => void): CreateEngines =>
  (machine) =>
    new Map(
      [...createEngines(machine)].map(([tier, engine]): [Tier, Engine] => [
        tier,
        {
          run() {
            before(machine as Native, tier);
            return engine.run();
          },
        },
      ]),
    );

/** A function of LLVM's, made by the test, in the session's JIT. Returns its address. */
function compileOwn(
  name: string,
  emit: (builder: IRBuilder, args: readonly Value[], module: Module) => void,
): number {
  const { jit, machine } = startSession();
  const context = new llvm.LLVMContext();
  const module = new llvm.Module(name, context);
  machine.configure(module);
  const builder = new llvm.IRBuilder(context);
  const { ExternalLinkage } = llvm.Function.LinkageTypes;
  const fn = llvm.Function.Create(entryType(builder), ExternalLinkage, name, module);
  builder.SetInsertPoint(llvm.BasicBlock.Create(context, 'entry', fn));
  emit(
    builder,
    [0, 1, 2, 3].map((index) => fn.getArg(index)),
    module,
  );
  jit.addModule(module);
  return jit.lookup(name);
}

let made = 0;

/** The symbols of the session: whether each runtime function has one, and an address of its own. */
export function symbols() {
  const { jit, stub } = startSession();
  const addresses = new Map<string, number>();
  const missing: string[] = [];
  for (const name of runtimeNames) {
    try {
      addresses.set(name, jit.lookup(runtimeSymbol(name)));
    } catch (error) {
      missing.push(`${name}: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  return {
    missing,
    distinct: new Set(addresses.values()).size,
    stubIsItsSymbol: stub === jit.lookup(supportSymbol('stub')),
  };
}

/** A runtime whose functions note how they are called. */
function notingRuntime(owner: string, result: number, calls: unknown[]): Runtime {
  const functions = Object.fromEntries(
    runtimeNames.map((name) => [
      name,
      (...operands: number[]) => {
        calls.push({ owner, name, operands });
        return result;
      },
    ]),
  ) as Runtime['functions'];
  return { functions, crossings: () => 0, rethrow() {} };
}

/**
 * Machine code that calls runtime functions by their symbols, each with the same
 * seven operands, once while each of two VMs has entered native code.
 */
export function callSymbols({ names, operands }: { names: RuntimeName[]; operands: number[] }) {
  const session = startSession();
  const calls: unknown[] = [];
  const results = names.map((name) => {
    made += 1;
    const address = compileOwn(`calls.${made}`, (builder, _, module) => {
      const word = builder.getInt32Ty();
      const type = llvm.FunctionType.get(word, new Array(7).fill(word), false);
      const { ExternalLinkage } = llvm.Function.LinkageTypes;
      const callee = llvm.Function.Create(type, ExternalLinkage, runtimeSymbol(name), module);
      builder.CreateRet(
        builder.CreateCall(
          callee,
          operands.map((operand) => builder.getInt32(operand)),
        ),
      );
    });
    const type = koffi.proto('int32_t', ['uintptr_t', 'int32_t', 'int32_t', 'int32_t']);
    const call = koffi.decode(BigInt(address), type) as (...words: number[]) => number;
    return ['first', 'second'].map((owner, index) => {
      session.runtime = notingRuntime(owner, 1_000 + index, calls);
      return call(0, 0, 0, 0);
    });
  });
  session.runtime = undefined;
  return { calls, results };
}

/** Enters code, made by the test, that writes down with what it was entered. */
export function throughTrampoline(words: {
  record: number;
  base: number;
  resume: number;
  status: number;
}) {
  const memory = createLinearMemory(heapBytes);
  made += 1;
  const at = [0, 4, 8].map((offset) => Region.stack + offset);
  const address = compileOwn(`entered.${made}`, (builder, args) => {
    for (const [index, offset] of at.entries()) {
      const pointer = builder.CreateGEP(builder.getInt8Ty(), args[0], [builder.getInt64(offset)]);
      builder.CreateStore(args[index + 1], pointer);
    }
    builder.CreateRet(builder.getInt32(words.status));
  });
  const { record, base, resume } = words;
  const status = startSession().enter(address, memory.address, record, base, resume);
  const [seenRecord, seenBase, seenResume] = at.map((offset) => memory.i32[offset >> 2]);
  return { record: seenRecord, base: seenBase, resume: seenResume, status };
}

/**
 * At each line that a program prints: where the newest frame says that it stands,
 * and how many slots it has, and what both should be by the bytecode.
 */
export function stateAtPrints({ source }: { source: string }) {
  const seen: { pc: number; slots: number }[] = [];
  let native: Native | undefined;
  const { vm, output, errors } = run(source, {
    engines: watching((machine) => {
      native = machine;
    }),
    printed({ frames, memory }) {
      const { pc, base } = frames.newest();
      seen.push({ pc, slots: (memory.i32[STACK_TOP] - base) / SLOT_SIZE });
    },
  });
  const { bytecode } = functionNamed(vm.machine, 'script');
  const ends = bytecode.offsets.flatMap((offset) => {
    const { name, end } = decodeInstruction(bytecode.code, offset);
    return name === 'PRINT' ? [end] : [];
  });
  const crossings = native?.baseline.statistics().crossings;
  return { output, errors, seen, ends, crossings };
}

/**
 * Compiles all functions of a program before it begins, then puts other
 * instructions of the same length in the place of some in the bytecode that
 * interpreters read, and runs it.
 */
export function runPatched({
  source,
  from,
  to,
}: {
  source: string;
  from: OpcodeName;
  to: OpcodeName;
}) {
  let isPatched = false;
  let replaced = 0;
  const engines = watching((machine) => {
    if (isPatched) return;
    isPatched = true;
    for (const { offset, bytecode } of machine.functions) {
      machine.baseline.compile(offset);
      const code = wordAt(machine, offset + FunctionObject.code);
      for (const at of bytecode.offsets) {
        if (machine.memory.u8[code + at] !== Op[from]) continue;
        machine.memory.u8[code + at] = Op[to];
        replaced += 1;
      }
    }
  });
  const { output, errors } = run(source, { engines });
  return { output, errors, replaced };
}

/** Runs programs on two VMs by turns: what each has printed. */
export function runByTurns({ first, second }: { first: string[]; second: string[] }) {
  const runners = [createRunner(), createRunner()];
  const outputs: string[][] = [[], []];
  for (const [round, source] of first.entries()) {
    outputs[0].push(runners[0].run(source).output);
    outputs[1].push(runners[1].run(second[round]).output);
  }
  return { first: outputs[0], second: outputs[1] };
}

/** Parts of the VM whose functions native code may call, by way of the runtime functions. */
const slowParts = [
  'operators',
  'globals',
  'properties',
  'calls',
  'closures',
  'classes',
  'printer',
] as const;

/** The numbers in the slots of the newest frame, from the first local variable on, each time that a class is made. */
export function numbersAtClasses({ source }: { source: string }) {
  const numbers: number[][] = [];
  const { output, errors } = run(source, {
    engines: (machine) => {
      const { frames, memory, values, classes } = machine as Native;
      const functions = classes as { make: typeof classes.make };
      const { make } = functions;
      functions.make = (result, name) => {
        const found: number[] = [];
        for (
          let at = frames.newest().base + SLOT_SIZE;
          at < memory.i32[STACK_TOP];
          at += SLOT_SIZE
        ) {
          if (values.isNumber(at)) found.push(values.numberAt(at));
        }
        numbers.push(found);
        return make(result, name);
      };
      return createEngines(machine);
    },
  });
  return { output, errors, numbers };
}

/** How often a program in native code calls functions of the VM, by name. */
export function callsOfTheVm({ source }: { source: string }) {
  const counts: Record<string, number> = {};
  const engines: CreateEngines = (machine) => {
    for (const part of slowParts) {
      const functions = machine[part] as unknown as Record<string, (...args: unknown[]) => unknown>;
      for (const [name, inner] of Object.entries(functions)) {
        functions[name] = (...args) => {
          counts[`${part}.${name}`] = (counts[`${part}.${name}`] ?? 0) + 1;
          return inner(...args);
        };
      }
    }
    return createEngines(machine);
  };
  const { output, errors } = run(source, { engines });
  return { output, errors, counts };
}

/** How many of LLVM's contexts end, each disposed of or given to a JIT, while something is done. */
function contextsEndedBy(work: () => void): number {
  const { prototype } = llvm.LLVMContext;
  const { dispose, moveToJit } = prototype;
  const ended = new Set<object>();
  prototype.dispose = function () {
    ended.add(this);
    dispose.call(this);
  };
  prototype.moveToJit = function () {
    ended.add(this);
    return moveToJit.call(this);
  };
  try {
    work();
  } finally {
    Object.assign(prototype, { dispose, moveToJit });
  }
  return ended.size;
}

/** Compiles the script, on a VM of its own each time: how many contexts end by that, and when LLVM fails. */
export function contextsOf() {
  const compileScript = () => {
    let ended = 0;
    run('print 1;', {
      engines: watching((machine) => {
        const { offset } = functionNamed(machine, 'script');
        ended += contextsEndedBy(() => machine.baseline.compile(offset));
      }),
    });
    return ended;
  };
  compileScript();
  const compiling = compileScript();
  const { machine } = startSession();
  machine.emitObject = () => {
    throw new llvm.LlvmError('this test says that no object can be made');
  };
  const failing = contextsEndedBy(() => {
    try {
      compileScript();
    } catch (error) {
      if (!(error instanceof llvm.LlvmError || error instanceof CompilationFailed)) throw error;
    }
  });
  Reflect.deleteProperty(machine, 'emitObject');
  return { compiling, failing };
}

/** What `visit` is told while the script is compiled: the instruction, and the block that its code goes to. */
export function visitsOf({ source }: { source: string }) {
  const visits: { name: string; offset: number; block: string }[] = [];
  const engines = watching((machine) => {
    if (visits.length > 0) return;
    const { offset } = functionNamed(machine, 'script');
    const context = new llvm.LLVMContext();
    const module = new llvm.Module('visited', context);
    compileBaseline(module, createSnapshots(machine)(offset), 'visited', (builder, step) => {
      const block = builder.GetInsertBlock().getName();
      visits.push({ name: step.name, offset: step.offset, block });
    });
    context.dispose();
  });
  const { vm, output, errors } = run(source, { engines });
  const { bytecode } = functionNamed(vm.machine, 'script');
  const names = bytecode.offsets.map((offset) => decodeInstruction(bytecode.code, offset).name);
  return { output, errors, names, visits };
}

/** The IR of a function after the optimizer, which code is made of. */
export function irOf({ source, name }: { source: string; name: string }) {
  let text = '';
  const engines = watching((machine) => {
    if (text !== '') return;
    const { offset } = functionNamed(machine, name);
    const context = new llvm.LLVMContext();
    const module = new llvm.Module('shown', context);
    const target = new llvm.TargetMachine();
    target.configure(module);
    compileBaseline(module, createSnapshots(machine)(offset), 'shown');
    llvm.runPasses(module, PASSES, target);
    text = module.print();
    context.dispose();
    target.dispose();
  });
  const { output, errors } = run(source, { engines });
  return { output, errors, ir: text.slice(text.indexOf('\ndefine ') + 1) };
}

/** Bytes of a function's code: as the tier says of what it has compiled, and without the optimizer. */
export function bytesOf({ source, name }: { source: string; name: string }) {
  let bytes = 0;
  let plain = 0;
  const engines = watching((machine) => {
    if (bytes !== 0) return;
    const { offset } = functionNamed(machine, name);
    machine.baseline.compile(offset);
    bytes = machine.baseline.statistics().bytes;
    const context = new llvm.LLVMContext();
    const module = new llvm.Module('plain', context);
    const target = new llvm.TargetMachine(TARGET);
    target.configure(module);
    compileBaseline(module, createSnapshots(machine)(offset), 'plain');
    plain = llvm.readCode(target.emitObject(module)).length;
    context.dispose();
    target.dispose();
  });
  const { output, errors } = run(source, { engines });
  return { output, errors, bytes, plain };
}

/** Counters of a function after a program has run in a tier. */
export function countersOf({
  source,
  name,
  tier,
  quantum,
}: {
  source: string;
  name: string;
  tier: 'interpreter' | 'baseline';
  /** After so many safepoints code leaves. */
  quantum?: number;
}) {
  const limited = quantum !== undefined && { quantum: () => quantum, nativeQuantum: true };
  const { vm, output } = run(source, { options: { tier, ...limited } });
  const { offset } = functionNamed(vm.machine, name);
  return {
    output,
    calls: wordAt(vm.machine, offset + FunctionObject.calls),
    loops: wordAt(vm.machine, offset + FunctionObject.loops),
  };
}

/** What each program does, one after the other, in native code that leaves after so many safepoints. */
export function runAll({ sources, quantum }: { sources: readonly string[]; quantum: number }) {
  const options = { quantum: () => quantum, nativeQuantum: true };
  return outcomesOf(sources, (source) => run(source, { options }));
}

/** Makes a function of the VM throw when a running program calls it; then mends it, and runs another program. */
export function runBroken({
  part,
  name,
  source,
  next,
  stressGc = false,
}: {
  part: (typeof slowParts)[number];
  name: string;
  source: string;
  next: string;
  stressGc?: boolean;
}) {
  const broken = new Error(`${part}.${name} is broken`);
  let isBroken = true;
  let isRunning = false;
  const engines: CreateEngines = (machine) => {
    const functions = machine[part] as unknown as Record<string, (...args: unknown[]) => unknown>;
    const inner = functions[name];
    functions[name] = (...args) => {
      if (isBroken && isRunning) throw broken;
      return inner(...args);
    };
    const running = watching(() => {
      isRunning = true;
    });
    return running(machine);
  };
  const { run, rest } = createRunner({ options: { stressGc }, engines });
  let thrown = '';
  let first = '';
  try {
    first = run(source).output;
  } catch (error) {
    if (error instanceof UnfinishedError) throw error;
    thrown = error === broken ? broken.message : `another error: ${error}`;
    first = rest();
  }
  isBroken = false;
  return { thrown, output: first, next: run(next).output };
}

/** A generator of numbers below 1, from a seed. */
function randomFrom(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/**
 * Interpreter and native code hand frames to one another, at random: each time one is entered.
 * @param left told when native code has handed over a frame that is behind its beginning
 */
const switching =
  (random: () => number, left: () => void): CreateEngines =>
  (machine) => {
    const { i32 } = machine.memory;
    const engines = createEngines(machine);
    const engine: Engine = {
      run() {
        const tier = random() < 0.5 ? Tier.INTERPRETER : Tier.BASELINE;
        i32[(i32[FRAME] + FrameRecord.tier) >> 2] = tier;
        const status = engines.get(tier)?.run() ?? Status.ERROR;
        const isOver = tier !== Tier.BASELINE || status !== Status.SWITCH;
        if (!isOver && (machine as Native).frames.newest().pc !== 0) left();
        return status;
      },
    };
    return new Map([
      [Tier.INTERPRETER, engine],
      [Tier.BASELINE, engine],
    ]);
  };

/** Runs a program in two tiers, which hand over at random calls and returns. */
export function runSwitching({
  source,
  seed,
  stressGc,
  inLoops = false,
}: {
  source: string;
  seed: number;
  stressGc: boolean;
  inLoops?: boolean;
}) {
  const random = randomFrom(seed);
  const quantum = () => Math.floor(random() * 6);
  let left = 0;
  const { output, errors } = run(source, {
    options: { quantum, stressGc, nativeQuantum: inLoops },
    engines: switching(random, () => {
      left += 1;
    }),
  });
  return { output, errors, left };
}

/** Runs a program of which the interpreter has one function, whose frames and calls native code meets. */
export function runHolding({ source, held }: { source: string; held: string }) {
  let isHeld = false;
  const engines = watching((machine) => {
    if (!isHeld) machine.tiers.hold(functionNamed(machine, held).offset);
    isHeld = true;
  });
  const { output, errors } = run(source, { engines });
  return { output, errors };
}

/** Runs a program that overflows the stack, and asks it afterwards how many calls its `n` counted. */
export function overflowDepth({
  source,
  nativeStackBytes,
}: {
  source: string;
  nativeStackBytes?: number;
}) {
  const { vm, errors } = run(source, { prepare: (vm) => limitStack(vm, nativeStackBytes) });
  const { values, functions } = vm.machine;
  const asked = compileLox('n = n;');
  if (!asked.ok || !vm.run(asked.script).ok) return { message: errors[0], calls: -1 };
  const constants = wordAt(
    vm.machine,
    functions[functions.length - 1].offset + FunctionObject.constants,
  );
  return { message: errors[0], calls: values.numberAt(values.referenceAt(constants)) };
}

function limitStack({ machine }: Vm, nativeStackBytes: number | undefined): void {
  if (nativeStackBytes === undefined) return;
  machine.memory.i32[(Region.state + State.nativeStackBytes) >> 2] = nativeStackBytes;
}

/** Runs a program on a short native stack: what it does, and how often the engine was asked. */
export function runOnShortStack({
  source,
  nativeStackBytes,
}: {
  source: string;
  nativeStackBytes: number;
}) {
  let entries = 0;
  const { output, errors } = run(source, {
    prepare: (vm) => limitStack(vm, nativeStackBytes),
    engines: watching(() => {
      entries += 1;
    }),
  });
  return { output, errors, entries };
}

/** At which of its instructions a frame of a function can go on in native code, and at which it should. */
export function placesOf({ source, name }: { source: string; name: string }) {
  let canEnter: number[] | undefined;
  const engines = watching((machine) => {
    const { offset, bytecode } = functionNamed(machine, name);
    canEnter ??= bytecode.offsets.filter((at) => machine.baseline.canEnter(offset, at));
  });
  const { vm, output, errors } = run(source, { engines });
  const { loopHeads, returnPoints } = findControlFlow(functionNamed(vm.machine, name).bytecode);
  const places = [...new Set([0, ...loopHeads, ...returnPoints])].sort((a, b) => a - b);
  return { output, errors, canEnter, places };
}

/** How often the engine of the baseline tier is asked to run, for a program. */
export function engineRuns({
  source,
  quantum,
  tier = 'baseline',
}: {
  source: string;
  quantum?: number;
  tier?: 'baseline' | 'auto';
}) {
  let runs = 0;
  const { output, errors } = run(source, {
    options: {
      tier,
      ...(quantum !== undefined && { quantum: () => quantum, nativeQuantum: true }),
    },
    engines: watching((_, running) => {
      if (running === Tier.BASELINE) runs += 1;
    }),
  });
  return { output, errors, runs };
}

/** The entry of a function: the stub, or which of the addresses that were seen. */
function entryWord({ memory }: Pick<Machine, 'memory'>, code: number): bigint {
  return memory.i64[(code + FunctionObject.entry) >> 3];
}

/** The entry words of functions before and after they are compiled. */
export function entriesOf({ source, held }: { source: string; held: string }) {
  const found: Record<string, { before: string; after: string; says: string; released: string }> =
    {};
  let isDone = false;
  const engines = watching((machine) => {
    if (isDone) return;
    isDone = true;
    const { functions, baseline, tiers } = machine;
    // LLVM begins with the first function; from then on there is a stub.
    baseline.compile(functionNamed(machine, 'script').offset);
    tiers.hold(functionNamed(machine, held).offset);
    const stub = machine.memory.i64[(Region.state + State.stub) >> 3];
    const named = (entry: bigint) => (entry === 0n ? 'nothing' : entry === stub ? 'stub' : 'code');
    for (const { offset, bytecode } of functions) {
      const before = named(entryWord(machine, offset));
      baseline.compile(offset);
      const after = named(entryWord(machine, offset));
      const says = named(baseline.entryOf(offset));
      found[bytecode.name || 'script'] = { before, after, says, released: after };
    }
    tiers.release(functionNamed(machine, held).offset);
    found[held].released = named(entryWord(machine, functionNamed(machine, held).offset));
  });
  const { output, errors } = run(source, { engines });
  return { output, errors, found };
}

/**
 * Calls a function that is too long to be compiled, `long`, so many times, and says
 * what the tier knows of it. Says, too, how often the engine of the baseline tier was
 * asked to run, and gives up when that goes on and on.
 */
export function runLong({
  calls,
  asks = 'nothing',
}: {
  calls: number;
  /** What the tier is asked for in the end: the entry, or to compile it anew. */
  asks?: 'nothing' | 'entry' | 'new code';
}) {
  const long = `fun long(n) { ${'n = n; '.repeat(7_000)}return n + 1; }`;
  let runs = 0;
  let native: Native | undefined;
  const { vm, output, errors } = run(
    `${long} for (var i = 0; i < ${calls}; i = i + 1) print long(i);`,
    {
      engines: watching((machine, tier) => {
        native = machine;
        if (tier === Tier.BASELINE) runs += 1;
        if (runs > 20 * calls) throw new Error(`the engine was asked to run ${runs} times`);
      }),
    },
  );
  const { offset } = functionNamed(vm.machine, 'long');
  const stub = vm.machine.memory.i64[(Region.state + State.stub) >> 3];
  const tier = tierNames[wordAt(vm.machine, offset + FunctionObject.tier) as Tier];
  return {
    output,
    errors,
    runs,
    tier,
    entryIsStub: entryWord(vm.machine, offset) === stub,
    saysStub: asks === 'entry' && native?.baseline.entryOf(offset) === stub,
    compiled: native?.baseline.compile(offset),
    recompiled: asks === 'new code' ? native?.baseline.recompile(offset) : undefined,
  };
}

/** At each line that a program prints: the tiers of all frames, oldest first, and whose engine is running. */
export function tiersAtPrints({
  source,
  compileThreshold,
  quantum,
}: {
  source: string;
  compileThreshold: number;
  quantum: number;
}) {
  let running = '';
  const seen: string[] = [];
  const { output, errors } = run(source, {
    options: { tier: 'auto', hotThreshold: 1_000_000, compileThreshold, quantum: () => quantum },
    engines: watching((_, tier) => {
      running = tierNames[tier];
    }),
    printed: ({ frames }) => {
      const newest = frames.newest();
      const name = newest.function.bytecode.name || 'script';
      seen.push(`${name} in ${running === 'baseline' ? 'machine code' : 'a lower tier'}`);
    },
  });
  return { output, errors, seen };
}

/** The pages of memory at an address: whether there are any. */
function isMapped(address: bigint): boolean {
  const { pageSize } = pages();
  return pages().msync(Number(address) - (Number(address) % pageSize), 1, 1) === 0;
}

let cachedPages:
  | { msync: (at: number, bytes: number, flags: number) => number; pageSize: number }
  | undefined;

function pages() {
  if (cachedPages === undefined) {
    const c = koffi.load(currentPlatform().library);
    const msync = c.func('msync', 'int', ['uintptr_t', 'size_t', 'int']);
    const getpagesize = c.func('getpagesize', 'int', []);
    cachedPages = { msync: (at, bytes, flags) => msync(at, bytes, flags), pageSize: getpagesize() };
  }
  return cachedPages;
}

/** Compiles a function anew many times: how many of the pieces of code that it has had are still in memory. */
export function recompileOften({
  source,
  name,
  times,
  isCompiled = true,
}: {
  source: string;
  name: string;
  times: number;
  /** Whether it is compiled in the ordinary way before that. */
  isCompiled?: boolean;
}) {
  const addresses = new Set<bigint>();
  let mapped = -1;
  let failed = 0;
  const engines = watching((machine) => {
    if (mapped >= 0) return;
    const { offset } = functionNamed(machine, name);
    if (isCompiled) machine.baseline.compile(offset);
    addresses.add(entryWord(machine, offset));
    for (let time = 0; time < times; time += 1) {
      if (!machine.baseline.recompile(offset)) failed += 1;
      addresses.add(entryWord(machine, offset));
    }
    addresses.delete(machine.memory.i64[(Region.state + State.stub) >> 3]);
    mapped = [...addresses].filter(isMapped).length;
  });
  const { output, errors } = run(source, { engines });
  return { output, errors, failed, wereThere: addresses.size > 0, mapped };
}

/**
 * Compiles a function while LLVM says, once the function is linked, that this has failed; then
 * it is compiled in earnest, and the program runs. Whether the first piece of code is in memory.
 */
export function failToLink({ source, name }: { source: string; name: string }) {
  let address = 0;
  let thrown = false;
  let mapped = false;
  const engines = watching((machine) => {
    if (address !== 0) return;
    const { jit } = startSession();
    jit.lookup = (symbol) => {
      address = Object.getPrototypeOf(jit).lookup.call(jit, symbol);
      throw new llvm.LlvmError(`${symbol}: this test says that it cannot be linked`);
    };
    try {
      machine.baseline.compile(functionNamed(machine, name).offset);
    } catch (error) {
      if (error instanceof UnfinishedError) throw error;
      thrown = true;
    } finally {
      Reflect.deleteProperty(jit, 'lookup');
    }
    mapped = isMapped(BigInt(address));
  });
  const { output, errors } = run(source, { engines });
  return { output, errors, wasThere: address !== 0, thrown, mapped };
}

/**
 * Runs a program that prints, at each of its lines, `again` or something else.
 * At `again`, a constant of a function becomes one more, and the function is
 * compiled anew, right out of a runtime function. Says of the old code whether it
 * was in memory right afterwards, and when the program had ended.
 */
export function recompileAtPrints({
  source,
  name,
  held,
}: {
  source: string;
  name: string;
  /** A function that the interpreter runs meanwhile. */
  held?: string;
}) {
  const old: { address: bigint; keptAtOnce: boolean; entryChanged: boolean }[] = [];
  let native: Native | undefined;
  let isHeld = held === undefined;
  const { vm, output, errors } = run(source, {
    engines: watching((machine) => {
      native = machine;
      if (isHeld || held === undefined) return;
      isHeld = true;
      machine.tiers.hold(functionNamed(machine, held).offset);
    }),
    printed(_, line) {
      if (line.trim() !== 'again' || native === undefined) return;
      const { offset, bytecode } = functionNamed(native, name);
      for (const constant of bytecode.constants) {
        if (constant.kind === 'number') (constant as { value: number }).value += 1;
      }
      const address = entryWord(native, offset);
      native.baseline.recompile(offset);
      const entryChanged = entryWord(native, offset) !== address;
      old.push({ address, keptAtOnce: isMapped(address), entryChanged });
    },
  });
  const current = new Set(vm.machine.functions.map(({ offset }) => entryWord(vm.machine, offset)));
  return {
    output,
    errors,
    old: old.map(({ address, keptAtOnce, entryChanged }) => ({
      keptAtOnce,
      entryChanged,
      keptAtEnd: isMapped(address) && !current.has(address),
    })),
  };
}

/** Runs a program; at its line number `lines` another thread asks it to stop. */
export function interruptAtLine({
  source,
  lines,
  nativeStackBytes,
}: {
  source: string;
  lines: number;
  nativeStackBytes?: number;
}) {
  let printed = 0;
  const { errors } = run(source, {
    prepare: (vm) => limitStack(vm, nativeStackBytes),
    printed({ memory }) {
      printed += 1;
      if (printed === lines) memory.i32[POLL] = Poll.INTERRUPT;
    },
  });
  return { printed, errors };
}

/** Runs a program that another thread has asked to stop before it began to loop. */
export function interruptAtOnce({ source }: { source: string }) {
  const { output, errors } = run(source, {
    prepare: ({ machine }) => {
      machine.memory.i32[POLL] = Poll.INTERRUPT;
    },
  });
  return { output, errors };
}
