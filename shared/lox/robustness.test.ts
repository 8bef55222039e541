import { expect, test } from 'vitest';
import { dumpAst } from './dump.ts';
import { maximumNesting } from './parser.ts';
import { compiled, errorsIn } from './test-support.ts';

const tooDeep = `Nested too deeply (more than ${maximumNesting} levels).`;

/** Ways to nest: a program that nests `n` times, and how many levels each time makes. */
const nestings: Readonly<Record<string, readonly [(n: number) => string, number]>> = {
  parentheses: [(n) => `${'('.repeat(n)}1${')'.repeat(n)};`, 1],
  'right operands': [(n) => `${'1+('.repeat(n)}1${')'.repeat(n)};`, 2],
  'operands of all precedences': [
    (n) => `${'1 or 1 and 1 == 1 < 1 + 1 * -f('.repeat(n)}1${')'.repeat(n)};`,
    8,
  ],
  'unary operators': [(n) => `${'!-'.repeat(n)}1;`, 2],
  arguments: [(n) => `${'f('.repeat(n)}1${')'.repeat(n)};`, 1],
  'arguments of methods': [(n) => `${'a.m('.repeat(n)}1${')'.repeat(n)};`, 1],
  'arguments of super calls': [
    (n) => `class A < B { m() { ${'super.m('.repeat(n)}1${')'.repeat(n)}; } }`,
    1,
  ],
  assignments: [(n) => `${'a = '.repeat(n)}1;`, 1],
  'property assignments': [(n) => `${'a.b = '.repeat(n)}1;`, 1],
  blocks: [(n) => '{'.repeat(n) + '}'.repeat(n), 1],
  'if statements': [(n) => `${'if (a) '.repeat(n)}b;`, 1],
  'blocks behind else': [(n) => 'if (a) b; else {'.repeat(n) + '}'.repeat(n), 2],
  'while loops': [(n) => `${'while (a) '.repeat(n)}b;`, 1],
  'for loops': [(n) => `${'for (;;) {'.repeat(n)}${'}'.repeat(n)}`, 2],
  functions: [(n) => 'fun f() {'.repeat(n) + '}'.repeat(n), 2],
  classes: [(n) => 'class A < B { m() {'.repeat(n) + '}}'.repeat(n), 2],
};

/** Levels around the nesting in the programs above, at most. */
const margin = 6;

test.each(Object.entries(nestings))('%s may nest up to the limit', (_, [program, levels]) => {
  const source = program(Math.floor((maximumNesting - margin) / levels));
  expect(errorsIn(source)).toEqual([]);
  expect(dumpAst(source)).toContain('script');
});

test.each(Object.entries(nestings))('5,000 nested %s are one error', (_, [program]) => {
  const errors = errorsIn(program(5_000));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(tooDeep);
});

test.each(['(', '{', '-', 'f(', 'a=', 'if(a)', 'while(a)', 'fun f(){', 'class A{m(){'])(
  '10 MB of %j are one error, found without reading them all',
  (piece) => {
    const errors = errorsIn(piece.repeat(10_000_000 / piece.length));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(tooDeep);
  },
);

test('the error names the token that begins the level too many', () => {
  expect(errorsIn('('.repeat(5_000))).toEqual([`[line 1] Error at '(': ${tooDeep}`]);
});

test('errors ahead of the level too many are reported with it', () => {
  expect(errorsIn(`print ;\n${'{'.repeat(5_000)}`)).toEqual([
    "[line 1] Error at ';': Expect expression.",
    `[line 2] Error at '{': ${tooDeep}`,
  ]);
});

test.each([
  ['additions', `1${' + 1'.repeat(20_000)};`],
  ['operators of two precedences', `1${' * 1 - 1'.repeat(20_000)};`],
  ['comparisons', `1${' == 1'.repeat(20_000)};`],
  ['calls', `a${'()'.repeat(20_000)};`],
  ['properties', `a${'.b'.repeat(20_000)};`],
  ['calls of properties', `a${'.b.c()()'.repeat(20_000)};`],
  ['and, as far as a jump reaches', `nil${' and nil'.repeat(16_383)};`],
  ['or, as far as a jump reaches', `nil${' or nil'.repeat(16_383)};`],
  ['else if, as far as a jump reaches', `if (nil) {}${' else if (nil) {}'.repeat(9_000)}`],
])('long chains need no recursion: %s', (_, source) => {
  expect(compiled(source).code.length).toBeGreaterThan(20_000);
  expect(dumpAst(source).length).toBeGreaterThan(20_000);
});

test('a chain of 20,000 else if is longer than a jump reaches, and no more than that', () => {
  expect(errorsIn(`if (a) {}${' else if (a) {}'.repeat(20_000)}`)).toEqual([
    "[line 1] Error at '}': Too much code to jump over.",
  ]);
});

test('a chain may begin inside the operands of another one', () => {
  const sum = `(1${' + 1'.repeat(5_000)})`;
  expect(errorsIn(`f(${sum}, ${sum})${`.a(${sum})`.repeat(5)};`)).toEqual([]);
});

test.each([
  ['quotes', '"'.repeat(1_000_001)],
  ['closing braces', '}'.repeat(1_000_000)],
  ['commas', `f(${'1,'.repeat(500_000)}`],
  ['parameters', `fun f(${'a,'.repeat(500_000)}`],
  ['half a surrogate pair', '\ud83d'.repeat(100_000)],
  ['keywords', 'class fun var for if while print return '.repeat(10_000)],
  ['method heads', 'class A { '.repeat(100_000)],
  ['conditions', 'if ('.repeat(100_000)],
])('nonsense is an error and nothing worse: %s', (_, source) => {
  expect(errorsIn(source).length).toBeGreaterThan(0);
});

test('each of many errors is reported once', () => {
  expect(errorsIn('print ;'.repeat(10_000))).toHaveLength(10_000);
  expect(errorsIn('@;'.repeat(10_000)).every((error) => error.includes('Unexpected'))).toBe(true);
});

test('a program of 5 MB compiles', () => {
  const statement = 'if (n < 2) return n; else return fib(n - 1) + fib(n - 2);\n';
  const inner = `fun fib(n) { ${statement.repeat(40)} }\n`;
  const source = `fun all() { { ${`${inner} } {`.repeat(200)} } }\n`.repeat(11);
  expect(source.length).toBeGreaterThan(5_000_000);
  expect(errorsIn(source)).toEqual([]);
});
