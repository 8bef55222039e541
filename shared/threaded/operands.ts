/** What the translator asks about entries of its operand stack. */
import type { Operand } from '../contracts/threaded.ts';

/** An entry of which the constant table has the value. */
export type ConstantOperand = Extract<Operand, { kind: 'constant' }>;

/** Whether an entry is a number of which the constant table has the value. */
export function isNumberConstant(entry: Operand): entry is ConstantOperand {
  return entry.kind === 'constant' && entry.isNumber;
}

/** Whether an entry is nil. */
export function isNil(entry: Operand): boolean {
  return entry.kind === 'literal' && entry.value === 'NIL';
}
