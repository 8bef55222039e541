/**
 * The parser's place in the token stream and how it moves: two tokens, the
 * last one taken and the next one. `parse-expression.ts` and
 * `parse-statement.ts` hold the grammar.
 *
 * An error does not unwind the parser. As in clox it goes on with whatever
 * tokens come, silently, until the declaration at hand ends, then skips to a
 * token that looks like the start of a statement. The tree has stand-ins where
 * something was missing; it is still checked, but never compiled.
 */
import { beginPass, endDeclaration, type Reporter, report, reportNoToken } from './diagnostics.ts';
import { createScanner, type Scanner, scanToken } from './scanner.ts';
import type { Span } from './source.ts';
import type { Name } from './syntax.ts';
import type { Token, TokenKind } from './token.ts';

/**
 * How deep statements and expressions may nest in each other. Parser, resolver
 * and compiler recurse as deep as the tree, and a JavaScript stack that
 * overflows is no Lox error. Measured before V8 optimizes anything, a level
 * costs at most 660 bytes of stack (arguments of a super call), so that 450
 * levels stay below a third of Node's 984 KB. A right operand is a level, too:
 * `1+(1+(…` makes two with each parenthesis.
 */
export const maximumNesting = 450;

/** A parser's state. */
export interface Parser {
  readonly scanner: Scanner;
  readonly reporter: Reporter;
  /** The token taken last. */
  previous: Token;
  /** The token to take next. */
  current: Token;
  /** How many statements and expressions are open around the next token. */
  nesting: number;
  /** Whether the program nested too deeply and the rest of it is not read. */
  halted: boolean;
}

/** A parser before the first token of the reporter's source. */
export function createParser(reporter: Reporter): Parser {
  beginPass(reporter);
  const scanner = createScanner(reporter.source);
  const none: Token = {
    kind: 'end',
    text: '',
    span: { start: scanner.tokenStart, end: scanner.tokenStart },
  };
  const parser = { scanner, reporter, previous: none, current: none, nesting: 0, halted: false };
  advance(parser);
  return parser;
}

/** Takes the next token; what is no token is reported and skipped. */
export function advance(parser: Parser): void {
  parser.previous = parser.current;
  parser.current = scanToken(parser.scanner);
  while (parser.current.kind === 'error') {
    const { span, text } = parser.current;
    reportNoToken(parser.reporter, span, text, parser.previous.span);
    parser.current = scanToken(parser.scanner);
  }
}

/** Whether the next token is of this kind. */
export function check(parser: Parser, kind: TokenKind): boolean {
  return parser.current.kind === kind;
}

/** Takes the next token if it is of this kind, and says whether it did. */
export function match(parser: Parser, kind: TokenKind): boolean {
  if (parser.current.kind !== kind) return false;
  advance(parser);
  return true;
}

/** Takes a token that must come next; another one is reported and left where it is. */
export function consume(parser: Parser, kind: TokenKind, message: string): void {
  if (!match(parser, kind)) errorAtCurrent(parser, message);
}

/** Takes a name that must come next; where there is none, another token stands in for it. */
export function consumeName(parser: Parser, message: string): Name {
  const { text, span } = parser.current;
  consume(parser, 'identifier', message);
  return { text, span };
}

/** Reports an error at the next token. */
export function errorAtCurrent(parser: Parser, message: string): void {
  report(parser.reporter, parser.current.span, message);
}

/** Reports an error at the token taken last. */
export function errorAtPrevious(parser: Parser, message: string): void {
  report(parser.reporter, parser.previous.span, message);
}

/** The span from a token to the token taken last. */
export function spanFrom(parser: Parser, first: Span): Span {
  return { start: first.start, end: parser.previous.span.end };
}

/** Goes one level deeper; past the limit, reports it and leaves the rest of the source unread. */
export function enter(parser: Parser): void {
  if (++parser.nesting <= maximumNesting || parser.halted) return;
  errorAtCurrent(parser, `Nested too deeply (more than ${maximumNesting} levels).`);
  parser.halted = true;
  parser.scanner.offset = parser.scanner.source.length;
  advance(parser);
}

/** Comes back up one level. */
export function leave(parser: Parser): void {
  parser.nesting--;
}

/**
 * Ends a declaration. After an error in it, skips to where the next one seems
 * to start; characters that are no token are reported even there.
 */
export function finishDeclaration(parser: Parser): void {
  if (parser.halted) return;
  const { panicking } = parser.reporter;
  endDeclaration(parser.reporter);
  if (panicking) skipToStatement(parser);
}

function skipToStatement(parser: Parser): void {
  while (parser.previous.kind !== ';' && !startsStatement(parser.current)) advance(parser);
}

/** Whether a statement is sure to start with this token, or nothing will. */
function startsStatement({ kind }: Token): boolean {
  switch (kind) {
    case 'class':
    case 'fun':
    case 'var':
    case 'for':
    case 'if':
    case 'while':
    case 'print':
    case 'return':
    case 'end':
      return true;
    default:
      return false;
  }
}
