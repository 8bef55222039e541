import type { BasicBlock, Module, Value } from '../../llvm/namespace.ts';
import type { Expression, FunctionDeclaration, Statement } from '../../lox/syntax.ts';
import type { NumberCode } from '../numbers.ts';

/** The value of an expression that is a number, a `double`. @throws NotNumeric when it is none */
export declare function emitNumber(code: NumberCode, expression: Expression): Value;

/** Whether an expression counts as true, an `i1`. @throws NotNumeric */
export declare function emitCondition(code: NumberCode, expression: Expression): Value;

/** The code of a statement. @returns whether control goes on behind it. @throws NotNumeric */
export declare function emitStatement(code: NumberCode, statement: Statement): boolean;

/**
 * Adds functions of numbers to a module. Each is called as in Lox, takes and returns `double`s, and may
 * call all others, wherever they stand. One that comes to its end returns NaN.
 * @param natives addresses of native functions that may be called, by name
 * @throws NotNumeric when a function does something else than compute with numbers
 */
export declare function emitFunctions(
  module: Module,
  declarations: readonly FunctionDeclaration[],
  natives: ReadonlyMap<string, number>,
): void;

/** The state in which control comes to a place from somewhere. */
export interface Way {
  readonly from: BasicBlock;
  readonly variables: ReadonlyMap<string, Value>;
}
