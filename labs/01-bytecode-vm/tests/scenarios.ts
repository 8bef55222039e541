/**
 * What the tests of this lab look at beside a program's output. Runs in the
 * process with the student's code; knows nothing of what is expected.
 */
import { outcomesOf } from '#grader/probe/child/outcomes.ts';
import { type Engine, Tier } from '#shared/contracts/engine.ts';
import type { Heap } from '#shared/contracts/heap.ts';
import type { Machine, MachineOptions } from '#shared/contracts/machine.ts';
import type { Reference } from '#shared/contracts/values.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { formatDiagnostic } from '#shared/lox/diagnostics.ts';
import { FunctionObject, Header, Poll, Region, State, Upvalue } from '#shared/memory/layout.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createVm, type RunResult, type Vm } from '#solutions/vm.ts';
import { createCalls } from '#vm/interpreter/calls';
import { createClasses } from '#vm/interpreter/classes';
import { createClosures } from '#vm/interpreter/closures';
import { createInterpreter } from '#vm/interpreter/interpreter';
import { createOperators } from '#vm/interpreter/operators';

const MiB = 1024 * 1024;
const heapBytes = 16 * MiB;

/** Makes a VM, lets `prepare` see it, and runs a program on it. */
function run(
  source: string,
  options: Partial<MachineOptions> = {},
  prepare: (vm: Vm) => void = () => {},
) {
  const chunks: Buffer[] = [];
  const output = createOutput((bytes) => chunks.push(Buffer.from(bytes)));
  const vm = createVm(output, { heapBytes, tier: 'interpreter', ...options });
  prepare(vm);
  const compiled = compileLox(source);
  if (!compiled.ok) {
    return { vm, output: '', exitCode: 65, errors: compiled.diagnostics.map(formatDiagnostic) };
  }
  const result: RunResult = vm.run(compiled.script);
  output.flush();
  const errors = result.ok ? [] : [result.error.message, ...result.error.trace];
  return { vm, output: Buffer.concat(chunks).toString(), exitCode: result.ok ? 0 : 70, errors };
}

/** Runs a program that overflows the stack, and asks it afterwards how many calls its `n` counted. */
export function overflowDepth({ source }: { source: string }) {
  const { vm, errors } = run(source);
  const { values, functions } = vm.machine;
  const asked = compileLox('n = n;');
  if (!asked.ok || !vm.run(asked.script).ok) return { message: errors[0], calls: -1 };
  const script = functions[functions.length - 1];
  const constants = vm.machine.memory.i32[(script.offset + FunctionObject.constants) >> 2];
  return { message: errors[0], calls: values.numberAt(values.referenceAt(constants)) };
}

/** What each program of the corpus does. */
export function runAll({ sources }: { sources: readonly string[] }) {
  return outcomesOf(sources, run);
}

/** The counters of a function after a program has run. */
export function countersOf({
  name,
  quantum,
  source,
}: {
  name: string;
  quantum: number;
  source: string;
}) {
  const { vm } = run(source, { quantum: () => quantum });
  const found = vm.machine.functions.find(({ bytecode }) => bytecode.name === name);
  const counter = (field: number) => vm.machine.memory.i32[((found?.offset ?? 0) + field) >> 2];
  return { calls: counter(FunctionObject.calls), loops: counter(FunctionObject.loops) };
}

/** Which functions a program has made hot, and what their counters were then. */
export function whenHot({
  threshold,
  quantum,
  source,
}: {
  threshold: number;
  quantum: number;
  source: string;
}) {
  const hot: { name: string; calls: number; loops: number }[] = [];
  const { output } = run(
    source,
    { hotThreshold: threshold, quantum: () => quantum },
    ({ machine }) => {
      machine.events.listen((event) => {
        if (event.kind === 'hot')
          hot.push({ name: event.name, calls: event.calls, loops: event.loops });
      });
    },
  );
  return { output, hot };
}

/** Runs a program and asks for its end, by the poll word, while it prints its so-manieth line. */
export function interruptAtLine({ lines, source }: { lines: number; source: string }) {
  let printed = 0;
  const output = createOutput(() => {
    printed += 1;
    if (printed === lines) vm.machine.memory.i32[(Region.state + State.poll) >> 2] = Poll.INTERRUPT;
    if (printed > lines + 10_000) throw new Error('the loop went on after the poll word was set');
  }, true);
  const vm = createVm(output, {
    heapBytes,
    tier: 'interpreter',
    quantum: () => 1_000,
    hotThreshold: 1_000_000,
  });
  const compiled = compileLox(source);
  if (!compiled.ok) throw new Error('the program of this test does not compile');
  const result = vm.run(compiled.script);
  if (result.ok) return { printed, message: 'the program ended by itself', trace: [] };
  return { printed, message: result.error.message, trace: result.error.trace };
}

/** Where a program is run that calls back with each line that it prints. */
interface Stage {
  /** Makes the interpreter of the VM. */
  readonly engine: (machine: Machine) => Engine;
  readonly onLine: (line: string, vm: Vm) => void;
}

/** Runs a program on a new VM, where it must end well. */
function runLineByLine(source: string, { engine, onLine }: Stage): void {
  const output = createOutput((bytes) => onLine(Buffer.from(bytes).toString().trimEnd(), vm), true);
  // The engine is made when it is first to run: by then there is the whole machine.
  let made: Engine | undefined;
  const run = () => {
    made ??= engine(vm.machine);
    return made.run();
  };
  const engines = () => new Map([[Tier.INTERPRETER, { run }]]);
  const vm: Vm = createVm(output, { heapBytes, tier: 'interpreter' }, engines);
  const compiled = compileLox(source);
  if (!compiled.ok) throw new Error('the program of this test does not compile');
  const result = vm.run(compiled.script);
  if (!result.ok) throw new Error(`the program ended with: ${result.error.message}`);
}

/** The open upvalues, topmost slot first. */
function openUpvalues({ machine }: Vm): Reference[] {
  const { i32 } = machine.memory;
  const found: Reference[] = [];
  let upvalue = i32[(Region.state + State.openUpvalues) >> 2];
  while (upvalue !== 0 && found.length < 1_000) {
    found.push(upvalue);
    upvalue = i32[(upvalue + Upvalue.next) >> 2];
  }
  return found;
}

/** The interpreter, made of this lab's files, on a heap of which some functions are replaced. */
function interpreterOn(machine: Machine, changed: Partial<Heap>): Engine {
  const parts = { ...machine, heap: { ...machine.heap, ...changed } };
  return createInterpreter({
    ...parts,
    calls: createCalls(parts),
    closures: createClosures(parts),
    classes: createClasses(parts),
    operators: createOperators(parts),
  });
}

/**
 * Runs a program on a heap that allocates in memory full of references, as
 * memory is that was used before. When it prints: how many upvalues are open,
 * and how many of them still hold such a reference in `closed`.
 */
export function staleUpvalues({ source }: { source: string }) {
  const seen = { printed: '', open: 0, stale: 0 };
  const engine = (machine: Machine) => {
    const { i32 } = machine.memory;
    const [low, high] = usedSlot(machine);
    return interpreterOn(machine, {
      allocate(kind, meta, bytes) {
        const made = machine.heap.allocate(kind, meta, bytes);
        const end = made === 0 ? 0 : (made + bytes) >> 2;
        for (let word = (made + Header.size) >> 2; word < end; word += 1) {
          i32[word] = word % 2 === 0 ? low : high;
        }
        return made;
      },
    });
  };
  const onLine = (line: string, vm: Vm) => {
    const { i32 } = vm.machine.memory;
    const [low, high] = usedSlot(vm.machine);
    const open = openUpvalues(vm);
    const isStale = (upvalue: Reference) => {
      const word = (upvalue + Upvalue.closed) >> 2;
      return i32[word] === low && i32[word + 1] === high;
    };
    seen.printed += `${line}\n`;
    seen.open = open.length;
    seen.stale = open.filter(isStale).length;
  };
  runLineByLine(source, { engine, onLine });
  return seen;
}

/** The two words of a slot that refers to an object. */
function usedSlot({ memory, initName }: Machine): readonly [low: number, high: number] {
  return [memory.i32[initName >> 2], memory.i32[(initName >> 2) + 1]];
}

/**
 * Runs a program on a heap that notes of which objects the barrier tells it. For
 * each line that the program prints: of how many upvalues, of those that were
 * open at an earlier line, the words have changed since, and were not reported
 * as they are now. The heap is large, so nothing moves.
 */
export function unreportedChanges({ source }: { source: string }) {
  /** The words of each upvalue that is watched, as the heap knows them. */
  const known = new Map<Reference, string>();
  const lines: { line: string; unreported: number }[] = [];
  let wordsOf = (_upvalue: Reference) => '';

  const engine = (machine: Machine) => {
    const { memory, heap } = machine;
    wordsOf = (upvalue) => memory.i32.slice(upvalue >> 2, (upvalue + Upvalue.size) >> 2).join();
    const writeBarrier = (object: Reference) => {
      if (known.has(object)) known.set(object, wordsOf(object));
      heap.writeBarrier(object);
    };
    return interpreterOn(machine, { writeBarrier });
  };

  const onLine = (line: string, vm: Vm) => {
    const unreported = [...known].filter(([upvalue, words]) => words !== wordsOf(upvalue)).length;
    for (const upvalue of [...known.keys(), ...openUpvalues(vm)]) {
      known.set(upvalue, wordsOf(upvalue));
    }
    lines.push({ line, unreported });
  };
  runLineByLine(source, { engine, onLine });
  return lines;
}
