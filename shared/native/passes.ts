/** What LLVM's optimizer does to baseline code before machine code is made of it. */
export const PASSES = 'function(early-cse,instcombine<no-verify-fixpoint>,simplifycfg)';
