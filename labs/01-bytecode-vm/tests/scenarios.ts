/**
 * What the tests of this lab look at beside a program's output. Runs in the
 * process with the student's code; knows nothing of what is expected.
 */
import type { MachineOptions } from '#shared/contracts/machine.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { formatDiagnostic } from '#shared/lox/diagnostics.ts';
import { FunctionObject, Poll, Region, State } from '#shared/memory/layout.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createVm, type RunResult, type Vm } from '#solutions/vm.ts';

const MiB = 1024 * 1024;
const heapBytes = 16 * MiB;

/** Makes a VM, lets `prepare` see it, and runs a program on it. */
function run(source: string, options: Partial<MachineOptions> = {}, prepare: (vm: Vm) => void = () => {}) {
  const chunks: Buffer[] = [];
  const output = createOutput((bytes) => chunks.push(Buffer.from(bytes)));
  const vm = createVm(output, { heapBytes, ...options });
  prepare(vm);
  const compiled = compileLox(source);
  if (!compiled.ok) {
    const errors = compiled.diagnostics.map(formatDiagnostic);
    return { vm, output: '', exitCode: 65, errors, result: undefined };
  }
  const result: RunResult = vm.run(compiled.script);
  output.flush();
  const errors = result.ok ? [] : [result.error.message, ...result.error.trace];
  return { vm, output: Buffer.concat(chunks).toString(), exitCode: result.ok ? 0 : 70, errors, result };
}

/** Runs a program that overflows the stack, and asks it afterwards how many calls its `n` counted. */
export function overflowDepth({ source }: { source: string }) {
  const { vm, output, errors } = run(source);
  const { values, functions } = vm.machine;
  const asked = compileLox('n = n;');
  if (!asked.ok || !vm.run(asked.script).ok) return { message: errors[0], output };
  const script = functions[functions.length - 1];
  const constants = vm.machine.memory.i32[(script.offset + FunctionObject.constants) >> 2];
  return { message: errors[0], calls: values.numberAt(values.referenceAt(constants)) };
}

/** What each program of the corpus does. */
export function runAll({ sources }: { sources: readonly string[] }) {
  return sources.map((source) => {
    const { output, exitCode, errors } = run(source);
    return { output, exitCode, errors };
  });
}

/** The counters of a function after a program has run. */
export function countersOf({ name, source }: { name: string; source: string }) {
  const { vm } = run(source);
  const found = vm.machine.functions.find(({ bytecode }) => bytecode.name === name);
  const counter = (field: number) => vm.machine.memory.i32[((found?.offset ?? 0) + field) >> 2];
  return { calls: counter(FunctionObject.calls), loops: counter(FunctionObject.loops) };
}

/** Which functions a program has made hot, and how often their loops had gone back by then. */
export function whenHot({ threshold, source }: { threshold: number; source: string }) {
  const hot: { name: string; loops: number }[] = [];
  const { output } = run(source, { hotThreshold: threshold }, ({ machine }) => {
    machine.events.listen((event) => {
      if (event.kind === 'hot') hot.push({ name: event.name, loops: event.loops });
    });
  });
  return { output, hot };
}

/** Runs a program and asks for its end, by the poll word, at the engine's so-manieth entry. */
export function interruptAfter({ entries, source }: { entries: number; source: string }) {
  let machineMemory: Int32Array | undefined;
  let left = entries;
  const quantum = () => {
    left -= 1;
    if (left === 0 && machineMemory !== undefined) {
      machineMemory[(Region.state + State.poll) >> 2] = Poll.INTERRUPT;
    }
    return 10;
  };
  const { output, result } = run(source, { quantum }, ({ machine }) => {
    machineMemory = machine.memory.i32;
  });
  if (result === undefined || result.ok) return { output, message: 'the program ended by itself' };
  return { output, message: result.error.message, trace: result.error.trace };
}
