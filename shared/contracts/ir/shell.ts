import type { Module } from '../../llvm/namespace.ts';
import type { Shell } from '../ir.ts';
import type { Snapshot } from '../native.ts';

/**
 * The shell of a compiled function.
 * @param name what it is called in the module
 * @param leaders bytecode offsets at which a block begins, 0 among them
 * @param places what `resume` says, by the bytecode offset to go on at; 0 is the beginning
 */
export declare function createShell(
  module: Module,
  snapshot: Snapshot,
  name: string,
  leaders: Iterable<number>,
  places: ReadonlyMap<number, number>,
): Shell;
