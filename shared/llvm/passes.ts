/** Pass pipelines: what LLVM's optimizer does to a module. */
import { throwDiagnostics } from './diagnostics.ts';
import { throwIfError } from './messages.ts';
import type { Module } from './module.ts';
import { c } from './symbols.ts';
import type { TargetMachine } from './target-machine.ts';
import { checkValid } from './verify.ts';

/**
 * Runs passes over a module. Afterwards no function, block or instruction that
 * was handed out before may be used: ask the module for its functions again.
 * @param pipeline
 *   as LLVM's `opt -passes=` takes it, such as `default<O2>` or
 *   `function(instcombine<no-verify-fixpoint>,simplifycfg)`
 * @param machine lets passes know what is cheap on the target
 * @throws InvalidModule when the module is broken, LlvmError when the pipeline is not well-formed
 */
export function runPasses(module: Module, pipeline: string, machine?: TargetMachine): void {
  checkValid('runPasses', module);
  machine?.check('runPasses');
  const options = c.LLVMCreatePassBuilderOptions();
  const error = c.LLVMRunPasses(module.ref, pipeline, machine?.ref ?? 0, options);
  c.LLVMDisposePassBuilderOptions(options);
  module.renew();
  throwIfError(error, `the passes '${pipeline}' did not run`);
  throwDiagnostics('runPasses');
}
