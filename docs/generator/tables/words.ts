/** The words of threaded code as a table. */
import { type WordInfo, words } from '#shared/threaded/words.ts';
import { markdownTable } from './markdown-table.ts';

/** A row for each operation. */
export function wordTable(): string[] {
  return markdownTable(
    ['word', 'operation', 'operands', 'words', 'what it does'],
    Object.entries<WordInfo>(words).map(([name, { code, operands, meaning }]) => [
      code,
      `\`${name}\``,
      operands.join(', '),
      1 + operands.length,
      meaning,
    ]),
  );
}
