/**
 * Which instructions of bytecode are worth one operation of threaded code, and
 * why: how much of what the large programs execute is such a pair. `npm run
 * profile` measures it, and a test compares.
 *
 * The pairs that are more frequent have no row. Of GET_LOCAL, CONSTANT, POP and
 * the like no operation is left anyway, since every operation names its slots.
 * What remains to be saved is a boolean that is made only to be tested.
 */
import type { OpcodeName } from '../lox/opcodes.ts';

/** Two instructions that become one operation. */
export interface Superinstruction {
  readonly instructions: readonly [first: OpcodeName, second: OpcodeName];
  /** Of a hundred instructions executed, those that begin this pair; the mean over the large programs. */
  readonly percent: number;
}

/** All pairs, the most frequent first. */
// biome-ignore format: a table, a row for each pair
export const superinstructions: readonly Superinstruction[] = [
  { instructions: ['EQUAL', 'JUMP_IF_FALSE'], percent: 1.81 },
  { instructions: ['LESS', 'JUMP_IF_FALSE'], percent: 1.5 },
  { instructions: ['NOT_EQUAL', 'JUMP_IF_FALSE'], percent: 1.15 },
  { instructions: ['GREATER', 'JUMP_IF_FALSE'], percent: 0.49 },
  { instructions: ['NOT_EQUAL', 'AND'], percent: 0.2 },
  { instructions: ['LESS', 'AND'], percent: 0.1 },
  { instructions: ['NOT', 'JUMP_IF_FALSE'], percent: 0.08 },
  { instructions: ['GREATER_EQUAL', 'JUMP_IF_FALSE'], percent: 0.07 },
  { instructions: ['LESS_EQUAL', 'JUMP_IF_FALSE'], percent: 0.04 },
  { instructions: ['EQUAL', 'AND'], percent: 0.01 },
  { instructions: ['NOT', 'AND'], percent: 0.01 },
  { instructions: ['GREATER', 'AND'], percent: 0 },
  { instructions: ['GREATER_EQUAL', 'AND'], percent: 0 },
  { instructions: ['LESS_EQUAL', 'AND'], percent: 0 },
];

const chosen: ReadonlySet<string> = new Set(
  superinstructions.map(({ instructions }) => instructions.join(' ')),
);

/** Whether two instructions, one after the other, are to become one operation. */
export function isSuperinstruction(first: OpcodeName, second: OpcodeName): boolean {
  return chosen.has(`${first} ${second}`);
}
