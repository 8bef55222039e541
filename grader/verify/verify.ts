/** Verifies the labs of a project. */
import { defaultLimits } from '../grading/limits.ts';
import { makeManifests } from '../grading/manifest.ts';
import { type Lab, readLabs } from '../lab/course.ts';
import { makeSkeletons } from '../skeletons/generate.ts';
import { patchFor } from '../skeletons/generated-files.ts';
import { allSweeps } from './corpus.ts';
import { type Check, type LabResult, problemsIn, type VerifyResult } from './result.ts';
import { type Run, runCheck } from './run.ts';
import { createScratch } from './scratch.ts';
import { verifyLab } from './verify-lab.ts';

export interface VerifyNeeds {
  readonly root: string;
  /** None: all of them, and what concerns no single lab. */
  readonly labs: readonly Lab[];
  /** Every mutant must die with so many seeds. */
  readonly seeds: number;
  readonly quick: boolean;
  /** Only the mutants whose names contain one of these, and nothing else is looked at. */
  readonly mutants?: readonly string[] | undefined;
  readonly say: (line: string) => void;
}

/** Seeds, when a sample will do. */
const QUICK_SEEDS = 2;

/** Mutants that hang are many, and nobody is wronged when one is stopped early. */
const limits = { ...defaultLimits, leastMilliseconds: 5_000 };

/** Verifies labs, and what concerns them all. */
export async function verify(needs: VerifyNeeds): Promise<VerifyResult> {
  const { root, labs, quick, mutants, say } = needs;
  const scratch = createScratch(root);
  try {
    const count = quick ? Math.min(QUICK_SEEDS, needs.seeds) : needs.seeds;
    const seeds = Array.from({ length: count }, (_, index) => index + 1);
    const run: Run = { root, scratch, limits, seeds, quick, mutants, say };
    const checks = mutants ? [] : await commonChecks(run, labs.length === 0 && !quick);
    const results: LabResult[] = [];
    const chosen = labs.length === 0 ? readLabs(root) : labs;
    for (const lab of chosen) results.push(await verifyLab(run, lab, othersOf(run, lab)));
    const holds = problemsIn({ checks, labs: results }).length === 0;
    return { version: 1, holds, seeds: count, checks, labs: results };
  } finally {
    scratch.remove();
  }
}

/** The references of all other labs. */
function othersOf({ root, scratch }: Run, lab: Lab) {
  const others = readLabs(root).filter(({ id }) => id !== lab.id);
  return others.map((other) => ({ lab: other, mine: scratch.reference(other) }));
}

async function commonChecks(run: Run, withCorpus: boolean): Promise<Check[]> {
  const { root } = run;
  const inSync = async () => {
    const patch = patchFor(root, [...makeSkeletons(root), ...(await makeManifests(root))]);
    return patch === '' ? [] : [`labs/ is out of step; npm run skeletons would do this:\n${patch}`];
  };
  const checks = [await runCheck(run, undefined, 'skeletons and manifests', inSync)];
  for (const sweep of withCorpus ? allSweeps() : []) {
    checks.push(await runCheck(run, undefined, sweep.name, sweep.run));
  }
  return checks;
}
