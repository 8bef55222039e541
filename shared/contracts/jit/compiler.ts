import type { BaselineNeeds, Compiler, Runtime } from '../native.ts';

/** Makes the compiler of one VM, whose code calls these runtime functions. */
export declare function createCompiler(machine: BaselineNeeds, runtime: Runtime): Compiler;
