/** The encoding of `values.ts` in IR: a number is unboxed by a subtraction. */
import type * as contract from '#shared/contracts/values/values-ir.ts';
import type { ValuesIr } from '#shared/contracts/values-ir.ts';
import type { IRBuilder, Value } from '#shared/llvm/namespace.ts';
import { Bits } from '#vm/values/values';

/** Makes the emitters for values, which write where the builder stands. */
export function createValuesIr(builder: IRBuilder): ValuesIr {
  const i64 = builder.getInt64Ty();
  const constant = (pattern: bigint) => builder.getInt64(pattern);
  const isNumber = (value: Value) => builder.CreateICmpUGE(value, constant(Bits.BORDER));

  return {
    nil: () => constant(Bits.NIL),
    empty: () => constant(Bits.EMPTY),
    fromBoolean: (condition) =>
      builder.CreateAdd(builder.CreateZExt(condition, i64), constant(Bits.FALSE)),
    fromNumber: (number) =>
      builder.CreateAdd(builder.CreateBitCast(number, i64), constant(Bits.BORDER)),
    numberOf: (value) =>
      builder.CreateBitCast(builder.CreateSub(value, constant(Bits.BORDER)), builder.getDoubleTy()),
    referenceOf: (value) => builder.CreateTrunc(value, builder.getInt32Ty()),
    fromReference: (offset) => builder.CreateZExt(offset, i64),
    isEmpty: (value) => builder.CreateICmpEQ(value, constant(Bits.EMPTY)),
    isNumber,
    areNumbers: (left, right) => builder.CreateAnd(isNumber(left), isNumber(right)),
    isReference: (value) => builder.CreateICmpULT(value, constant(Bits.FALSE)),
    // nil and false differ in bit 1, and nothing else has the other bits.
    isFalsey: (value) =>
      builder.CreateICmpEQ(builder.CreateAnd(value, constant(~2n)), constant(Bits.FALSE)),
    identical: (left, right) => builder.CreateICmpEQ(builder.CreateXor(left, right), constant(0n)),
  };
}

createValuesIr satisfies typeof contract.createValuesIr;
