/** Guards by the opposite test, and sameness without a selection. */
import type * as contract from '#shared/contracts/values/guards.ts';
import type { GuardNeeds } from '#shared/contracts/values/guards.ts';
import type { BasicBlock, Value } from '#shared/llvm/namespace.ts';

export function guardNumber(
  { builder, values, block }: GuardNeeds,
  value: Value,
  otherwise: BasicBlock,
): Value {
  const isOther = builder.CreateNot(values.isNumber(value));
  const on = block('guarded');
  builder.CreateCondBr(isOther, otherwise, on);
  builder.SetInsertPoint(on);
  return values.numberOf(value);
}

export function same(
  { builder, values }: Pick<GuardNeeds, 'builder' | 'values'>,
  left: Value,
  right: Value,
): Value {
  const numbers = values.areNumbers(left, right);
  const equal = builder.CreateFCmpOEQ(values.numberOf(left), values.numberOf(right));
  return builder.CreateOr(
    builder.CreateAnd(numbers, equal),
    builder.CreateAnd(builder.CreateNot(numbers), values.identical(left, right)),
  );
}

guardNumber satisfies typeof contract.guardNumber;
same satisfies typeof contract.same;
