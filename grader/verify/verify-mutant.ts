/** Verifies that a mutant is killed, and by the tests that are meant to. */
import { grade } from '../grading/grade.ts';
import { testId } from '../grading/manifest.ts';
import type { Lab } from '../lab/course.ts';
import type { GradedTestReport, GradeReport } from '../report.ts';
import type { Mutant } from './mutants.ts';
import type { MutantResult } from './result.ts';
import type { Run } from './run.ts';

/**
 * Mutants hang often. It is known that the reference does not, so there is no
 * need to wait for them as long as for a student.
 */
const PATIENCE = { leastMilliseconds: 1_000, timesReference: 5 } as const;

/** Grades a mutant's files: all tests once, those that are meant to kill it with every seed. */
export async function verifyMutant(
  run: Run,
  lab: Lab,
  mutant: Mutant,
  mine: string,
): Promise<MutantResult> {
  const { root, seeds, say } = run;
  const limits = { ...run.limits, ...PATIENCE };
  const started = performance.now();
  const intended = mutant.killedBy;
  const [all] = await grade({ root, lab, mine, limits, seeds: [1] });
  const unknown = intended.filter((id) => !all.tests.some((test) => testId(test) === id));
  const known = intended.filter((id) => !unknown.includes(id));
  const reports =
    known.length === 0 ? [] : await grade({ root, lab, mine, limits, seeds, only: known });
  const survived = known.flatMap((test) => survivalOf(test, reports));
  const problems = [
    ...(intended.length === 0 ? [`mutant ${mutant.name} names no test that kills it`] : []),
    ...unknown.map((id) => `mutant ${mutant.name} is to be killed by '${id}': no such test`),
    ...(isNotBuilt(all) ? [`mutant ${mutant.name} cannot be built: it says nothing`] : []),
    ...survived.map(
      ({ test, seeds: lucky }) =>
        `mutant ${mutant.name} survives '${test}' with seed ${lucky.join(', ')} (${mutant.description})`,
    ),
  ];
  const killedBy = all.tests.filter(isKill).map(testId);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const verdict = problems.length === 0 ? `killed by ${killedBy.length} tests` : problems[0];
  say(`lab ${lab.id}, mutant ${mutant.name}: ${verdict} (${seconds} s)`);
  return { ...descriptionOf(mutant), killedBy, survived, problems };
}

/** The result for a mutant that cannot be tried. */
export function unusable(mutant: Mutant, problem: string): MutantResult {
  const problems = [`mutant ${mutant.name}: ${problem}`];
  return { ...descriptionOf(mutant), killedBy: [], survived: [], problems };
}

function descriptionOf({ name, description, file, killedBy }: Mutant) {
  return { name, description, file, intended: killedBy };
}

/** With which seeds a test let the mutant live. */
function survivalOf(id: string, reports: readonly GradeReport[]): MutantResult['survived'] {
  const lucky = reports.filter(({ tests }) =>
    tests.some((test) => testId(test) === id && test.status === 'passed'),
  );
  return lucky.length === 0 ? [] : [{ test: id, seeds: lucky.map(({ seed }) => seed) }];
}

function isKill({ status }: GradedTestReport): boolean {
  return status === 'failed' || status === 'unfinished';
}

function isNotBuilt({ tests }: GradeReport): boolean {
  return tests.some(({ message }) => message.includes('could not be built'));
}
