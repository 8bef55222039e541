/** What `--dump` prints. */

import type { BytecodeFunction } from '#shared/lox/bytecode.ts';
import { disassembleAll } from '#shared/lox/disassembler.ts';
import { dumpAst, dumpTokens } from '#shared/lox/dump.ts';
import { createLoader } from '#shared/runtime/loader.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { listAllWords } from '#shared/threaded/listing.ts';
import { createVm } from '../../vm.ts';
import { type DumpKind, dumpKinds } from '../thread/messages.ts';
import type { CompiledInput } from './compile-input.ts';

const dumpers: Readonly<Record<DumpKind, (input: CompiledInput) => string>> = {
  tokens: ({ source }) => dumpTokens(source),
  ast: ({ source }) => dumpAst(source),
  bytecode: ({ result }) => (result.ok ? disassembleAll(result.script) : ''),
  threaded: ({ result }) => (result.ok ? threadedCode(result.script) : ''),
};

/** All functions of a script as threaded code, made in a VM in which nothing runs. */
function threadedCode(script: BytecodeFunction): string {
  const { machine } = createVm(createOutput(() => {}));
  createLoader(machine).load(script);
  for (const { offset } of machine.functions) machine.translate(offset);
  return listAllWords(machine, machine.functions);
}

/**
 * The program in each of the forms, in the order in which they are made, an
 * empty line between two. One with errors has tokens and a tree all the same.
 */
export function dumpProgram(input: CompiledInput, wanted: readonly DumpKind[]): string {
  const kinds = dumpKinds.filter((kind) => wanted.includes(kind));
  return kinds
    .map((kind) => dumpers[kind](input))
    .filter((text) => text !== '')
    .join('\n');
}
