// Lab 03, IR builder: arithmetic.ts
//
// To start, run `npm run lab -- start 03`. It copies this file to mine/03-ir-builder/;
// edit it there. The handout is labs/03-ir-builder/README.md.

/**
 * Operators in IR. Each looks at what is known of its operands: what is a
 * number already is not tested again, and what turns out to be one is a number
 * from then on, in every slot that has it.
 */
import type * as contract from '#shared/contracts/ir/arithmetic.ts';
import type { Emitter, Register } from '#shared/contracts/ir.ts';
import type { RuntimeName } from '#shared/contracts/native.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { BasicBlock, Value } from '#shared/llvm/namespace.ts';
import type { Step } from '#shared/lox/control-flow.ts';
import { same } from '#vm/values/guards';

/**
 * Task 03.8: Guard a number.
 *
 * The operand as a `double`; what is none goes to `otherwise`. What is known to
 * be a number is not tested. What was tested is known to be one from then on,
 * wherever the frame has it.
 * `guardNumber` of `#vm/values/guards` is the test with its branch.
 */
function numberOr(emitter: Emitter, operand: Register, otherwise: BasicBlock): Value {
  return unfinished('03.8');
}

/** Stands worked: a register's value as 64 bits. */
export function taggedOf({ values }: Emitter, { kind, value }: Register): Value {
  if (kind === 'number') return values.fromNumber(value);
  return kind === 'boolean' ? values.fromBoolean(value) : value;
}

/** A block beside the way, filled by `emit`, which ends it. The builder stands where it stood. */
export function aside({ builder, block }: Emitter, name: string, emit: () => void): BasicBlock {
  const here = builder.GetInsertBlock();
  const made = block(name);
  builder.SetInsertPoint(made);
  emit();
  builder.SetInsertPoint(here);
  return made;
}

/** A block that raises an error and comes back with it. */
function errorBlock(emitter: Emitter, name: RuntimeName, step: Step): BasicBlock {
  return aside(emitter, name, () => {
    emitter.runtime(name, step);
    emitter.fail();
  });
}

/**
 * Task 03.8: Two numbers.
 *
 * Takes two numbers off and pushes what `combine` makes of them. Both are
 * guarded before either is taken off, the left one first; `operandsMustBeNumbers`
 * raises the error.
 */
export function binary(
  emitter: Emitter,
  step: Step,
  combine: (left: Value, right: Value) => Register,
): void {
  return unfinished('03.8');
}

/** Stands worked: `-number`. The guard comes first, as the error block looks at the frame as it is. */
export function negate(emitter: Emitter, step: Step): void {
  const { builder, state } = emitter;
  const failing = errorBlock(emitter, 'operandMustBeNumber', step);
  const number = numberOr(emitter, state.read(step.depth - 1), failing);
  state.drop();
  state.push({ kind: 'number', value: builder.CreateFNeg(number) });
}

/**
 * Task 03.8: Add.
 *
 * `a + b`. When one operand is known to be a number, the sum is one, or an
 * error, which the runtime function `add` raises: operands are the offset of the
 * left one's slot, where it looks for both, and the number of the site. When
 * nothing is known of either, it may have to join two strings.
 */
export function add(emitter: Emitter, step: Step, site: number): void {
  return unfinished('03.8');
}

/**
 * Task 03.8: Add anything.
 *
 * Adds two values of which nothing is known: two numbers right here, all others
 * by the runtime function `add`, which puts the result into the left one's slot
 * and gives back 0 when it has failed. It allocates, so what might be a reference
 * is in memory before, and in no register afterwards. A phi node has the result.
 */
function addTagged(emitter: Emitter, step: Step, site: number, left: Value, right: Value): void {
  return unfinished('03.8');
}

/**
 * `a == b`, as an `i1`; both are taken off. Two numbers or two booleans that are
 * known to be such are compared by one instruction.
 */
export function equal(emitter: Emitter, step: Step, site: number): Value {
  const { builder, state } = emitter;
  const left = state.read(step.depth - 2);
  const right = state.read(step.depth - 1);
  const result =
    left.kind === 'number' && right.kind === 'number'
      ? builder.CreateFCmpOEQ(left.value, right.value)
      : left.kind === 'boolean' && right.kind === 'boolean'
        ? builder.CreateICmpEQ(left.value, right.value)
        : left.kind === 'tagged' && right.kind === 'tagged'
          ? equalTagged(emitter, step, site, left.value, right.value)
          : same(emitter, taggedOf(emitter, left), taggedOf(emitter, right));
  state.drop();
  state.drop();
  return result;
}

/**
 * Task 03.8: Compare anything.
 *
 * Compares two values that may be anything. Numbers are compared as numbers, for
 * NaN is not itself and 0 is -0. Of all others the same bits are the same value,
 * and different bits are different values unless both may be strings: those the
 * runtime function `equal` compares. Its operands are the offset of the left one's
 * slot, with the right one above, and the number of the site. It puts its answer into
 * the left one's slot, a boolean: the value's low word is 1 or 0. It does not allocate.
 */
function equalTagged(emitter: Emitter, step: Step, site: number, left: Value, right: Value): Value {
  return unfinished('03.8');
}

/** Stands worked: whether a value counts as false, as an `i1`. What is known is not asked. */
export function isFalsey({ builder, values }: Emitter, { kind, value }: Register): Value {
  if (kind === 'number') return builder.getInt1(false);
  return kind === 'boolean' ? builder.CreateNot(value) : values.isFalsey(value);
}

taggedOf satisfies typeof contract.taggedOf;
aside satisfies typeof contract.aside;
binary satisfies typeof contract.binary;
negate satisfies typeof contract.negate;
add satisfies typeof contract.add;
equal satisfies typeof contract.equal;
isFalsey satisfies typeof contract.isFalsey;
