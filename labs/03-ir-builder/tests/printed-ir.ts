/** Printed IR as data, for tests. */

/** An instruction. */
export interface Instruction {
  /** `fadd`, `br`, `load volatile`; calls are `call`, whatever stands before. */
  readonly opcode: string;
  /** All of it, without spaces around. */
  readonly text: string;
}

/** A basic block. */
export interface Block {
  readonly label: string;
  readonly instructions: readonly Instruction[];
}

/** A function with a body. */
export interface IrFunction {
  readonly name: string;
  /** Its first line: `define i32 @f(ptr %0)`. */
  readonly head: string;
  readonly blocks: readonly Block[];
}

/** The functions of a module that have a body. */
export function functionsIn(ir: string): IrFunction[] {
  const found = ir.matchAll(/^define [^\n]*@"?([^("]+)"?\([^\n]*\{\n([\s\S]*?)^\}/gm);
  return [...found].map(([text, name, body]) => ({
    name,
    head: text.split('\n')[0],
    blocks: blocksIn(body),
  }));
}

/** The function of a name, or the only one. Without it a test shows an empty one. */
export function functionIn(ir: string, name?: string): IrFunction {
  const functions = functionsIn(ir);
  const found = functions.find((fn) => name === undefined || fn.name === name);
  return found ?? { name: name ?? '', head: '', blocks: [] };
}

function blocksIn(body: string): Block[] {
  const blocks: { label: string; instructions: Instruction[] }[] = [];
  for (const line of body.split('\n')) {
    const label = /^("?[^\s:"]+"?):/.exec(line)?.[1];
    if (label !== undefined) blocks.push({ label, instructions: [] });
    else if (line.trim() !== '') {
      if (blocks.length === 0) blocks.push({ label: '', instructions: [] });
      // What a switch lists on lines of its own belongs to it.
      if (/^\s+(i\d+ .*, label |\])/.test(line)) continue;
      blocks.at(-1)?.instructions.push(instructionOf(line));
    }
  }
  return blocks;
}

function instructionOf(line: string): Instruction {
  const text = line.trim().replace(/, !\w+ !\d+.*$/, '');
  const operation = text.replace(/^%\S+ = /, '').replace(/^(tail|musttail|notail) /, '');
  const opcode = /^(?:load|store) volatile|^[a-z]+/.exec(operation)?.[0] ?? operation;
  return { opcode, text };
}

/** All instructions of a function. */
export function instructionsOf({ blocks }: IrFunction): Instruction[] {
  return blocks.flatMap(({ instructions }) => instructions);
}

/** How many instructions there are whose opcode matches. */
export function count(fn: IrFunction, opcode: RegExp): number {
  return instructionsOf(fn).filter((instruction) => opcode.test(instruction.opcode)).length;
}

/** The opcodes that are there, each once, in the order of the alphabet. */
export function opcodesOf(fn: IrFunction): string[] {
  return [...new Set(instructionsOf(fn).map(({ opcode }) => opcode))].sort();
}
