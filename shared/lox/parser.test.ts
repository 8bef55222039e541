import { expect, test } from 'vitest';
import { createReporter } from './diagnostics.ts';
import { dumpAst } from './dump.ts';
import { parseScript } from './parse-statement.ts';
import { textOf } from './source.ts';
import type { Expression, Statement } from './syntax.ts';

/** The first statement's expression in prefix form. */
function prefixForm(expression: string): string {
  return dumpAst(`${expression};`)
    .replace(/^script\n {2}expression /, '')
    .trimEnd();
}

test.each([
  // Each operator binds tighter than those above it.
  ['a = b or c', '(= a (or b c))'],
  ['a or b and c', '(or a (and b c))'],
  ['a and b == c', '(and a (== b c))'],
  ['a == b < c', '(== a (< b c))'],
  ['a < b + c', '(< a (+ b c))'],
  ['a + b * c', '(+ a (* b c))'],
  ['a * -b', '(* a (- b))'],
  ['-a.b', '(- (. a b))'],
  ['!a()', '(! (call a))'],
  ['a * b + c', '(+ (* a b) c)'],
  ['a + b < c', '(< (+ a b) c)'],
  ['a < b == c', '(== (< a b) c)'],
  ['a == b and c', '(and (== a b) c)'],
  ['a and b or c', '(or (and a b) c)'],
  ['-a * b', '(* (- a) b)'],
  // Operators of one precedence associate to the left, assignments to the right.
  ['a - b + c', '(+ (- a b) c)'],
  ['a / b * c', '(* (/ a b) c)'],
  ['a < b >= c', '(>= (< a b) c)'],
  ['a == b != c', '(!= (== a b) c)'],
  ['a = b = c', '(= a (= b c))'],
  ['!!a', '(! (! a))'],
  ['- -a', '(- (- a))'],
  // A chain of `and` or `or` is one node.
  ['a and b and c', '(and a b c)'],
  ['a or b or c and d and e', '(or a b (and c d e))'],
  // Parentheses override.
  ['(a + b) * c', '(* (group (+ a b)) c)'],
  ['a and (b and c)', '(and a (group (and b c)))'],
  ['(a = b)', '(group (= a b))'],
  // Calls and properties.
  ['a.b.c', '(. (. a b) c)'],
  ['a.b.c = d = e', '(= (. (. a b) c) (= d e))'],
  ['a(b, c)(d)', '(call (call a b c) d)'],
  ['a.b(c).d', '(. (invoke a b c) d)'],
  ['(a.b)(c)', '(call (group (. a b)) c)'],
  ['this.a', '(. this a)'],
  ['super.a', '(super a)'],
  ['super.a(b)', '(super-invoke a b)'],
  // Literals.
  ['nil', 'nil'],
  ['true != false', '(!= true false)'],
  ['1.50 + 007', '(+ 1.5 7)'],
  ['"a" + ""', '(+ "a" "")'],
  ['123456789012345678901234567890', '1.2345678901234568e+29'],
])('%s is %s', (source, expected) => {
  expect(prefixForm(source)).toBe(expected);
});

test('statements are printed with what is inside them', () => {
  const source = `
    class A < B { init(x) { this.x = x; } m() { return; } }
    fun f(a, b) { return a; }
    var a; var b = 1;
    if (a) print 1; else if (b) { print 2; } else print 3;
    while (a) a = b;
    for (var i = 0; i < 3; i = i + 1) print i;
    for (;;) {}
    for (a; ;) print a;
  `;
  expect(dumpAst(source)).toBe(`script
  class A < B
    initializer init(x)
      expression (= (. this x) x)
    method m()
      return
  function f(a, b)
    return a
  var a
  var b 1
  if a
    print 1
  else if b
    block
      print 2
  else
    print 3
  while a
    expression (= a b)
  for [var i 0] [(< i 3)] [(= i (+ i 1))]
    print i
  for [] [] []
    block
  for [expression a] [] []
    print a
`);
});

test('an else belongs to the nearest if', () => {
  expect(dumpAst('if (a) if (b) c; else d;')).toBe(`script
  if a
    if b
      expression c
    else
      expression d
`);
});

function parsed(source: string): readonly Statement[] {
  return parseScript(createReporter(source)).body;
}

function isNode(value: unknown): value is Expression {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** The text of every node in an expression, outermost first. */
function textsOf(source: string, expression: Expression): readonly string[] {
  const children: readonly unknown[] = Object.values(expression);
  const inner = children.filter(isNode).flatMap((child) => textsOf(source, child));
  return [textOf(source, expression.span), ...inner];
}

test.each([
  ['a + b * c', ['a + b * c', 'a', 'b * c', 'b', 'c']],
  ['(a + b) * c', ['(a + b) * c', '(a + b)', 'a + b', 'a', 'b', 'c']],
  ['- a . b', ['- a . b', 'a . b', 'a']],
  ['a = b = 1', ['a = b = 1', 'b = 1', '1']],
  ['a.b = (c)', ['a.b = (c)', 'a', '(c)', 'c']],
  ['a.b(1) (2)', ['a.b(1) (2)', 'a.b(1)', 'a']],
])('every node of %s has the span of its tokens', (source, texts) => {
  const [statement] = parsed(`  ${source} ; // end`);
  if (statement.kind !== 'expression') throw new Error(statement.kind);
  expect(textsOf(`  ${source} ;`, statement.expression)).toEqual(texts);
});

test('a statement has the span of its tokens', () => {
  const source = ' var a = 1 ; { print 1; }  if (a) b; else {}   fun f ( ) { } class A { } // end';
  expect(parsed(source).map(({ span }) => textOf(source, span))).toEqual([
    'var a = 1 ;',
    '{ print 1; }',
    'if (a) b; else {}',
    'fun f ( ) { }',
    'class A { }',
  ]);
});

test('names and operators have spans of their own', () => {
  const source = 'a . b + c;';
  const [statement] = parsed(source);
  if (statement.kind !== 'expression' || statement.expression.kind !== 'binary') throw new Error();
  const { operatorSpan, left } = statement.expression;
  expect(textOf(source, operatorSpan)).toBe('+');
  expect(left.kind === 'get' && textOf(source, left.name.span)).toBe('b');
});

test('a script spans the whole source', () => {
  expect(parseScript(createReporter('\n a; \n')).span).toEqual({
    start: { offset: 0, line: 1, column: 1 },
    end: { offset: 6, line: 3, column: 1 },
  });
});
