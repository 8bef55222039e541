/** Translates bytecode to the words of `createStackWords`: an instruction a word, decoded. */
import type { ThreadedNeeds, Translate } from '#shared/contracts/threaded.ts';
import {
  decodeInstruction,
  type Instruction,
  jumpTarget,
  type Operand,
} from '#shared/lox/disassembler.ts';
import { Op, type OpcodeName } from '#shared/lox/opcodes.ts';
import { CLOSURE_UPVALUES, FunctionObject, SITE_SHIFT, SLOT_SIZE } from '#shared/memory/layout.ts';

/** Makes the translator of one VM. Like that of the threaded tier it leaves words and a way in. */
export function createStackTranslator(machine: ThreadedNeeds): Translate {
  const { memory, heap, values } = machine;
  const { i32, u8 } = memory;

  /** What an operand of bytecode stands for. */
  function decoded(code: number, name: OpcodeName, { kind, value }: Operand): number {
    const field = (offset: number) => i32[(code + offset) >> 2];
    switch (kind) {
      case 'constant': {
        const slot = field(FunctionObject.constants) + value * SLOT_SIZE;
        return refersToFixed.has(name) ? values.referenceAt(slot) : slot;
      }
      case 'local':
        return value * SLOT_SIZE;
      case 'upvalue':
        return CLOSURE_UPVALUES + value * 4;
      case 'site':
        return field(FunctionObject.sites) + (value << SITE_SHIFT);
      default:
        return value;
    }
  }

  /** Puts the words of a function into memory, and a way in for each instruction. */
  function translate(code: number): boolean {
    if (i32[(code + FunctionObject.words) >> 2] !== 0) return true;
    const begin = i32[(code + FunctionObject.code) >> 2];
    const bytes = i32[(code + FunctionObject.codeBytes) >> 2];
    const instructions = instructionsIn(u8.subarray(begin, begin + bytes));
    const indices = new Map<number, number>();
    let count = 0;
    for (const { offset, operands } of instructions) {
      indices.set(offset, count);
      count += operands.length + 2;
    }
    const start = heap.allocateNonMoving((count + bytes) * 4);
    if (start === 0) return false;
    for (const instruction of instructions) write(start >> 2, instruction);
    const table = (start >> 2) + count;
    for (const [offset, index] of indices) i32[table + offset] = (start >> 2) + index;
    i32[(code + FunctionObject.words) >> 2] = start;
    i32[(code + FunctionObject.resume) >> 2] = 4 * (table - begin);
    return true;

    /** A word for the instruction, one for each operand, and one for the pc at its end. */
    function write(first: number, instruction: Instruction): void {
      const { name, offset, end, operands } = instruction;
      const index = indices.get(offset) ?? 0;
      const target = jumpTarget(instruction);
      const jump = (indices.get(target ?? 0) ?? 0) - index;
      const decodedOperands = operands.map((operand) =>
        target === undefined ? decoded(code, name, operand) : jump,
      );
      const pc = begin + (name === 'LOOP' ? (target ?? 0) : end);
      i32.set([Op[name], ...decodedOperands, pc], first + index);
    }
  }

  return translate;
}

/** Instructions whose constant refers to what never moves: a cell, or a function. */
const refersToFixed: ReadonlySet<OpcodeName> = new Set([
  'GET_GLOBAL',
  'DEFINE_GLOBAL',
  'SET_GLOBAL',
  'CLOSURE',
]);

function instructionsIn(bytecode: Uint8Array): Instruction[] {
  const instructions: Instruction[] = [];
  for (let at = 0; at < bytecode.length; at = instructions[instructions.length - 1].end) {
    instructions.push(decodeInstruction(bytecode, at));
  }
  return instructions;
}
