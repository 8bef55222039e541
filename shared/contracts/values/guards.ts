import type { BasicBlock, IRBuilder, Value } from '../../llvm/namespace.ts';
import type { EncodingIr } from '../values-ir.ts';

/** What guards are made with; the emitter of a compiled function has it all. */
export interface GuardNeeds {
  readonly builder: IRBuilder;
  /** Whichever encoding the values have. */
  readonly values: EncodingIr;
  /** A new basic block, which nothing leads to yet. */
  readonly block: (name: string) => BasicBlock;
}

/**
 * Guards: goes on where a value is a number; what is none goes to `otherwise`.
 * The builder then stands where it goes on.
 * @returns the number, a `double`
 */
export declare function guardNumber(needs: GuardNeeds, value: Value, otherwise: BasicBlock): Value;

/**
 * Whether two values are the same, an `i1`, as `Values.same` has it: numbers
 * are compared as numbers. Two strings with the same characters may be two
 * objects; this does not look into them. Emits no branch.
 */
export declare function same(
  needs: Pick<GuardNeeds, 'builder' | 'values'>,
  left: Value,
  right: Value,
): Value;
