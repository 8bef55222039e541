/**
 * Guards and sameness, for values of whichever encoding: they ask only what
 * `EncodingIr` answers.
 *
 * A guard is a type test, and a branch that is hardly ever taken. Behind it the
 * value is known to be a number, and may be used as one:
 *
 *     … is %v a number? ──no──▶ otherwise: raise the error, call a
 *       │                                  runtime function, leave the code
 *      yes
 *       ▼
 *     number: %d, a double, is what %v holds
 *
 * Source: the guards of trace compilers; Gal et al., *Trace-based Just-in-Time
 * Type Specialization for Dynamic Languages* (2009).
 */
import type * as contract from '#shared/contracts/values/guards.ts';
import type { GuardNeeds } from '#shared/contracts/values/guards.ts';
import type { BasicBlock, Value } from '#shared/llvm/namespace.ts';

/**
 * Ends the block with a branch: to a new block, called `number`, where the value
 * is a number, and else to `otherwise`. The builder stands in the new block
 * then, where the number is taken out of its box.
 * @returns the number, a `double`
 *
 * @lab 04.5 Type tests and guards
 */
export function guardNumber(
  { builder, values, block }: GuardNeeds,
  value: Value,
  otherwise: BasicBlock,
): Value {
  const number = block('number');
  builder.CreateCondBr(values.isNumber(value), number, otherwise);
  builder.SetInsertPoint(number);
  return values.numberOf(value);
}

/**
 * Whether two values are the same, an `i1`. If both are numbers, it is for the
 * numbers to say: 0 is -0, NaN is nothing. Else it is whether they are
 * identical. Both are computed, and one is selected: no branch.
 *
 * @lab 04.6 Truth and sameness
 */
export function same(
  { builder, values }: Pick<GuardNeeds, 'builder' | 'values'>,
  left: Value,
  right: Value,
): Value {
  return builder.CreateSelect(
    values.areNumbers(left, right),
    builder.CreateFCmpOEQ(values.numberOf(left), values.numberOf(right)),
    values.identical(left, right),
  );
}

guardNumber satisfies typeof contract.guardNumber;
same satisfies typeof contract.same;
