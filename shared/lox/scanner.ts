/**
 * The scanner turns characters into tokens, one token a call, so that nothing
 * beyond the parser's place in the source is ever scanned.
 */
import { type Position, type Span, sourceStart } from './source.ts';
import { keywords, type Token, type TokenKind } from './token.ts';

/** A scanner's place in its source. */
export interface Scanner {
  readonly source: string;
  /** Offset of the next character to read. */
  offset: number;
  /** Line of that character, from 1. */
  line: number;
  /** Offset of that line's first character. */
  lineStart: number;
  /** Where the token being scanned begins. */
  tokenStart: Position;
}

/** A scanner that starts at a position, by default at the beginning. */
export function createScanner(source: string, start: Position = sourceStart): Scanner {
  const { offset, line, column } = start;
  return { source, offset, line, lineStart: offset - column + 1, tokenStart: start };
}

/**
 * Scans the next token. Past the last one it gives `end` tokens for ever; what
 * is no token comes as an `error` token, and scanning goes on behind it.
 */
export function scanToken(scanner: Scanner): Token {
  skipBlanks(scanner);
  scanner.tokenStart = here(scanner);
  const { source, offset } = scanner;
  if (offset >= source.length) return finish(scanner, 'end', '');
  const code = source.charCodeAt(offset);
  if (isLetter(code)) return scanWord(scanner);
  if (isDigit(code)) return scanNumber(scanner);
  if (code === quote) return scanString(scanner);
  return scanSymbol(scanner);
}

/** The last token in a span that holds at least one, found by scanning the span again. */
export function lastTokenIn(source: string, span: Span): Span {
  const scanner = createScanner(source, span.start);
  let last = scanToken(scanner).span;
  while (last.end.offset < span.end.offset) last = scanToken(scanner).span;
  return last;
}

const newline = 10;
const space = 32;
const quote = 34;
const dot = 46;
const slash = 47;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || code === 95;
}

function here(scanner: Scanner): Position {
  const { offset, line, lineStart } = scanner;
  return { offset, line, column: offset - lineStart + 1 };
}

function finish(scanner: Scanner, kind: TokenKind, text: string): Token {
  return { kind, text, span: { start: scanner.tokenStart, end: here(scanner) } };
}

/** Steps over the line break at the scanner's place. */
function breakLine(scanner: Scanner): void {
  scanner.offset++;
  scanner.line++;
  scanner.lineStart = scanner.offset;
}

function skipBlanks(scanner: Scanner): void {
  const { source } = scanner;
  for (;;) {
    const code = source.charCodeAt(scanner.offset);
    if (code === space || code === 9 || code === 13) scanner.offset++;
    else if (code === newline) breakLine(scanner);
    else if (code === slash && source.charCodeAt(scanner.offset + 1) === slash)
      skipComment(scanner);
    else return;
  }
}

function skipComment(scanner: Scanner): void {
  const end = scanner.source.indexOf('\n', scanner.offset);
  scanner.offset = end < 0 ? scanner.source.length : end;
}

function scanWord(scanner: Scanner): Token {
  const { source } = scanner;
  const start = scanner.offset;
  let end = start + 1;
  for (let code = source.charCodeAt(end); isLetter(code) || isDigit(code); ) {
    code = source.charCodeAt(++end);
  }
  scanner.offset = end;
  const text = source.slice(start, end);
  return finish(scanner, keywords.get(text) ?? 'identifier', text);
}

function scanNumber(scanner: Scanner): Token {
  const { source } = scanner;
  const start = scanner.offset;
  let end = skipDigits(source, start);
  if (source.charCodeAt(end) === dot && isDigit(source.charCodeAt(end + 1))) {
    end = skipDigits(source, end + 1);
  }
  scanner.offset = end;
  return finish(scanner, 'number', source.slice(start, end));
}

function skipDigits(source: string, offset: number): number {
  let end = offset;
  while (isDigit(source.charCodeAt(end))) end++;
  return end;
}

function scanString(scanner: Scanner): Token {
  const { source } = scanner;
  const start = scanner.offset++;
  for (;;) {
    if (scanner.offset >= source.length) return finish(scanner, 'error', 'Unterminated string.');
    const code = source.charCodeAt(scanner.offset);
    if (code === newline) breakLine(scanner);
    else scanner.offset++;
    if (code === quote) return finish(scanner, 'string', source.slice(start, scanner.offset));
  }
}

function scanSymbol(scanner: Scanner): Token {
  const { source, offset } = scanner;
  const character = source[offset];
  const equals = source[offset + 1] === '=';
  switch (character) {
    case '(':
    case ')':
    case '{':
    case '}':
    case ',':
    case '.':
    case ';':
    case '+':
    case '-':
    case '*':
    case '/':
      return symbol(scanner, character);
    case '!':
      return symbol(scanner, equals ? '!=' : '!');
    case '=':
      return symbol(scanner, equals ? '==' : '=');
    case '<':
      return symbol(scanner, equals ? '<=' : '<');
    case '>':
      return symbol(scanner, equals ? '>=' : '>');
    default:
      return unexpected(scanner);
  }
}

function symbol(scanner: Scanner, kind: TokenKind): Token {
  scanner.offset += kind.length;
  return finish(scanner, kind, kind);
}

/** One character that starts no token; the two halves of a surrogate pair go together. */
function unexpected(scanner: Scanner): Token {
  const code = scanner.source.codePointAt(scanner.offset) ?? 0;
  scanner.offset += code > 0xffff ? 2 : 1;
  return finish(scanner, 'error', 'Unexpected character.');
}
