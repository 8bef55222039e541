/** What is wrong with the documentation. Problems are collected, so that one build names them all. */

/** One thing that is wrong. */
export interface Problem {
  /** Path from the project's root. */
  readonly file: string;
  /** Line, from 1; 0 when it is about the file as a whole. */
  readonly line: number;
  readonly what: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Takes note of a problem. */
export type Report = (problem: Problem) => void;

/** What went wrong and what to do, where the place is known to the caller. */
export class Mistake extends Error {
  /** What to do about it. */
  readonly remedy: string;

  constructor(what: string, remedy: string) {
    super(what);
    this.remedy = remedy;
  }
}

/**
 * Does something that may meet a mistake, which is then reported with its place.
 * @returns what was done, or undefined after a mistake
 */
export function attempt<Result>(
  report: Report,
  file: string,
  line: number,
  action: () => Result,
): Result | undefined {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    report({ file, line, what: error.message, remedy: error.remedy });
    return undefined;
  }
}

/** All problems as text, by file and line, ending in a newline. */
export function formatProblems(problems: readonly Problem[]): string {
  return [...problems]
    .sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
    .map(formatProblem)
    .join('');
}

function formatProblem({ file, line, what, remedy }: Problem): string {
  return `${file}${line > 0 ? `:${line}` : ''}: ${what}\n    ${remedy}\n`;
}
