// Lab 02, Threaded code: superinstructions.ts
//
// To start, run `npm run lab -- start 02`. It copies this file to mine/02-threaded-code/;
// edit it there. The handout is labs/02-threaded-code/README.md.

/**
 * Superinstructions: two instructions that one operation does together.
 *
 * Source: Proebsting, *Optimizing an ANSI C Interpreter with Superoperators*
 * (1995); Ertl, Gregg, *The Structure and Performance of Efficient
 * Interpreters* (2003).
 */
import type * as contract from '#shared/contracts/threaded/superinstructions.ts';
import type { Translation } from '#shared/contracts/threaded.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { Instruction } from '#shared/lox/disassembler.ts';
import type { OpcodeName } from '#shared/lox/opcodes.ts';
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
 * Task 02.6: Compare and branch.
 *
 * A comparison of two numbers, and a jump past what is done when it holds. The
 * word is JUMP_UNLESS and the comparison, with _NUMBER behind it where one of
 * the operands is a number from the constant table; were that the left one, the
 * comparison is exchanged for its mirror image. All entries below the operands
 * are settled, since control flow splits here. The operands are taken off before
 * the jump is emitted. The pc is that of the comparison's end. `isNumberConstant`,
 * of '#shared/threaded/operands.ts', tells a number from the constant table.
 */
function fuseComparison(
  { stack, parts, emitJump }: Translation,
  name: Comparison,
  end: number,
  target: number,
): void {
  return unfinished('02.6');
}

/**
 * Task 02.6: Compare for equality and branch.
 *
 * The same with `==` or `!=`. Where the right operand is nil, that is
 * JUMP_UNLESS_NIL or JUMP_IF_NIL; where it is a number from the constant table, the
 * word with _NUMBER behind it may be used; else the words work in place if need be,
 * with the left operand's own slot as `top`: `slotAt`, of
 * '#shared/threaded/frame-slots.ts'. `isNil` stands beside `isNumberConstant`.
 * @param site offset of the comparison's feedback cell
 */
function fuseEquality(
  { stack, emitJump }: Translation,
  name: Equality,
  site: number,
  target: number,
): void {
  return unfinished('02.6');
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
