import type { IRBuilder, Module } from '../../llvm/namespace.ts';
import type { Step } from '../../lox/control-flow.ts';
import type { Snapshot } from '../native.ts';

/**
 * The baseline compiler: adds the code of a function to a module.
 * @param name what it is called in the module
 * @param visit told of each instruction ahead of its code
 * @returns what to pass as `resume` for each bytecode offset at which it can go on
 */
export declare function compileBaseline(
  module: Module,
  snapshot: Snapshot,
  name: string,
  visit?: (builder: IRBuilder, step: Step) => void,
): ReadonlyMap<number, number>;
