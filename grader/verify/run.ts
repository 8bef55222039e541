/** What one verification works with. */
import type { Limits } from '../grading/limits.ts';
import type { Lab } from '../lab/course.ts';
import type { Check } from './result.ts';
import type { Scratch } from './scratch.ts';

export interface Run {
  readonly root: string;
  readonly scratch: Scratch;
  readonly limits: Limits;
  /** Every mutant must die with each of them. */
  readonly seeds: readonly number[];
  /** A sample only. */
  readonly quick: boolean;
  /** Only the mutants whose names contain one of these, and no other checks; undefined: all. */
  readonly mutants: readonly string[] | undefined;
  /** Tells whoever waits. */
  readonly say: (line: string) => void;
}

/** Looks at something, and says how it went. */
export async function runCheck(
  { say }: Pick<Run, 'say'>,
  lab: Lab | undefined,
  name: string,
  findProblems: () => Promise<readonly string[]>,
): Promise<Check> {
  const started = performance.now();
  const problems = await findProblems();
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const verdict = problems.length === 0 ? 'holds' : `does NOT hold: ${problems[0]}`;
  say(`${lab === undefined ? '' : `lab ${lab.id}, `}${name} ${verdict} (${seconds} s)`);
  return { name, problems, seconds };
}
