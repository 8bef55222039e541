/**
 * Places in a program's text. Every token, tree node and instruction carries a
 * span, so that an error, a debugger or a reader of bytecode can point at the
 * source it came from.
 */

/** A place between two characters of the source. */
export interface Position {
  /** UTF-16 units from the start of the source, from 0. */
  readonly offset: number;
  /** Line, from 1. Only `\n` ends a line. */
  readonly line: number;
  /** UTF-16 units from the start of the line, from 1. */
  readonly column: number;
}

/** A stretch of the source. Positions are shared between spans, so joining two costs one object. */
export interface Span {
  /** The first character. */
  readonly start: Position;
  /** Just past the last character; its line is that of the last character. */
  readonly end: Position;
}

/** Where every source begins. */
export const sourceStart: Position = { offset: 0, line: 1, column: 1 };

/** The span from the start of `first` to the end of `last`. */
export function spanBetween(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}

/** The last character of a span that does not end in a line break: a closing `}`, `)` or `;`. */
export function lastCharacter({ end }: Span): Span {
  return { start: { offset: end.offset - 1, line: end.line, column: end.column - 1 }, end };
}

/** The text that a span covers. */
export function textOf(source: string, span: Span): string {
  return source.slice(span.start.offset, span.end.offset);
}

/** The line that messages name for a span: the line on which it ends, as in clox. */
export function lineOf(span: Span): number {
  return span.end.line;
}
