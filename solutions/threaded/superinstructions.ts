/**
 * Superinstructions: two instructions that one operation does together.
 *
 * Source: Proebsting, *Optimizing an ANSI C Interpreter with Superoperators*
 * (1995); Ertl, Gregg, *The Structure and Performance of Efficient
 * Interpreters* (2003).
 */
import type * as contract from '#shared/contracts/threaded/superinstructions.ts';
import type { Operand, Translation } from '#shared/contracts/threaded.ts';
import type { Instruction } from '#shared/lox/disassembler.ts';
import type { OpcodeName } from '#shared/lox/opcodes.ts';
import { slotAt } from '#shared/threaded/frame-slots.ts';

/** The comparisons, each with the one that is the same with its operands exchanged. */
const mirrored = {
  GREATER: 'LESS',
  GREATER_EQUAL: 'LESS_EQUAL',
  LESS: 'GREATER',
  LESS_EQUAL: 'GREATER_EQUAL',
} as const;

type Comparison = keyof typeof mirrored;
type Equality = 'EQUAL' | 'NOT_EQUAL';
type JumpName = `JUMP_UNLESS_${Comparison}` | `JUMP_UNLESS_${Comparison}_NUMBER`;

function isComparison(name: OpcodeName): name is Comparison {
  return name in mirrored;
}

function isEquality(name: OpcodeName): name is Equality {
  return name === 'EQUAL' || name === 'NOT_EQUAL';
}

type NumberConstant = Extract<Operand, { kind: 'constant' }>;

function isNumberConstant(entry: Operand): entry is NumberConstant {
  return entry.kind === 'constant' && entry.isNumber;
}

function isNil(entry: Operand): boolean {
  return entry.kind === 'literal' && entry.value === 'NIL';
}

/** A comparison of two numbers, and a jump past what is done when it holds. */
function fuseComparison(
  { stack, parts, emitJump }: Translation,
  name: Comparison,
  end: number,
  target: number,
): void {
  const left = stack.depth() - 2;
  const [a, b] = [stack.at(left), stack.at(left + 1)];
  stack.settleAll(left);
  const jump = (word: JumpName, ...operands: readonly number[]) => {
    stack.pop();
    stack.pop();
    emitJump(target, word, ...operands, parts.pc(end));
  };
  if (isNumberConstant(b)) {
    jump(`JUMP_UNLESS_${name}_NUMBER`, stack.read(left), b.offset);
  } else if (isNumberConstant(a)) {
    jump(`JUMP_UNLESS_${mirrored[name]}_NUMBER`, stack.read(left + 1), a.offset);
  } else {
    jump(`JUMP_UNLESS_${name}`, stack.read(left), stack.read(left + 1));
  }
}

/** The same with `==` or `!=`. */
function fuseEquality(
  { stack, emitJump }: Translation,
  name: Equality,
  site: number,
  target: number,
): void {
  const left = stack.depth() - 2;
  const rightIsNil = isNil(stack.at(left + 1));
  stack.settleAll(left);
  const a = stack.read(left);
  const b = rightIsNil ? 0 : stack.read(left + 1);
  stack.pop();
  stack.pop();
  if (rightIsNil) emitJump(target, name === 'EQUAL' ? 'JUMP_UNLESS_NIL' : 'JUMP_IF_NIL', a, site);
  else emitJump(target, `JUMP_UNLESS_${name}`, a, b, site, slotAt(left));
}

/** `!value`, and a jump past what is done when it holds. */
function fuseNot({ stack, emitJump }: Translation, target: number): void {
  const top = stack.depth() - 1;
  stack.settleAll(top);
  const value = stack.read(top);
  stack.pop();
  emitJump(target, 'JUMP_IF_TRUE', value);
}

/**
 * Translates an instruction and the one after it into one operation, if there
 * is one that does the work of both. Nothing else can come to the second.
 */
export function fuse(translation: Translation, first: Instruction, second: Instruction): boolean {
  const { parts, jumps } = translation;
  const jump = jumps.get(second.offset);
  const isConditional = second.name === 'JUMP_IF_FALSE' || second.name === 'AND';
  if (jump === undefined || jump.keeps || !isConditional) return false;
  const { name, end } = first;
  if (isComparison(name)) fuseComparison(translation, name, end, jump.target);
  else if (isEquality(name))
    fuseEquality(translation, name, parts.site(first.operands[0].value), jump.target);
  else if (name === 'NOT') fuseNot(translation, jump.target);
  else return false;
  return true;
}

fuse satisfies typeof contract.fuse;
