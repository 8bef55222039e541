/**
 * The contracts of the smallest compiler of the course: functions that compute
 * with numbers alone, straight from the syntax tree to IR.
 */
import type { BasicBlock, IRBuilder, Function as IrFunction, Value } from '../llvm/namespace.ts';

/** The code of one function of numbers while it is made. Code goes where `builder` stands. */
export interface NumberCode {
  readonly builder: IRBuilder;
  /** The value that each variable has at this place, a `double`. Assigning is putting another one in. */
  readonly variables: Map<string, Value>;
  /** The functions of the module, by name. */
  readonly functions: ReadonlyMap<string, IrFunction>;
  /** Addresses of native functions, by name. Each is a `double (double, …)`. */
  readonly natives: ReadonlyMap<string, number>;
  /** A new block of this function, which nothing leads to yet. */
  readonly block: (name: string) => BasicBlock;
}

/** Code that is no function of numbers: it has strings in it, say, or an unknown variable. */
export class NotNumeric extends Error {
  override readonly name = 'NotNumeric';
}
