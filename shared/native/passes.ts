/** How baseline code is made by LLVM: somebody waits for it. */
import type { TargetOptions } from '#shared/llvm/target-machine.ts';

/** What LLVM's optimizer does to baseline code before machine code is made of it. */
export const PASSES = 'function(early-cse,instcombine<no-verify-fixpoint>,simplifycfg)';

/** How machine code is made of it. */
export const TARGET: TargetOptions = { fastISel: true };
