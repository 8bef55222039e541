/** Holds what programs of the corpus did against what they say of themselves. */
import { differenceOf, type Outcome } from './expectations.ts';
import type { CorpusProgram } from './programs.ts';

/**
 * Programs that are run at a time. A program that does not end takes its batch
 * with it, and is given a multiple of what the reference takes for the batch.
 */
const BATCH = 50;

/** How many problems are told. */
const TOLD = 3;

/**
 * Has programs run, and tells what the first of those did that went wrong.
 * @param run runs programs one after the other: their outcomes, in the same order
 * @returns the problems and the number of programs that had any
 */
export async function problemsOf(
  programs: readonly CorpusProgram[],
  run: (sources: readonly string[]) => Promise<readonly Outcome[]>,
): Promise<{ text: string; count: number }> {
  const problems: string[] = [];
  for (let first = 0; first < programs.length; first += BATCH) {
    const batch = programs.slice(first, first + BATCH);
    const outcomes = await run(batch.map(({ source }) => source));
    for (const [index, { name, expectation }] of batch.entries()) {
      const problem = differenceOf(expectation, outcomes[index]);
      if (problem !== undefined) problems.push(`shared/programs/${name}.lox ${problem}`);
    }
  }
  return { text: problems.slice(0, TOLD).join('\n\n'), count: problems.length };
}
