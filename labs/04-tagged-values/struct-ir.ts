// Lab 04, Tagged values: struct-ir.ts
//
// To start, run `npm run lab -- start 04`. It copies this file to mine/04-tagged-values/;
// edit it there. The handout is labs/04-tagged-values/README.md.

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
import { unfinished } from '#shared/contracts/unfinished.ts';
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

  return {
    /** Stands worked: a tag, and a payload of 0. */
    nil: () => make(StructTag.NIL, builder.getInt64(0)),
    /**
     * Task 04.7: The same as a structure.
     *
     * The value of an `i1`. Its payload is 1 or 0.
     */
    fromBoolean: (condition) => {
      return unfinished('04.7');
    },
    /**
     * Task 04.7: The same as a structure.
     *
     * The value of a `double`. Its payload is the double's 64 bits.
     */
    fromNumber: (number) => {
      return unfinished('04.7');
    },
    /**
     * Task 04.7: The same as a structure.
     *
     * The `double` that a number's payload is.
     */
    numberOf: (value) => {
      return unfinished('04.7');
    },

    /**
     * Task 04.7: The same as a structure.
     *
     * Whether a value's tag says that it is a number: an `i1`.
     */
    isNumber: (value) => {
      return unfinished('04.7');
    },
    /**
     * Task 04.7: The same as a structure.
     *
     * Whether both values are numbers: an `i1`.
     */
    areNumbers: (left, right) => {
      return unfinished('04.7');
    },
    /**
     * Task 04.7: The same as a structure.
     *
     * Whether a value is nil or false: an `i1`. Tag and payload both matter.
     */
    isFalsey(value) {
      return unfinished('04.7');
    },
    /**
     * Task 04.7: The same as a structure.
     *
     * Whether two values that are not both numbers are the same: an `i1`. Tags
     * and payloads both matter.
     */
    identical: (left, right) => {
      return unfinished('04.7');
    },
  };
}

createStructIr satisfies typeof contract.createStructIr;
