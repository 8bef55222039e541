// Lab 04, Tagged values: guards.ts
//
// To start, run `npm run lab -- start 04`. It copies this file to mine/04-tagged-values/;
// edit it there. The handout is labs/04-tagged-values/README.md.

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
import { unfinished } from '#shared/contracts/unfinished.ts';
import type * as contract from '#shared/contracts/values/guards.ts';
import type { GuardNeeds } from '#shared/contracts/values/guards.ts';
import type { BasicBlock, Value } from '#shared/llvm/namespace.ts';

/**
 * Task 04.5: Type tests and guards.
 *
 * Ends the block with a branch: to a new block, called `number`, where the value
 * is a number, and else to `otherwise`. The builder stands in the new block
 * then, where the number is taken out of its box.
 * @returns the number, a `double`
 */
export function guardNumber(
  { builder, values, block }: GuardNeeds,
  value: Value,
  otherwise: BasicBlock,
): Value {
  return unfinished('04.5');
}

/**
 * Task 04.6: Truth and sameness.
 *
 * Whether two values are the same, an `i1`. If both are numbers, it is for the
 * numbers to say: 0 is -0, NaN is nothing. Else it is whether they are
 * identical. Both are computed, and one is selected: no branch.
 */
export function same(
  { builder, values }: Pick<GuardNeeds, 'builder' | 'values'>,
  left: Value,
  right: Value,
): Value {
  return unfinished('04.6');
}

guardNumber satisfies typeof contract.guardNumber;
same satisfies typeof contract.same;
