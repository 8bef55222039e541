/** What typedoc has to say, as problems. */
import path from 'node:path';
import { Logger, LogLevel, type MinimalNode, type MinimalSourceFile } from 'typedoc';
import type { Report } from '../problems.ts';

type Context = [MinimalNode?] | [number, MinimalSourceFile];

/** Makes a logger that reports warnings and errors, and drops everything else. */
export function createApiLogger(root: string, report: Report): Logger {
  return new ApiLogger(root, report);
}

class ApiLogger extends Logger {
  readonly #root: string;
  readonly #report: Report;
  #place: { file: string; line: number } | undefined;

  constructor(root: string, report: Report) {
    super();
    this.#root = root;
    this.#report = report;
  }

  override log(message: string, level: LogLevel): void {
    if (level < LogLevel.Warn) return;
    const place = this.#place ?? { file: placeIn(message), line: 0 };
    this.#place = undefined;
    this.#report({ ...place, what: firstLine(message), remedy: remedyFor(message) });
  }

  /** Is called before `log`, with the place where there is one. */
  protected override addContext(message: string, _level: unknown, ...context: Context): string {
    const [at, file] = context;
    if (typeof at === 'number' && file !== undefined) this.#place = this.#placeOf(at, file);
    else if (typeof at === 'object') this.#place = this.#placeOf(at.getStart(), at.getSourceFile());
    return message;
  }

  #placeOf(position: number, file: MinimalSourceFile): { file: string; line: number } {
    const { line } = file.getLineAndCharacterOfPosition(position);
    return { file: path.relative(this.#root, file.fileName), line: line + 1 };
  }
}

/** The file that a message names, for typedoc does not give it apart. */
function placeIn(message: string): string {
  return /defined in [^/]+\/(\S+\.ts)/.exec(message)?.[1] ?? 'API reference';
}

function firstLine(message: string): string {
  return message.split('\n')[0].replace(/, defined in \S+,/, '');
}

function remedyFor(message: string): string {
  if (message.includes('does not have any documentation')) return 'give it a doc comment';
  if (message.includes('not included in the documentation')) return 'export it, with a doc comment';
  return 'mend the doc comment';
}
