/** Runs for the figures of lab 06: a VM to which programs are given one by one. */
import { compileLox } from '#shared/lox/compile.ts';
import { Region, State } from '#shared/memory/layout.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createVm, type Vm } from '#solutions/vm.ts';

/** Makes a VM with the interpreter alone, which counts what it looks for. */
export function openVm(): Vm {
  return createVm(
    createOutput(() => {}),
    { tier: 'interpreter', countDispatches: true },
  );
}

/** Runs a program, which must end without an error. */
export function runOn(vm: Vm, source: string): void {
  const compiled = compileLox(source);
  if (!compiled.ok || !vm.run(compiled.script).ok) throw new Error('The program does not run');
}

/** How many properties the VM has looked for. */
export function lookupsOf({ machine: { memory } }: Vm): number {
  return memory.f64[(Region.state + State.lookups) >> 3];
}
