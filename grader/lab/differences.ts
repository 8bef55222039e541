/** Differences between two versions of a file, as people read them. */
import { createTwoFilesPatch } from 'diff';
import type { Colours } from './session.ts';

/** What turns `before` into `after`, with names for both. */
export interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** A coloured patch: red lines go, green lines come. */
export function showChange({ file, before, after }: Change, colours: Colours): string {
  const patch = createTwoFilesPatch(`yours/${file}`, `after/${file}`, before, after, '', '');
  const [, ...lines] = patch.trimEnd().split('\n'); // the first is a rule of equals signs
  return lines.map((line) => paint(line, colours)).join('\n');
}

function paint(line: string, { bold, cyan, green, red }: Colours): string {
  if (/^(---|\+\+\+) /.test(line)) return bold(line.trimEnd());
  if (line.startsWith('@@')) return cyan(line);
  if (line.startsWith('-')) return red(line);
  return line.startsWith('+') ? green(line) : line;
}
