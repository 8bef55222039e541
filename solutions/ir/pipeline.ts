/**
 * What happens to IR before it becomes machine code: it is verified, and made
 * better.
 *
 *     emitted IR ─ verifier ─▶ valid IR ─ passes ─▶ better IR ─▶ machine code
 *
 * Source: LLVM's *Language Reference*, for what is valid; *LLVM's Analysis and
 * Transform Passes* for what each pass does.
 */
import type * as contract from '#shared/contracts/ir/pipeline.ts';
import type { Fault } from '#shared/contracts/ir/pipeline.ts';

/**
 * Takes apart what the verifier has said of a module. A line that ends in `!`
 * or `.` is a complaint; the lines below it, up to the next complaint, are what
 * it is about. Lines ahead of the first complaint, and empty ones, say nothing.
 *
 *     PHINode should have one entry for each predecessor of its parent basic block!
 *       %3 = phi double [ %1, %then ]
 *
 * @param diagnostic `InvalidModule.diagnostic`
 * @returns the complaints in order, each with what it is about
 *
 * @lab 03.4 Take a diagnostic apart
 */
export function faultsIn(diagnostic: string): readonly Fault[] {
  const faults: { complaint: string; about: string[] }[] = [];
  for (const line of diagnostic.split('\n').map((text) => text.trim())) {
    if (/[!.]$/.test(line)) faults.push({ complaint: line, about: [] });
    else if (line !== '') faults.at(-1)?.about.push(line);
  }
  return faults;
}

/**
 * The passes that a module of the baseline tier is put through: few and quick,
 * since functions are compiled while the program waits. In this order
 *
 *   - what was computed or loaded already, and cannot have changed, is not again;
 *   - instructions that come to something simpler become that: `x * 1`, a cast back;
 *   - blocks that are needless go: nobody comes to them, or they only jump on.
 *
 * Nothing makes the code longer: no loop is unrolled, no function inlined.
 * @returns passes over functions, as `runPasses` takes them: `function(one,two,…)`
 *
 * @lab 03.4 Choose the passes
 */
export function passes(): string {
  return 'function(early-cse,instcombine<no-verify-fixpoint>,simplifycfg)';
}

faultsIn satisfies typeof contract.faultsIn;
passes satisfies typeof contract.passes;
