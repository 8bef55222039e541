/** How LLVM makes machine code: fast where somebody waits, thoroughly where the result is kept. */
import type { TargetOptions } from '#shared/llvm/target-machine.ts';

/** What LLVM's optimizer does to baseline code before machine code is made of it. */
export const PASSES = 'function(early-cse,instcombine<no-verify-fixpoint>,simplifycfg)';

/** What it does to the support functions: all that it can, once, as their object file is kept. */
export const SUPPORT_PASSES = 'default<O2>';

/** How machine code is made of baseline code. */
export const TARGET: TargetOptions = { fastISel: true };
