import type { BytecodeFunction } from '../../lox/bytecode.ts';
import type { Jumps } from '../threaded.ts';

/** Finds out where all jumps of a function go. */
export declare function findJumps(bytecode: BytecodeFunction): Jumps;
