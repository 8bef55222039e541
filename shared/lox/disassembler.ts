/**
 * Bytecode for people. {@link decodeInstruction} reads one instruction as data;
 * {@link disassemble} prints a function, a line for each instruction:
 *
 *     == fib: function of 1 parameter, 6 slots ==
 *     0000    2  GET_LOCAL      1 n
 *     0002    |  CONSTANT       0 2
 *     0004    |  LESS
 *     0005    |  JUMP_IF_FALSE  -> 0011
 *
 * The columns are the offset in bytes, the source line (a bar when it is that
 * of the instruction above), the instruction, and its operands with what they
 * refer to: a constant's value, a variable's name, the offset where a jump
 * goes, a call's `(argument count)`, a feedback site's `[number kind]`.
 */
import { type BytecodeFunction, type Constant, functionsIn } from './bytecode.ts';
import {
  type OpcodeInfo,
  type OpcodeName,
  type OperandKind,
  opcodeNames,
  opcodes,
  operandWidth,
} from './opcodes.ts';
import { lineOf } from './source.ts';

/** One operand as encoded. */
export interface Operand {
  readonly kind: OperandKind;
  readonly value: number;
}

/** One instruction, taken apart. */
export interface Instruction {
  readonly name: OpcodeName;
  /** Where it begins, in bytes from the start of the function. */
  readonly offset: number;
  /** Where the next one begins. */
  readonly end: number;
  readonly operands: readonly Operand[];
}

/** Reads the instruction at an offset, which must be where one begins. Throws on a byte that is no opcode. */
export function decodeInstruction(code: Uint8Array, offset: number): Instruction {
  const name = opcodeNames[code[offset]];
  if (name === undefined) throw new RangeError(`No opcode ${code[offset]} at offset ${offset}`);
  const { operands: kinds }: OpcodeInfo = opcodes[name];
  let end = offset + 1;
  const operands = kinds.map((kind) => {
    const value = operandWidth[kind] === 1 ? code[end] : code[end] | (code[end + 1] << 8);
    end += operandWidth[kind];
    return { kind, value };
  });
  return { name, offset, end, operands };
}

/** Where a jump goes, as an offset; undefined for other instructions. */
export function jumpTarget({ end, operands }: Instruction): number | undefined {
  for (const { kind, value } of operands) {
    if (kind === 'jump') return end + value;
    if (kind === 'loop') return end - value;
  }
  return undefined;
}

/** Prints a function, without the functions inside it. Ends in a newline. */
export function disassemble(fn: BytecodeFunction): string {
  const lines = fn.offsets.map((_, index) => disassembleInstruction(fn, index));
  return `${[`== ${describeFunction(fn)} ==`, ...captureLines(fn), ...lines].join('\n')}\n`;
}

/** Prints a function and, behind it, those inside it, each with an empty line ahead. */
export function disassembleAll(fn: BytecodeFunction): string {
  return functionsIn(fn).map(disassemble).join('\n');
}

/** Prints the instruction with this index in the function's `offsets`. */
export function disassembleInstruction(fn: BytecodeFunction, index: number): string {
  const instruction = decodeInstruction(fn.code, fn.offsets[index]);
  const line = lineOf(fn.spans[index]);
  const sameLine = index > 0 && lineOf(fn.spans[index - 1]) === line;
  const operands = instruction.operands.map((operand) => describeOperand(fn, instruction, operand));
  const text = `${instruction.name.padEnd(14)} ${operands.join(' ')}`.trimEnd();
  return `${address(instruction.offset)} ${(sameLine ? '|' : `${line}`).padStart(4)}  ${text}`;
}

/** A function in a few words: `fib: function of 1 parameter, 6 slots`. */
export function describeFunction({ name, kind, arity, frameSlots }: BytecodeFunction): string {
  if (kind === 'script') return `script: ${frameSlots} slots`;
  const parameters = arity === 1 ? '1 parameter' : `${arity} parameters`;
  return `${name}: ${kind} of ${parameters}, ${frameSlots} slots`;
}

/** A line for each variable that a function captures. */
export function captureLines({ captures }: BytecodeFunction): readonly string[] {
  return captures.map(
    ({ name, from, index }, upvalue) => `upvalue ${upvalue} ${name}: ${from} ${index}`,
  );
}

/** An offset with its leading zeros. */
export function address(offset: number): string {
  return `${offset}`.padStart(4, '0');
}

function describeOperand(fn: BytecodeFunction, instruction: Instruction, operand: Operand): string {
  const { kind, value } = operand;
  switch (kind) {
    case 'constant':
      return `${value} ${describeConstant(fn.constants[value])}`;
    case 'local':
      return `${value} ${localName(fn, value, instruction.offset)}`.trimEnd();
    case 'upvalue':
      return `${value} ${fn.captures[value].name}`;
    case 'argumentCount':
      return `(${value})`;
    case 'jump':
    case 'loop':
      return `-> ${address(jumpTarget(instruction) ?? 0)}`;
    case 'site':
      return `[${value} ${fn.sites[value]}]`;
  }
}

/** A constant as text: strings in quotes, names and globals bare, functions as `<fn name>`. */
export function describeConstant(constant: Constant): string {
  switch (constant.kind) {
    case 'number':
      return Object.is(constant.value, -0) ? '-0' : `${constant.value}`;
    case 'string':
      return JSON.stringify(constant.value);
    case 'name':
    case 'global':
      return constant.value;
    case 'function':
      return `<fn ${constant.value.name}>`;
  }
}

/** The variable in a slot at an offset, by name; empty when the slot has none. */
export function localName(fn: BytecodeFunction, slot: number, offset: number): string {
  const local = fn.locals.find(
    (local) => local.slot === slot && local.from <= offset && offset < local.to,
  );
  return local?.name ?? '';
}
