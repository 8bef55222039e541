/** Structures, asked by differences: what is 0 in all bits has none. */
import type * as contract from '#shared/contracts/values/struct-ir.ts';
import { type EncodingIr, StructTag } from '#shared/contracts/values-ir.ts';
import type { IRBuilder, Value } from '#shared/llvm/namespace.ts';

export function createStructIr(builder: IRBuilder, zero: Value): EncodingIr {
  const i64 = builder.getInt64Ty();
  const tagOf = (value: Value) => builder.CreateExtractValue(value, 0);
  const payloadOf = (value: Value) => builder.CreateExtractValue(value, 1);
  const make = (tag: number, payload: Value) =>
    builder.CreateInsertValue(builder.CreateInsertValue(zero, payload, 1), builder.getInt8(tag), 0);
  const isZero = (value: Value) => builder.CreateIsNull(value);
  const unlike = (value: Value, tag: number) =>
    builder.CreateXor(tagOf(value), builder.getInt8(tag));

  return {
    nil: () => make(StructTag.NIL, builder.getInt64(0)),
    fromBoolean: (condition) =>
      make(
        StructTag.BOOLEAN,
        builder.CreateSelect(condition, builder.getInt64(1), builder.getInt64(0)),
      ),
    fromNumber: (number) => make(StructTag.NUMBER, builder.CreateBitCast(number, i64)),
    numberOf: (value) => builder.CreateBitCast(payloadOf(value), builder.getDoubleTy()),
    isNumber: (value) => isZero(unlike(value, StructTag.NUMBER)),
    areNumbers: (left, right) =>
      isZero(builder.CreateOr(unlike(left, StructTag.NUMBER), unlike(right, StructTag.NUMBER))),
    isFalsey: (value) =>
      builder.CreateAnd(
        builder.CreateICmpULE(tagOf(value), builder.getInt8(StructTag.BOOLEAN)),
        isZero(payloadOf(value)),
      ),
    identical: (left, right) => {
      const tags = builder.CreateZExt(builder.CreateXor(tagOf(left), tagOf(right)), i64);
      return isZero(builder.CreateOr(tags, builder.CreateXor(payloadOf(left), payloadOf(right))));
    },
  };
}

createStructIr satisfies typeof contract.createStructIr;
