import type { Span } from './source.ts';

/** The reserved words of Lox. */
export type Keyword =
  | 'and'
  | 'class'
  | 'else'
  | 'false'
  | 'for'
  | 'fun'
  | 'if'
  | 'nil'
  | 'or'
  | 'print'
  | 'return'
  | 'super'
  | 'this'
  | 'true'
  | 'var'
  | 'while';

/** Operators and punctuation. */
export type Punctuator =
  | '('
  | ')'
  | '{'
  | '}'
  | ','
  | '.'
  | ';'
  | '+'
  | '-'
  | '*'
  | '/'
  | '!'
  | '!='
  | '='
  | '=='
  | '<'
  | '<='
  | '>'
  | '>=';

/** What sort of token; keywords and symbols are their own kind. */
export type TokenKind = Keyword | Punctuator | 'identifier' | 'string' | 'number' | 'end' | 'error';

/** The smallest meaningful piece of a program. */
export interface Token {
  readonly kind: TokenKind;
  /** The characters as written, quotes included; empty at the end of input; an error's message. */
  readonly text: string;
  readonly span: Span;
}

/** Reserved words by their text. A `Map`: an identifier may be called `constructor`. */
export const keywords: ReadonlyMap<string, Keyword> = new Map(
  (
    [
      'and',
      'class',
      'else',
      'false',
      'for',
      'fun',
      'if',
      'nil',
      'or',
      'print',
      'return',
      'super',
      'this',
      'true',
      'var',
      'while',
    ] satisfies Keyword[]
  ).map((keyword) => [keyword, keyword]),
);
