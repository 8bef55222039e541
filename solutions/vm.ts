/**
 * The virtual machine: puts its parts together and runs programs.
 *
 * The order in which the parts are made is the order in which they build on
 * one another: memory, values in it, errors that know the frames, the heap,
 * strings and tables in the heap, then objects, and the engines on top.
 */

import { type Engine, Status, Tier } from '#shared/contracts/engine.ts';
import type { HeapStatistics } from '#shared/contracts/heap.ts';
import type { LoadedFunction, Machine, MachineOptions } from '#shared/contracts/machine.ts';
import type { Baseline, NativeStatistics } from '#shared/contracts/native.ts';
import type { ThreadedNeeds } from '#shared/contracts/threaded.ts';
import { createEvents, type EventLocation } from '#shared/events/events.ts';
import type { BytecodeFunction } from '#shared/lox/bytecode.ts';
import {
  DEFAULT_HEAP_BYTES,
  FunctionObject,
  Kind,
  NativeObject,
  Region,
  SITE_SIZE,
  Site,
  SLOT_SIZE,
  State,
} from '#shared/memory/layout.ts';
import { createLinearMemory } from '#shared/memory/linear-memory.ts';
import { createErrors, type LoxRuntimeError } from '#shared/runtime/errors.ts';
import { createFrames, type Frames, spanAt } from '#shared/runtime/frames.ts';
import { createHandles } from '#shared/runtime/handles.ts';
import { createInterned } from '#shared/runtime/interned.ts';
import { createLoader, type Loader } from '#shared/runtime/loader.ts';
import { nativeFunctions } from '#shared/runtime/natives.ts';
import type { Output } from '#shared/runtime/output.ts';
import { createPrinter } from '#shared/runtime/printer.ts';
import { createRedefinitions } from '#shared/runtime/redefinitions.ts';
import { createStrings } from '#shared/runtime/strings.ts';
import { createTables } from '#shared/runtime/tables.ts';
import { createGlobals } from '#vm/caches/globals';
import { createPropertyAccess } from '#vm/caches/property-access';
import { createHeap } from '#vm/gc/heap';
import { createCalls } from '#vm/interpreter/calls';
import { createClasses } from '#vm/interpreter/classes';
import { createClosures } from '#vm/interpreter/closures';
import { createInterpreter } from '#vm/interpreter/interpreter';
import { createOperators } from '#vm/interpreter/operators';
import { createBaseline } from '#vm/jit/engine';
import { createFields } from '#vm/shapes/fields';
import { createThreadedEngine } from '#vm/threaded/engine';
import { createTranslator } from '#vm/threaded/translator';
import { createValues } from '#vm/values/values';
import { createDriver } from './driver.ts';
import { createTiers } from './tiers.ts';

/** How a program ended. */
export type RunResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: LoxRuntimeError };

/** What a VM has counted. */
export interface VmStatistics {
  readonly heap: HeapStatistics;
  /** Lox calls, over all functions. */
  readonly calls: number;
  /** Back-edges taken, over all functions. */
  readonly loops: number;
  /** Instructions dispatched; 0 unless they were to be counted. */
  readonly dispatches: number;
  /** Properties and methods looked for; 0 unless dispatches were to be counted. */
  readonly lookups: number;
  /** How many of them no cache knew. */
  readonly misses: number;
  /** Functions loaded, and the bytes of their bytecode. */
  readonly functions: number;
  readonly bytecodeBytes: number;
  /** Functions that were translated to threaded code, and the bytes of their words. */
  readonly threadedFunctions: number;
  readonly threadedBytes: number;
  /** Of the functions that were compiled. */
  readonly native: NativeStatistics;
}

/** A VM that runs one program after the other, globals and classes staying, as a REPL needs it. */
export interface Vm {
  /** Loads and runs a script. */
  run(script: BytecodeFunction): RunResult;
  readonly machine: Machine;
  /** What was counted so far, over all programs. */
  statistics(): VmStatistics;
}

/** Options that nobody asked to be different. */
export const defaultOptions: MachineOptions = {
  heapBytes: DEFAULT_HEAP_BYTES,
  stressGc: false,
  tier: 'auto',
  hotThreshold: 1_000,
  compileThreshold: 5_000,
  firstCompileThreshold: 0,
  quantum: () => 1_000,
  nativeQuantum: false,
  nativeHalves: true,
  countDispatches: false,
};

/** What engines are made of. */
export type EngineNeeds = ThreadedNeeds & { readonly baseline: Baseline };

/** Makes the engines of a VM; a test may make others. */
export type CreateEngines = (machine: EngineNeeds) => ReadonlyMap<Tier, Engine>;

/** The engine of every tier. */
export const createEngines: CreateEngines = (machine) =>
  new Map([
    [Tier.INTERPRETER, createInterpreter(machine)],
    [Tier.THREADED, createThreadedEngine(machine)],
    [Tier.BASELINE, machine.baseline.engine],
  ]);

/**
 * Makes a VM.
 * @param output where `print` writes
 * @param chosen what to do differently from `defaultOptions`
 * @throws RangeError when the heap limit is out of range
 */
export function createVm(
  output: Output,
  chosen: Partial<MachineOptions> = {},
  engines: CreateEngines = createEngines,
): Vm {
  // The tier policy and the tiers know one another.
  const machine = createMachine(output, { ...defaultOptions, ...chosen }, () => baseline);
  const parts = {
    ...machine,
    calls: createCalls(machine),
    closures: createClosures(machine),
    classes: createClasses(machine),
    operators: createOperators(machine),
  };
  const baseline = createBaseline(parts);
  const drive = createDriver(machine, engines({ ...parts, baseline }));
  const loader = createLoader(machine);
  if (!defineNatives(machine, loader)) throw new Error(machine.errors.take().message);

  const { i32 } = machine.memory;
  const state = (field: number) => (Region.state + field) >> 2;

  /** Makes a script's closure and the frame that runs it, as if something had called it. */
  function pushFirstFrame(script: LoadedFunction): boolean {
    if (!parts.closures.make(Region.stack, script.offset)) return false;
    i32[state(State.stackTop)] = Region.stack + SLOT_SIZE;
    machine.frames.pushFirst(machine.values.referenceAt(Region.stack));
    return true;
  }

  return {
    machine,
    run(bytecode) {
      const script = loader.load(bytecode);
      const ok = script !== undefined && pushFirstFrame(script) && drive() === Status.OK;
      // Whatever is left of the stack is gone, and no upvalue points at it.
      i32[state(State.frame)] = 0;
      i32[state(State.stackTop)] = Region.stack;
      if (i32[state(State.openUpvalues)] !== 0) parts.closures.close(Region.stack);
      return ok ? { ok } : { ok, error: machine.errors.take() };
    },
    statistics: () => statisticsOf(machine, baseline),
  };
}

/** Makes all parts but the engines. */
function createMachine(output: Output, options: MachineOptions, baseline: () => Baseline): Machine {
  const functions: LoadedFunction[] = [];
  const memory = createLinearMemory(options.heapBytes);
  const values = createValues(memory);
  const frames = createFrames(memory, functions);
  const events = createEvents(() => locationOf(frames));
  const errors = createErrors(frames, events);
  const handles = createHandles(memory, values);
  memory.i32[(Region.state + State.stackTop) >> 2] = Region.stack;
  const heap = createHeap({ memory, values, events, errors, options });
  const strings = createStrings(memory, values, heap, createInterned(memory, heap));
  const tables = createTables(memory, values, heap);
  const fields = createFields({ memory, values, heap, handles, tables, events });
  const foundation = {
    options,
    memory,
    values,
    events,
    frames,
    errors,
    handles,
    heap,
    strings,
    tables,
    fields,
    functions,
    redefinitions: createRedefinitions(events),
    output,
    natives: nativeFunctions,
  };
  const translate = createTranslator(foundation);
  const tiers = createTiers(foundation, translate, baseline);
  const printer = createPrinter(memory, values, strings, fields, functions, output);
  return {
    ...foundation,
    printer,
    tiers,
    debug: options.debug?.({ ...foundation, printer, tiers }),
    properties: createPropertyAccess(foundation),
    globals: createGlobals(foundation),
    initName: handles.hold(strings.intern('init')),
    translate,
    onHot(code) {
      reportHot(foundation, code);
      tiers.promote(code);
    },
  };
}

/** Where the running program stands. */
function locationOf(frames: Frames): EventLocation {
  if (!frames.active()) return { function: 'script', line: 0 };
  const frame = frames.newest();
  const { bytecode } = frame.function;
  return {
    function: bytecode.name || 'script',
    line: spanAt(bytecode, frame.pc, 'executing').end.line,
  };
}

function reportHot(
  { memory, functions, events }: Pick<Machine, 'memory' | 'functions' | 'events'>,
  code: number,
): void {
  const field = (offset: number) => memory.i32[(code + offset) >> 2];
  const { name } = functions[field(FunctionObject.id)].bytecode;
  events.emit('hot', {
    name: name || 'script',
    calls: field(FunctionObject.calls),
    loops: field(FunctionObject.loops),
  });
}

/** Defines the native functions as globals. False: out of memory. */
function defineNatives(
  { heap, natives, globals, handles, memory }: Machine,
  loader: Loader,
): boolean {
  for (const [index, native] of natives.entries()) {
    const cell = loader.globalCell(native.name);
    const object = heap.allocate(Kind.NATIVE, index, NativeObject.size);
    if (cell === 0 || object === 0) return false;
    memory.i32[(object + NativeObject.arity) >> 2] = native.arity;
    const held = handles.hold(object);
    globals.define(cell, held);
    handles.release(held);
  }
  return true;
}

/** Misses of all sites. */
function missesOf({ i32 }: Machine['memory'], functions: readonly LoadedFunction[]): number {
  let misses = 0;
  for (const { offset, bytecode } of functions) {
    const first = i32[(offset + FunctionObject.sites) >> 2];
    for (const index of bytecode.sites.keys()) {
      misses += i32[(first + index * SITE_SIZE + Site.misses) >> 2];
    }
  }
  return misses;
}

function statisticsOf(
  { memory, heap, functions, options }: Machine,
  baseline: Baseline,
): VmStatistics {
  const sum = (field: number) =>
    functions.reduce((total, { offset }) => total + memory.i32[(offset + field) >> 2], 0);
  return {
    heap: heap.statistics(),
    calls: sum(FunctionObject.calls),
    loops: sum(FunctionObject.loops),
    dispatches: memory.f64[(Region.state + State.dispatches) >> 3],
    lookups: options.countDispatches ? memory.f64[(Region.state + State.lookups) >> 3] : 0,
    misses: missesOf(memory, functions),
    functions: functions.length,
    bytecodeBytes: sum(FunctionObject.codeBytes),
    threadedFunctions: functions.filter(
      ({ offset }) => memory.i32[(offset + FunctionObject.words) >> 2] !== 0,
    ).length,
    threadedBytes: sum(FunctionObject.wordCount) * Int32Array.BYTES_PER_ELEMENT,
    native: baseline.statistics(),
  };
}
