import { expect, test } from 'vitest';
import { createScanner, lastTokenIn, scanToken } from './scanner.ts';
import { textOf } from './source.ts';
import type { Token } from './token.ts';

function tokensOf(source: string): readonly Token[] {
  const scanner = createScanner(source);
  const tokens = [scanToken(scanner)];
  while (tokens[tokens.length - 1].kind !== 'end') tokens.push(scanToken(scanner));
  return tokens;
}

function kindsOf(source: string): readonly string[] {
  return tokensOf(source).map(({ kind }) => kind);
}

/** Each token as `startLine:startColumn-endLine:endColumn text`. */
function placesOf(source: string): readonly string[] {
  return tokensOf(source).map(({ text, span: { start, end } }) =>
    `${start.line}:${start.column}-${end.line}:${end.column} ${text}`.trimEnd(),
  );
}

test('punctuators are their own kind, two characters ahead of one', () => {
  const source = '( ) { } , . ; + - * / ! != = == < <= > >=';
  expect(kindsOf(source)).toEqual([...source.split(' '), 'end']);
  expect(kindsOf('!==<=>==')).toEqual(['!=', '=', '<=', '>=', '=', 'end']);
});

test('keywords are their own kind', () => {
  const source = 'and class else false for fun if nil or print return super this true var while';
  expect(kindsOf(source)).toEqual([...source.split(' '), 'end']);
});

test('a word that only begins like a keyword is an identifier', () => {
  expect(kindsOf('andy form classes _or nil0 Print')).toEqual([
    ...Array(6).fill('identifier'),
    'end',
  ]);
});

test('a name may be one that JavaScript knows', () => {
  expect(kindsOf('constructor __proto__ hasOwnProperty toString')).toEqual([
    ...Array(4).fill('identifier'),
    'end',
  ]);
});

test('a number may have a fraction, but neither begins nor ends with its point', () => {
  expect(placesOf('12 1.5 .5 5. 1.2.3')).toEqual([
    '1:1-1:3 12',
    '1:4-1:7 1.5',
    '1:8-1:9 .',
    '1:9-1:10 5',
    '1:11-1:12 5',
    '1:12-1:13 .',
    '1:14-1:17 1.2',
    '1:17-1:18 .',
    '1:18-1:19 3',
    '1:19-1:19',
  ]);
});

test('comments run to the end of the line', () => {
  expect(placesOf('a // b\n/ c//')).toEqual(['1:1-1:2 a', '2:1-2:2 /', '2:3-2:4 c', '2:6-2:6']);
});

test('spaces, tabs and carriage returns separate; only a newline ends a line', () => {
  expect(placesOf('a\tb\r\n  c\rd')).toEqual([
    '1:1-1:2 a',
    '1:3-1:4 b',
    '2:3-2:4 c',
    '2:5-2:6 d',
    '2:6-2:6',
  ]);
});

test('a string may run over several lines and hold any character', () => {
  expect(placesOf('"a\n// b\u0000😀" c')).toEqual([
    '1:1-2:9 "a\n// b\u0000😀"',
    '2:10-2:11 c',
    '2:11-2:11',
  ]);
});

test('columns count UTF-16 units', () => {
  expect(placesOf('"😀" a')).toEqual(['1:1-1:5 "😀"', '1:6-1:7 a', '1:7-1:7']);
});

test('an unterminated string is an error up to the end', () => {
  expect(placesOf('"a\nb')).toEqual(['1:1-2:2 Unterminated string.', '2:2-2:2']);
});

test.each(['@', '\u0000', '\u0007', '\u00a0', 'é', '😀', "'", '\\', '#'])(
  'the character %j is no token',
  (character) => {
    const [error, after] = tokensOf(`${character}a`);
    expect([error.kind, error.text]).toEqual(['error', 'Unexpected character.']);
    expect(textOf(`${character}a`, error.span)).toBe(character);
    expect(after.text).toBe('a');
  },
);

test('the end comes again and again', () => {
  const scanner = createScanner('');
  expect(scanToken(scanner)).toEqual(scanToken(scanner));
});

test('tokens of a long program are scanned one by one', () => {
  const scanner = createScanner(`a ${'"'.repeat(1_000_001)}`);
  expect(scanToken(scanner).text).toBe('a');
  expect(scanner.offset).toBe(1);
});

test('the last token of a span is found by scanning it again', () => {
  const source = 'x = "a\nb" + foo ; y';
  const tokens = tokensOf(source);
  const span = { start: tokens[2].span.start, end: tokens[4].span.end };
  expect(lastTokenIn(source, span)).toEqual(tokens[4].span);
});
