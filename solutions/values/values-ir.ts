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
import type * as contract from '#shared/contracts/values/values-ir.ts';
import type { ValuesIr } from '#shared/contracts/values-ir.ts';
import type { IRBuilder, Value } from '#shared/llvm/namespace.ts';
import { Bits } from '#vm/values/values';

/** Makes the emitters for values, which write where the builder stands. */
export function createValuesIr(builder: IRBuilder): ValuesIr {
  const i32 = builder.getInt32Ty();
  const i64 = builder.getInt64Ty();
  const double = builder.getDoubleTy();
  const constant = (pattern: bigint) => builder.getInt64(pattern);

  /** Whether a register's bits, as an unsigned number, lie below a pattern. @lab 04.5 omit */
  const below = (value: Value, pattern: bigint): Value =>
    builder.CreateICmpULT(value, constant(pattern));

  return {
    /** Stands worked: a value that is always the same 64 bits is a constant. */
    nil: () => constant(Bits.NIL),
    empty: () => constant(Bits.EMPTY),
    /**
     * TRUE or FALSE, by an `i1` that is known only when the code runs.
     *
     * @lab 04.4 Boxes in registers
     */
    fromBoolean: (condition) =>
      builder.CreateSelect(condition, constant(Bits.TRUE), constant(Bits.FALSE)),
    /**
     * The value of a `double`: the same 64 bits, in an `i64`.
     *
     * @lab 04.4 Boxes in registers
     */
    fromNumber: (number) => builder.CreateBitCast(number, i64),
    /**
     * The `double` that a number's 64 bits are.
     *
     * @lab 04.4 Boxes in registers
     */
    numberOf: (value) => builder.CreateBitCast(value, double),
    /**
     * The offset in a reference: its low word, an `i32`.
     *
     * @lab 04.4 Boxes in registers
     */
    referenceOf: (value) => builder.CreateTrunc(value, i32),
    /**
     * The reference to an offset, an `i32` that is never negative.
     *
     * @lab 04.4 Boxes in registers
     */
    fromReference: (offset) =>
      builder.CreateOr(builder.CreateZExt(offset, i64), constant(Bits.REFERENCE)),

    /** Stands worked: a type test for one value. The result is an `i1`. */
    isEmpty: (value) => builder.CreateICmpEQ(value, constant(Bits.EMPTY)),
    /**
     * Whether a value is a number: an `i1`.
     *
     * @lab 04.5 Type tests and guards
     */
    isNumber: (value) => below(value, Bits.BORDER),
    /**
     * Whether both values are numbers: an `i1`.
     *
     * @lab 04.5 Type tests and guards
     */
    areNumbers: (left, right) =>
      builder.CreateAnd(below(left, Bits.BORDER), below(right, Bits.BORDER)),
    /**
     * Whether a value refers to an object: an `i1`.
     *
     * @lab 04.5 Type tests and guards
     */
    isReference: (value) => builder.CreateICmpUGE(value, constant(Bits.REFERENCE)),

    /**
     * Whether a value is nil or false: an `i1`.
     *
     * @lab 04.6 Truth and sameness
     */
    isFalsey: (value) =>
      builder.CreateOr(
        builder.CreateICmpEQ(value, constant(Bits.NIL)),
        builder.CreateICmpEQ(value, constant(Bits.FALSE)),
      ),
    /**
     * Whether two values have the same bits, an `i1`: then they are the same
     * value, unless both are numbers, which the caller has asked before.
     *
     * @lab 04.6 Truth and sameness
     */
    identical: (left, right) => builder.CreateICmpEQ(left, right),
  };
}

createValuesIr satisfies typeof contract.createValuesIr;
