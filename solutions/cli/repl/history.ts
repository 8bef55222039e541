/** What was typed before, kept in a file only where somebody names one. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';

/** What was typed before. */
export interface History {
  /** Earlier lines, newest first, as Node's readline wants them. */
  readonly lines: string[];
  /** Adds a line. */
  add(line: string): void;
}

/** Lines that readline keeps and that the file is cut to. */
export const HISTORY_LINES = 1_000;

/**
 * Opens the history.
 * @param file where it is kept; undefined: nowhere. One that cannot be used is done without.
 */
export function openHistory(file: string | undefined): History {
  if (!file) return { lines: [], add: () => {} };
  return {
    lines: readLines(file).reverse(),
    add(line) {
      if (line.trim() !== '') attempt(() => appendFileSync(file, `${line}\n`));
    },
  };
}

/** The newest lines of a file, oldest first. A file that has grown long is cut. */
function readLines(file: string): string[] {
  const all =
    attempt(() => readFileSync(file, 'utf8'))
      ?.split('\n')
      .filter(Boolean) ?? [];
  const kept = all.slice(-HISTORY_LINES);
  if (all.length > 2 * HISTORY_LINES) attempt(() => writeFileSync(file, `${kept.join('\n')}\n`));
  return kept;
}

function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
