/** What `--dump` prints. */

import type { Machine } from '#shared/contracts/machine.ts';
import { whyUnavailable } from '#shared/llvm/library.ts';
import type { BytecodeFunction } from '#shared/lox/bytecode.ts';
import { disassembleAll } from '#shared/lox/disassembler.ts';
import { dumpAst, dumpTokens } from '#shared/lox/dump.ts';
import { readCaches } from '#shared/runtime/cache-table.ts';
import { createLoader } from '#shared/runtime/loader.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { readShapeTrees } from '#shared/runtime/shape-tree.ts';
import { listAllWords } from '#shared/threaded/listing.ts';
import { listAssembly, listIr } from '../../jit/listing.ts';
import { createVm } from '../../vm.ts';
import { type DumpKind, dumpKinds, type FormKind, type LeftKind } from '../thread/messages.ts';
import { listCaches } from './cache-listing.ts';
import type { CompiledInput } from './compile-input.ts';
import { drawShapes } from './shape-drawing.ts';
import { listShapes } from './shape-listing.ts';

const dumpers: Readonly<Record<FormKind, (input: CompiledInput) => string>> = {
  tokens: ({ source }) => dumpTokens(source),
  ast: ({ source }) => dumpAst(source),
  bytecode: ({ result }) => (result.ok ? disassembleAll(result.script) : ''),
  threaded: ({ result }) => (result.ok ? threadedCode(load(result.script)) : ''),
  ir: ({ result }) => (result.ok ? withLlvm(listIr, load(result.script)) : ''),
  asm: ({ result }) => (result.ok ? withLlvm(listAssembly, load(result.script)) : ''),
};

/** What is printed when the program has run. */
const leftDumpers: Readonly<Record<LeftKind, (machine: Machine) => string>> = {
  caches: (machine) => listCaches(readCaches(machine)),
  shapes: ({ memory }) => listShapes(readShapeTrees(memory)),
  'shapes.svg': ({ memory }) => drawShapes(readShapeTrees(memory)),
};

const isForm = (kind: DumpKind): kind is FormKind => kind in dumpers;
const isLeft = (kind: DumpKind): kind is LeftKind => kind in leftDumpers;

/** Whether the program has to run for this to be seen. */
export function needsRun(wanted: readonly DumpKind[]): boolean {
  return wanted.some(isLeft);
}

/** A VM in which nothing runs, with a script and its functions. */
function load(script: BytecodeFunction): Machine {
  const { machine } = createVm(createOutput(() => {}));
  createLoader(machine).load(script);
  return machine;
}

/** All functions as threaded code. */
function threadedCode(machine: Machine): string {
  for (const { offset } of machine.functions) machine.translate(offset);
  return listAllWords(machine, machine.functions);
}

/** All functions as native code, or why there is none. */
function withLlvm(list: typeof listIr, machine: Machine): string {
  const missing = whyUnavailable();
  return missing === null ? list(machine, machine.functions) : `no native code: ${missing}\n`;
}

/**
 * The program in each of the forms, in the order in which they are made, an
 * empty line between two. One with errors has tokens and a tree all the same.
 */
export function dumpProgram(input: CompiledInput, wanted: readonly DumpKind[]): string {
  return inOrder(wanted)
    .filter(isForm)
    .map((kind) => dumpers[kind](input))
    .filter((text) => text !== '')
    .join('\n');
}

/** What a program has left in the VM that ran it. */
export function dumpWhatIsLeft(machine: Machine, wanted: readonly DumpKind[]): string {
  return inOrder(wanted)
    .filter(isLeft)
    .map((kind) => leftDumpers[kind](machine))
    .join('\n');
}

function inOrder(wanted: readonly DumpKind[]): readonly DumpKind[] {
  return dumpKinds.filter((kind) => wanted.includes(kind));
}
