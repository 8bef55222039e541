/**
 * Superinstructions: two instructions that one operation does together.
 *
 * Source: Proebsting, *Optimizing an ANSI C Interpreter with Superoperators*
 * (1995); Ertl, Gregg, *The Structure and Performance of Efficient
 * Interpreters* (2003).
 */
import type * as contract from '#shared/contracts/threaded/superinstructions.ts';
import type { Translation } from '#shared/contracts/threaded.ts';
import type { Instruction } from '#shared/lox/disassembler.ts';
import type { OpcodeName } from '#shared/lox/opcodes.ts';
import { slotAt } from '#shared/threaded/frame-slots.ts';
import { isNil, isNumberConstant } from '#shared/threaded/operands.ts';
import { isSuperinstruction } from '#shared/threaded/superinstructions.ts';

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

/** Translates two instructions at once. The second is a conditional jump to `target`. */
type Fusion = (translation: Translation, first: Instruction, target: number) => void;

/**
 * A comparison of two numbers, and a jump past what is done when it holds. The
 * word is JUMP_UNLESS and the comparison, with _NUMBER behind it where one of
 * the operands is a number from the constant table; were that the left one, the
 * comparison is exchanged for its mirror image. All entries below the operands
 * are settled, since control flow splits here. The operands are taken off before
 * the jump is emitted. The pc is that of the comparison's end. `isNumberConstant`,
 * of '#shared/threaded/operands.ts', tells a number from the constant table.
 *
 * @lab 02.6 Compare and branch
 */
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

/**
 * The same with `==` or `!=`. Where the right operand is nil, that is
 * JUMP_UNLESS_NIL or JUMP_IF_NIL; where it is a number from the constant table, the
 * word with _NUMBER behind it may be used; else the words work in place if need be,
 * with the left operand's own slot as `top`: `slotAt`, of
 * '#shared/threaded/frame-slots.ts'. `isNil` stands beside `isNumberConstant`.
 * @param site offset of the comparison's feedback cell
 *
 * @lab 02.6 Compare for equality and branch
 */
function fuseEquality(
  { stack, emitJump }: Translation,
  name: Equality,
  site: number,
  target: number,
): void {
  const left = stack.depth() - 2;
  const right = stack.at(left + 1);
  stack.settleAll(left);
  const a = stack.read(left);
  const b = isNil(right) || isNumberConstant(right) ? 0 : stack.read(left + 1);
  stack.pop();
  stack.pop();
  if (isNil(right)) emitJump(target, name === 'EQUAL' ? 'JUMP_UNLESS_NIL' : 'JUMP_IF_NIL', a, site);
  else if (isNumberConstant(right))
    emitJump(target, `JUMP_UNLESS_${name}_NUMBER`, a, right.offset, site);
  else emitJump(target, `JUMP_UNLESS_${name}`, a, b, site, slotAt(left));
}

/**
 * What to fuse with a conditional jump behind it, by the name of the first
 * instruction. What is not in here is translated as two operations. Task 02.6
 * adds the comparisons, which a profile shows to be what pays: `fuseComparison`
 * for GREATER, GREATER_EQUAL, LESS and LESS_EQUAL, and `fuseEquality` for EQUAL
 * and NOT_EQUAL, whose operand is the number of their site.
 */
const fusions: Partial<Record<OpcodeName, Fusion>> = {
  /** Stands worked: `!value`, and a jump past what is done when it holds. */
  NOT({ stack, emitJump }, _first, target) {
    const top = stack.depth() - 1;
    stack.settleAll(top);
    const value = stack.read(top);
    stack.pop();
    emitJump(target, 'JUMP_IF_TRUE', value);
  },
  /** @lab 02.6 omit */
  GREATER: (translation, { end }, target) => fuseComparison(translation, 'GREATER', end, target),
  /** @lab 02.6 omit */
  GREATER_EQUAL: (translation, { end }, target) =>
    fuseComparison(translation, 'GREATER_EQUAL', end, target),
  /** @lab 02.6 omit */
  LESS: (translation, { end }, target) => fuseComparison(translation, 'LESS', end, target),
  /** @lab 02.6 omit */
  LESS_EQUAL: (translation, { end }, target) =>
    fuseComparison(translation, 'LESS_EQUAL', end, target),
  /** @lab 02.6 omit */
  EQUAL: (translation, { operands: [site] }, target) =>
    fuseEquality(translation, 'EQUAL', translation.parts.site(site.value), target),
  /** @lab 02.6 omit */
  NOT_EQUAL: (translation, { operands: [site] }, target) =>
    fuseEquality(translation, 'NOT_EQUAL', translation.parts.site(site.value), target),
};

/**
 * Translates an instruction and the one after it into one operation, if there
 * is one that does the work of both. Nothing else can come to the second.
 */
export function fuse(translation: Translation, first: Instruction, second: Instruction): boolean {
  const jump = translation.jumps.get(second.offset);
  const fusion = isSuperinstruction(first.name, second.name) ? fusions[first.name] : undefined;
  if (fusion === undefined || jump === undefined || jump.keeps) return false;
  fusion(translation, first, jump.target);
  return true;
}

fuse satisfies typeof contract.fuse;
