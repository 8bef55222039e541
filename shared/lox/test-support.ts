/** What the tests of the front end have in common. */
import type { BytecodeFunction } from './bytecode.ts';
import { compileLox } from './compile.ts';
import { formatDiagnostic } from './diagnostics.ts';
import { disassembleInstruction } from './disassembler.ts';

/** The errors in a program, formatted; empty when it compiles. */
export function errorsIn(source: string): readonly string[] {
  const result = compileLox(source);
  return result.ok ? [] : result.diagnostics.map(formatDiagnostic);
}

/** The script of a program that must compile. */
export function compiled(source: string): BytecodeFunction {
  const result = compileLox(source);
  if (!result.ok) throw new Error(result.diagnostics.map(formatDiagnostic).join('\n'));
  return result.script;
}

/** A function anywhere in a program, by its name. */
export function functionNamed(source: string, name: string): BytecodeFunction {
  const queue = [compiled(source)];
  for (const fn of queue) {
    if (fn.name === name) return fn;
    for (const { kind, value } of fn.constants) if (kind === 'function') queue.push(value);
  }
  throw new Error(`No function ${name} in ${source}`);
}

/** A function's instructions as text, without offsets and lines. */
export function instructions(fn: BytecodeFunction): readonly string[] {
  return fn.offsets.map((_, index) => disassembleInstruction(fn, index).replace(/^\d+ +\S+ +/, ''));
}

/** The instructions of a script, or of the function inside it with this name. */
export function code(source: string, name = ''): readonly string[] {
  return instructions(functionNamed(source, name));
}
