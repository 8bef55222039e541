/** Pieces of a message for a terminal. */

/** Longer texts are cut. */
const LONGEST_BLOCK_LINES = 30;
const LONGEST_LINE = 400;

/** Without what would make a terminal do things: a student's output is in the text. */
export function printable(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, '\ufffd');
}

/** A heading with an indented text below it, or with the word that says that there is none. */
export function block(heading: string, text: string, most = LONGEST_BLOCK_LINES): string {
  const lines = linesOf(text);
  if (text === '') return `${heading}: nothing`;
  const shown = lines.slice(0, most).map(cut);
  if (lines.length > shown.length) shown.push(`… ${lines.length - shown.length} more lines`);
  return [`${heading}:`, ...shown.map((line) => `    ${line}`)].join('\n');
}

/** The lines of a text; the newline at its end begins no further one. */
export function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

/** A Lox program without the indentation that all its lines share. Every line stays, so that line numbers hold. */
export function dedented(source: string): string {
  const lines = source.split('\n');
  const indented = lines.slice(1).filter((line) => line.trim() !== '');
  const indents = indented.map((line) => line.length - line.trimStart().length);
  const shared = lines[0].trim() === '' && indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(Math.min(shared, line.length))).join('\n');
}

function cut(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}…`;
}
