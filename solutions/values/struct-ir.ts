/**
 * The other encoding: a value is a structure of a tag byte and 64 bits,
 *
 *     { i8 tag, i64 payload }        16 bytes in memory, 7 of them padding
 *     ┌─────┬───────────┬───────────────────────────────────────────────┐
 *     │ tag │ (padding) │ a double's bits, a boolean, an offset, or 0   │
 *     └─────┴───────────┴───────────────────────────────────────────────┘
 *
 * LLVM keeps the two parts in a register each. Nothing is ever mistaken for
 * something else here, and there is room for any payload of 64 bits. Measure
 * what that costs: `npm run -s encodings`.
 *
 * Source: Lua's `TValue`, and every tagged union in C.
 */
import type * as contract from '#shared/contracts/values/struct-ir.ts';
import { type EncodingIr, StructTag } from '#shared/contracts/values-ir.ts';
import type { IRBuilder, Value } from '#shared/llvm/namespace.ts';

/**
 * Makes the emitters for values of two parts, which write where the builder stands.
 * @param zero the structure whose parts are both 0, a constant
 */
export function createStructIr(builder: IRBuilder, zero: Value): EncodingIr {
  const i64 = builder.getInt64Ty();
  const double = builder.getDoubleTy();
  const tagOf = (value: Value) => builder.CreateExtractValue(value, 0);
  const payloadOf = (value: Value) => builder.CreateExtractValue(value, 1);

  /** Puts a value together: a tag known when compiling, and a payload, an `i64`. */
  function make(tag: number, payload: Value): Value {
    return builder.CreateInsertValue(
      builder.CreateInsertValue(zero, builder.getInt8(tag), 0),
      payload,
      1,
    );
  }

  /** Whether a value has this tag, an `i1`. @lab 04.7 omit */
  function has(value: Value, tag: number): Value {
    return builder.CreateICmpEQ(tagOf(value), builder.getInt8(tag));
  }

  return {
    /** Stands worked: a tag, and a payload of 0. */
    nil: () => make(StructTag.NIL, builder.getInt64(0)),
    /**
     * The value of an `i1`. Its payload is 1 or 0.
     *
     * @lab 04.7 The same as a structure
     */
    fromBoolean: (condition) => make(StructTag.BOOLEAN, builder.CreateZExt(condition, i64)),
    /**
     * The value of a `double`. Its payload is the double's 64 bits.
     *
     * @lab 04.7 The same as a structure
     */
    fromNumber: (number) => make(StructTag.NUMBER, builder.CreateBitCast(number, i64)),
    /**
     * The `double` that a number's payload is.
     *
     * @lab 04.7 The same as a structure
     */
    numberOf: (value) => builder.CreateBitCast(payloadOf(value), double),

    /**
     * Whether a value's tag says that it is a number: an `i1`.
     *
     * @lab 04.7 The same as a structure
     */
    isNumber: (value) => has(value, StructTag.NUMBER),
    /**
     * Whether both values are numbers: an `i1`.
     *
     * @lab 04.7 The same as a structure
     */
    areNumbers: (left, right) =>
      builder.CreateAnd(has(left, StructTag.NUMBER), has(right, StructTag.NUMBER)),
    /**
     * Whether a value is nil or false: an `i1`. Tag and payload both matter.
     *
     * @lab 04.7 The same as a structure
     */
    isFalsey(value) {
      const isZero = builder.CreateICmpEQ(payloadOf(value), builder.getInt64(0));
      const isFalse = builder.CreateAnd(has(value, StructTag.BOOLEAN), isZero);
      return builder.CreateOr(has(value, StructTag.NIL), isFalse);
    },
    /**
     * Whether two values that are not both numbers are the same: an `i1`. Tags
     * and payloads both matter.
     *
     * @lab 04.7 The same as a structure
     */
    identical: (left, right) =>
      builder.CreateAnd(
        builder.CreateICmpEQ(tagOf(left), tagOf(right)),
        builder.CreateICmpEQ(payloadOf(left), payloadOf(right)),
      ),
  };
}

createStructIr satisfies typeof contract.createStructIr;
