/** Differences between two versions of a file, as people read them. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Colours } from './session.ts';

/** What turns `before` into `after`, with names for both. */
export interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** A coloured patch: red lines go, green lines come. */
export function showChange({ file, before, after }: Change, colours: Colours): string {
  const names = [`yours/${file}`, `after/${file}`] as const;
  const headers = { headerOptions: FILE_HEADERS_ONLY };
  const patch = createTwoFilesPatch(...names, before, after, undefined, undefined, headers);
  const lines = patch.trimEnd().split('\n');
  return lines.map((line) => paint(line, colours)).join('\n');
}

function paint(line: string, { bold, cyan, green, red }: Colours): string {
  if (/^(---|\+\+\+) /.test(line)) return bold(line.trimEnd());
  if (line.startsWith('@@')) return cyan(line);
  if (line.startsWith('-')) return red(line);
  return line.startsWith('+') ? green(line) : line;
}
