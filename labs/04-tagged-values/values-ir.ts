// Lab 04, Tagged values: values-ir.ts
//
// To start, run `npm run lab -- start 04`. It copies this file to mine/04-tagged-values/;
// edit it there. The handout is labs/04-tagged-values/README.md.

/**
 * Tagged values in LLVM IR: what `values.ts` does with slots, done with values
 * in registers. A value is an `i64` of the same bits; the diagram stands in
 * `values.ts`.
 *
 *     1.5                          3FF8000000000000
 *     bitcast double %d to i64     nothing is emitted for it, or one move
 *                                  from one kind of register to the other
 *
 * Numbers lie below every tag and references above every other one, so each of
 * the two tests that matter is a single comparison with a constant.
 */
import { unfinished } from '#shared/contracts/unfinished.ts';
import type * as contract from '#shared/contracts/values/values-ir.ts';
import type { ValuesIr } from '#shared/contracts/values-ir.ts';
import type { IRBuilder } from '#shared/llvm/namespace.ts';
import { Bits } from '#vm/values/values';

/** Makes the emitters for values, which write where the builder stands. */
export function createValuesIr(builder: IRBuilder): ValuesIr {
  const i32 = builder.getInt32Ty();
  const i64 = builder.getInt64Ty();
  const double = builder.getDoubleTy();
  const constant = (pattern: bigint) => builder.getInt64(pattern);

  return {
    /** Stands worked: a value that is always the same 64 bits is a constant. */
    nil: () => constant(Bits.NIL),
    empty: () => constant(Bits.EMPTY),
    /**
     * Task 04.4: Boxes in registers.
     *
     * TRUE or FALSE, by an `i1` that is known only when the code runs.
     */
    fromBoolean: (condition) => {
      return unfinished('04.4');
    },
    /**
     * Task 04.4: Boxes in registers.
     *
     * The value of a `double`: the same 64 bits, in an `i64`.
     */
    fromNumber: (number) => {
      return unfinished('04.4');
    },
    /**
     * Task 04.4: Boxes in registers.
     *
     * The `double` that a number's 64 bits are.
     */
    numberOf: (value) => {
      return unfinished('04.4');
    },
    /**
     * Task 04.4: Boxes in registers.
     *
     * The offset in a reference: its low word, an `i32`.
     */
    referenceOf: (value) => {
      return unfinished('04.4');
    },
    /**
     * Task 04.4: Boxes in registers.
     *
     * The reference to an offset, an `i32` that is never negative.
     */
    fromReference: (offset) => {
      return unfinished('04.4');
    },

    /** Stands worked: a type test for one value. The result is an `i1`. */
    isEmpty: (value) => builder.CreateICmpEQ(value, constant(Bits.EMPTY)),
    /**
     * Task 04.5: Type tests and guards.
     *
     * Whether a value is a number: an `i1`.
     */
    isNumber: (value) => {
      return unfinished('04.5');
    },
    /**
     * Task 04.5: Type tests and guards.
     *
     * Whether both values are numbers: an `i1`.
     */
    areNumbers: (left, right) => {
      return unfinished('04.5');
    },
    /**
     * Task 04.5: Type tests and guards.
     *
     * Whether a value refers to an object: an `i1`.
     */
    isReference: (value) => {
      return unfinished('04.5');
    },

    /**
     * Task 04.6: Truth and sameness.
     *
     * Whether a value is nil or false: an `i1`.
     */
    isFalsey: (value) => {
      return unfinished('04.6');
    },
    /**
     * Task 04.6: Truth and sameness.
     *
     * Whether two values have the same bits, an `i1`: then they are the same
     * value, unless both are numbers, which the caller has asked before.
     */
    identical: (left, right) => {
      return unfinished('04.6');
    },
  };
}

createValuesIr satisfies typeof contract.createValuesIr;
