/** Runs a program of the corpus on a VM of one's own, and looks whether it does what it should. */
import { compileLox } from '#shared/lox/compile.ts';
import { collectOutput, type Output } from '#shared/runtime/output.ts';
import type { Vm } from '#solutions/vm.ts';

/** A program that is measured. */
export interface Program {
  readonly name: string;
  readonly source: string;
  /** All that it prints. */
  readonly output: string;
}

/** Room for every program at its small size. */
export const HEAP_BYTES = 16 * 1024 * 1024;

/**
 * Runs a program.
 * @returns the VM on which it has run
 * @throws when it does not compile, ends with an error or prints something else
 */
export function checkedRun(
  { name, source, output: expected }: Program,
  makeVm: (output: Output) => Vm,
): Vm {
  const compiled = compileLox(source);
  if (!compiled.ok) throw new Error(`${name} does not compile: ${compiled.diagnostics[0].message}`);
  const output = collectOutput();
  const vm = makeVm(output);
  const result = vm.run(compiled.script);
  if (!result.ok) throw new Error(`${name} ended with an error: ${result.error.message}`);
  if (output.take() !== expected) throw new Error(`${name} printed something else than it should`);
  return vm;
}
