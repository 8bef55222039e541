/** A VM for tests: compiles and runs source text and collects what it prints. */
import type { MachineOptions } from '#shared/contracts/machine.ts';
import type { VmEvent } from '#shared/events/events.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { collectOutput } from '#shared/runtime/output.ts';
import { type CreateEngines, createVm, type RunResult, type Vm } from './vm.ts';

export interface TestVm {
  readonly vm: Vm;
  /** Compiles and runs a program. It must compile. */
  run(source: string): RunResult;
  /** Everything printed since the last call, as lines. */
  printed(): string[];
  /** All events so far. */
  readonly events: readonly VmEvent[];
}

const SMALL_HEAP_BYTES = 16 * 1024 * 1024;

/** Makes a VM with a small heap. */
export function createTestVm(
  options: Partial<MachineOptions> = {},
  engines?: CreateEngines,
): TestVm {
  const output = collectOutput();
  const vm = createVm(output, { heapBytes: SMALL_HEAP_BYTES, ...options }, engines);
  const events: VmEvent[] = [];
  vm.machine.events.listen((event) => events.push(event));
  return {
    vm,
    events,
    run(source) {
      const compiled = compileLox(source);
      if (!compiled.ok) throw new Error(compiled.diagnostics.map((d) => d.message).join('\n'));
      return vm.run(compiled.script);
    },
    printed: () => output.take().split('\n').slice(0, -1),
  };
}
