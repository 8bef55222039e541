/**
 * What the tests of this lab look at beside a program's output. Runs in the
 * process with the student's code; knows nothing of what is expected.
 */
import type { MachineOptions } from '#shared/contracts/machine.ts';
import { UnfinishedError } from '#shared/contracts/unfinished.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { formatDiagnostic } from '#shared/lox/diagnostics.ts';
import { FunctionObject, Poll, Region, State } from '#shared/memory/layout.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createVm, type RunResult, type Vm } from '#solutions/vm.ts';

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
  return sources.map((source) => {
    try {
      const { output, exitCode, errors } = run(source);
      return { output, exitCode, errors };
    } catch (error) {
      if (error instanceof UnfinishedError) throw error;
      return { output: '', exitCode: -1, errors: [`your code threw ${error}`] };
    }
  });
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
