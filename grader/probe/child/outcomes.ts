/** Many programs in one scenario. */
import { endedByThrowing } from './describe-thrown.ts';

/** What a run of a program showed. */
interface Outcome {
  readonly output: string;
  readonly exitCode: number;
  readonly errors: readonly string[];
}

/**
 * Runs programs one after the other, and says of each what it did. One that throws is told
 * of as such. But what concerns all programs alike is for the grader to tell: that a task
 * is unfinished, or that a file could not be built.
 */
export function outcomesOf(
  sources: readonly string[],
  run: (source: string) => Outcome,
): Outcome[] {
  return sources.map((source) => {
    try {
      const { output, exitCode, errors } = run(source);
      return { output, exitCode, errors };
    } catch (error) {
      const { kind } = endedByThrowing(error);
      if (kind === 'unfinished' || kind === 'notBuilt') throw error;
      return { output: '', exitCode: -1, errors: [`your code threw ${error}`] };
    }
  });
}
