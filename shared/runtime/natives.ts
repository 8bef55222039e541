/** Functions that the VM brings along. Lox has one. */
import type { Slot, Values } from '../contracts/values.ts';

/** A function that is not written in Lox. */
export interface NativeFunction {
  readonly name: string;
  readonly arity: number;
  /**
   * Computes the result.
   * @param result slot to write it to, which is also the callee's
   */
  readonly call: (values: Values, result: Slot) => void;
}

/** All native functions; their index is what a native object's header holds. */
export const nativeFunctions: readonly NativeFunction[] = [
  {
    name: 'clock',
    arity: 0,
    call: (values, result) => values.setNumber(result, performance.now() / 1000),
  },
];
