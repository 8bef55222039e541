/**
 * Which bytecode instruction an operation stands for.
 *
 * Words say it where something depends on it, in an operand `pc`, and the
 * table of ways in says it where a frame can go on. The rest follows from the
 * order, which is that of the instructions: the next RETURN among the words is
 * the next among the instructions.
 */
import type { BytecodeFunction } from '../lox/bytecode.ts';
import { decodeInstruction } from '../lox/disassembler.ts';
import type { OpcodeName } from '../lox/opcodes.ts';
import type { Operation } from './decode.ts';
import type { WordName } from './words.ts';

/** Operations whose instruction is called otherwise. */
const instructionsOf: Partial<Record<WordName, readonly OpcodeName[]>> = {
  JUMP_IF_FALSE: ['JUMP_IF_FALSE', 'AND'],
  JUMP_IF_TRUE: ['OR', 'NOT'],
  JUMP_UNLESS_EQUAL: ['EQUAL'],
  JUMP_UNLESS_NOT_EQUAL: ['NOT_EQUAL'],
  JUMP_UNLESS_EQUAL_NUMBER: ['EQUAL'],
  JUMP_UNLESS_NOT_EQUAL_NUMBER: ['NOT_EQUAL'],
  JUMP_UNLESS_NIL: ['EQUAL'],
  JUMP_IF_NIL: ['NOT_EQUAL'],
};

/**
 * The index of the instruction, in the function's `offsets`, that each
 * operation comes from; undefined for those that only move a value to where
 * a later one wants it.
 * @param offsetOf the bytecode offset that a `pc` operand means
 * @param entries bytecode offsets of the ways in, by the index of the operation
 */
export function placesOf(
  bytecode: BytecodeFunction,
  operations: readonly Operation[],
  offsetOf: (pc: number) => number,
  entries: ReadonlyMap<number, number>,
): readonly (number | undefined)[] {
  const { code, offsets } = bytecode;
  const ends = new Map(
    offsets.map((offset, index) => [decodeInstruction(code, offset).end, index]),
  );
  const names = offsets.map((offset) => decodeInstruction(code, offset).name);
  let reached = 0;

  function placeOf({ name, index, operands }: Operation): number | undefined {
    reached = Math.max(reached, offsets.indexOf(entries.get(index) ?? 0));
    const pc = operands.find(({ kind }) => kind === 'pc')?.value;
    const wanted: readonly string[] = instructionsOf[name] ?? [name];
    const next = names.findIndex((name, place) => place >= reached && wanted.includes(name));
    const place = pc === undefined || name === 'LOOP' ? next : ends.get(offsetOf(pc));
    if (place === undefined || place < 0) return undefined;
    reached = place + 1;
    return place;
  }

  return operations.map(placeOf);
}
