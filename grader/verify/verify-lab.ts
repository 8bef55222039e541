/** Verifies one lab: its skeleton, its reference, its alternative solution and its mutants. */
import { join } from 'node:path';
import type { LabUnderTest } from '../grading/build/child-tree.ts';
import { type GradeNeeds, grade } from '../grading/grade.ts';
import { readManifest, testId } from '../grading/manifest.ts';
import type { Lab } from '../lab/course.ts';
import { places } from '../lab/places.ts';
import type { GradedTestReport, GradeReport } from '../report.ts';
import { sweepLab } from './corpus.ts';
import { mutate, readMutants } from './mutants.ts';
import type { Check, LabResult, MutantResult } from './result.ts';
import { type Run, runCheck } from './run.ts';
import { unusable, verifyMutant } from './verify-mutant.ts';

/** Verifies a lab. `others` are the references of all other labs. */
export async function verifyLab(
  run: Run,
  lab: Lab,
  others: readonly LabUnderTest[],
): Promise<LabResult> {
  const { root, scratch, quick } = run;
  const tests = readManifest(root, lab).tests.map(testId);
  const result = async (checks: Check[]): Promise<LabResult> => {
    const mutants = await verifyMutants(run, lab);
    return { lab: lab.id, title: lab.title, checks, tests, mutants };
  };
  if (run.mutants !== undefined) return result([]);
  const reference = scratch.reference(lab);
  const alternative = scratch.alternative(lab);
  const labs = [{ lab, mine: reference }];
  const check = (name: string, find: () => Promise<string[]>) => runCheck(run, lab, name, find);
  const full = (mine: string, more: Partial<GradeNeeds> = {}) => missing(run, lab, mine, more);
  const seeds = run.seeds.slice(0, REFERENCE_SEEDS);

  const checks: Check[] = [];
  checks.push(await check('skeleton', () => skeletonProblems(run, lab)));
  checks.push(await check('reference', () => full(reference, { seeds })));
  checks.push(await check('all labs together', () => full(reference, { others })));
  if (alternative !== undefined) {
    checks.push(await check('alternative', () => full(alternative, { seeds })));
  }
  if (!quick)
    checks.push(await check('corpus', () => sweepLab({ root, labs, limits: run.limits })));
  return result(checks);
}

/** Mutants, when a sample will do. */
const QUICK_MUTANTS = 2;

/** How many seeds the reference is tried with: a test must not fail by an unlucky input. */
const REFERENCE_SEEDS = 5;

/** A skeleton scores nothing, and nothing fails by accident. */
async function skeletonProblems(run: Run, lab: Lab): Promise<string[]> {
  const mine = join(run.root, places.given(lab));
  const [{ tests }] = await gradeIn(run, lab, mine, { seeds: [1] });
  return tests
    .filter(({ status }) => status !== 'unfinished' && status !== 'not-run')
    .map((test) => `'${testId(test)}' is not unfinished but ${test.status}: ${firstLine(test)}`);
}

/** What keeps files from full marks. */
async function missing(
  run: Run,
  lab: Lab,
  mine: string,
  more: Partial<GradeNeeds>,
): Promise<string[]> {
  const reports = await gradeIn(run, lab, mine, { seeds: [1], ...more });
  return reports.flatMap(({ seed, tests }) =>
    tests
      .filter(({ status }) => status !== 'passed' && status !== 'not-run')
      .map((test) => `'${testId(test)}' ${test.status} with seed ${seed}: ${firstLine(test)}`),
  );
}

function gradeIn(
  { root, limits }: Run,
  lab: Lab,
  mine: string,
  more: Partial<GradeNeeds>,
): Promise<GradeReport[]> {
  return grade({ root, lab, mine, limits, ...more });
}

function firstLine({ message }: GradedTestReport): string {
  return message.split('\n')[0];
}

async function verifyMutants(run: Run, lab: Lab): Promise<MutantResult[]> {
  const { root, scratch, quick, mutants } = run;
  const all = readMutants(root, lab).filter(
    ({ name }) => mutants?.some((text) => name.includes(text)) ?? true,
  );
  const results: MutantResult[] = [];
  for (const mutant of quick ? all.slice(0, QUICK_MUTANTS) : all) {
    const mutated = mutate(root, lab, mutant);
    if ('problem' in mutated) results.push(unusable(mutant, mutated.problem));
    else {
      const mine = scratch.changed(lab, mutant.file, mutated.text);
      results.push(await verifyMutant(run, lab, mutant, mine));
    }
  }
  return results;
}
