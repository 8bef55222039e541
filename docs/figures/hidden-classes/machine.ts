/** Runs for the figures of lab 07, and what lies in memory after them. */
import type { Machine } from '#shared/contracts/machine.ts';
import type { Reference } from '#shared/contracts/values.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { GlobalCell, Region, State } from '#shared/memory/layout.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createVm } from '#solutions/vm.ts';

/** The machine after a program, which must end without an error. */
export function machineAfter(source: string): Machine {
  const vm = createVm(
    createOutput(() => {}),
    { tier: 'interpreter' },
  );
  const compiled = compileLox(source);
  if (!compiled.ok || !vm.run(compiled.script).ok) throw new Error('The program does not run');
  return vm.machine;
}

/** The word at a byte offset. */
export const wordAt = ({ memory }: Pick<Machine, 'memory'>, at: number): number =>
  memory.i32[at >> 2];

/** The object that a global variable holds. */
export function globalObject(machine: Machine, name: string): Reference {
  const { strings, values } = machine;
  let cell = wordAt(machine, Region.state + State.globals);
  while (cell !== 0 && strings.textOf(wordAt(machine, cell + GlobalCell.name)) !== name) {
    cell = wordAt(machine, cell + GlobalCell.next);
  }
  if (cell === 0) throw new Error(`There is no variable '${name}'`);
  return values.referenceAt(cell + GlobalCell.value);
}
