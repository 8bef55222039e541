import { expect, test } from 'vitest';
import { compileLox } from './compile.ts';
import { isIncomplete } from './diagnostics.ts';
import { textOf } from './source.ts';
import { errorsIn } from './test-support.ts';

/** Every message of the scanner, the parser and the resolver; limits.test.ts has the others. */
const mistakes: readonly (readonly [source: string, error: string])[] = [
  // Characters that are no token.
  ['var a = 1 @ 2;', 'Error: Unexpected character.'],
  ['print "abc', 'Error: Unterminated string.'],
  // Expressions.
  ['print ;', "Error at ';': Expect expression."],
  ['print 1 + ;', "Error at ';': Expect expression."],
  ['print * 1;', "Error at '*': Expect expression."],
  ['print (1;', "Error at ';': Expect ')' after expression."],
  ['f(1;', "Error at ';': Expect ')' after arguments."],
  ['f(1,);', "Error at ')': Expect expression."],
  ['a.1;', "Error at '1': Expect property name after '.'."],
  ['1.;', "Error at ';': Expect property name after '.'."],
  ['1 = 2;', "Error at '=': Invalid assignment target."],
  ['a + b = c;', "Error at '=': Invalid assignment target."],
  ['-a = b;', "Error at '=': Invalid assignment target."],
  ['-a.b = c;', "Error at '=': Invalid assignment target."],
  ['(a) = b;', "Error at '=': Invalid assignment target."],
  ['a() = b;', "Error at '=': Invalid assignment target."],
  ['a and b = c;', "Error at '=': Invalid assignment target."],
  ['class A { m() { this = 1; } }', "Error at '=': Invalid assignment target."],
  ['class A < B { m() { super.m = 1; } }', "Error at '=': Invalid assignment target."],
  ['class A < B { m() { super; } }', "Error at ';': Expect '.' after 'super'."],
  ['class A < B { m() { super.1; } }', "Error at '1': Expect superclass method name."],
  // Statements.
  ['a', "Error at end: Expect ';' after expression."],
  ['a b;', "Error at 'b': Expect ';' after expression."],
  ['print 1 print 2;', "Error at 'print': Expect ';' after value."],
  ['var 1;', "Error at '1': Expect variable name."],
  ['var this;', "Error at 'this': Expect variable name."],
  ['var a = 1 var b;', "Error at 'var': Expect ';' after variable declaration."],
  ['var a, b;', "Error at ',': Expect ';' after variable declaration."],
  ['fun f() { return 1 }', "Error at '}': Expect ';' after return value."],
  ['{ print 1;', "Error at end: Expect '}' after block."],
  ['if a) b;', "Error at 'a': Expect '(' after 'if'."],
  ['if (a b;', "Error at 'b': Expect ')' after condition."],
  ['if (a) var b;', "Error at 'var': Expect expression."],
  ['else a;', "Error at 'else': Expect expression."],
  ['while a) b;', "Error at 'a': Expect '(' after 'while'."],
  ['while (a b;', "Error at 'b': Expect ')' after condition."],
  ['for a;;) b;', "Error at 'a': Expect '(' after 'for'."],
  ['for (fun f() {};;) b;', "Error at 'fun': Expect expression."],
  ['for (a) b;', "Error at ')': Expect ';' after expression."],
  ['for (var a) b;', "Error at ')': Expect ';' after variable declaration."],
  ['for (;a) b;', "Error at ')': Expect ';' after loop condition."],
  ['for (;;a b;', "Error at 'b': Expect ')' after for clauses."],
  // Functions and classes.
  ['fun 1() {}', "Error at '1': Expect function name."],
  ['fun f {}', "Error at '{': Expect '(' after function name."],
  ['fun f(1) {}', "Error at '1': Expect parameter name."],
  ['fun f(a,) {}', "Error at ')': Expect parameter name."],
  ['fun f(a b) {}', "Error at 'b': Expect ')' after parameters."],
  ['fun f() 1;', "Error at '1': Expect '{' before function body."],
  ['class 1 {}', "Error at '1': Expect class name."],
  ['class A < 1 {}', "Error at '1': Expect superclass name."],
  ['class A 1', "Error at '1': Expect '{' before class body."],
  ['class A { m() {}', "Error at end: Expect '}' after class body."],
  ['class A { fun m() {} }', "Error at 'fun': Expect method name."],
  // Names and what surrounds them.
  ['{ var a; var a; }', "Error at 'a': Already a variable with this name in this scope."],
  ['fun f(a, a) {}', "Error at 'a': Already a variable with this name in this scope."],
  ['fun f(a) { var a; }', "Error at 'a': Already a variable with this name in this scope."],
  ['{ var a; fun a() {} }', "Error at 'a': Already a variable with this name in this scope."],
  ['{ class a {} class a {} }', "Error at 'a': Already a variable with this name in this scope."],
  ['{ var a = a; }', "Error at 'a': Can't read local variable in its own initializer."],
  [
    'var a; { var a = -(1 + a); }',
    "Error at 'a': Can't read local variable in its own initializer.",
  ],
  ['{ var a = a = 1; }', "Error at 'a': Can't read local variable in its own initializer."],
  ['return;', "Error at 'return': Can't return from top-level code."],
  ['{ return 1; }', "Error at 'return': Can't return from top-level code."],
  [
    'class A { init() { return 1; } }',
    "Error at 'return': Can't return a value from an initializer.",
  ],
  ['print this;', "Error at 'this': Can't use 'this' outside of a class."],
  ['fun f() { this; }', "Error at 'this': Can't use 'this' outside of a class."],
  ['super.m();', "Error at 'super': Can't use 'super' outside of a class."],
  [
    'class A { m() { super.m; } }',
    "Error at 'super': Can't use 'super' in a class with no superclass.",
  ],
  ['class A < A {}', "Error at 'A': A class can't inherit from itself."],
];

test.each(mistakes)('%j is reported as %s', (source, error) => {
  expect(errorsIn(source)[0]).toBe(`[line 1] ${error}`);
});

test.each([
  'a = b = c; a.b = c; (a).b = c; a().b = c;',
  'var a; var a; var a = a;',
  '{ var a; { var a; } }',
  '{ fun f(f) { var g; } }',
  'class A { init() { return; } }',
  'class A { init() { fun f() { return 1; } } }',
  'class A { m() { fun f() { return this; } } }',
  'class A < B { m() { fun f() { return super.m; } } }',
  'class A < B { m() { class C { n() { fun f() {} } } super.m(); } }',
  '{ var a = 1; { var b = a; } }',
  '{ class A {} } { class A < B {} }',
  '',
  '// only a comment',
])('%j compiles', (source) => {
  expect(errorsIn(source)).toEqual([]);
});

test('the line is that on which the offending token ends', () => {
  expect(errorsIn('print 1\n\n"a\nb";')).toEqual([
    "[line 4] Error at '\"a\nb\"': Expect ';' after value.",
  ]);
  expect(errorsIn('\nprint "a\nb')).toEqual(['[line 3] Error: Unterminated string.']);
  expect(errorsIn('{\n\n')).toEqual(["[line 3] Error at end: Expect '}' after block."]);
});

test('a diagnostic points at the offending token', () => {
  const source = 'var x = 1;\nvar y = (x;';
  const result = compileLox(source);
  if (result.ok) throw new Error('compiled');
  const [{ span, line, where, message }] = result.diagnostics;
  expect(textOf(source, span)).toBe(';');
  expect(span.start).toEqual({ offset: 21, line: 2, column: 11 });
  expect([line, where, message]).toEqual([2, "at ';'", "Expect ')' after expression."]);
});

test('each declaration may have an error of its own', () => {
  expect(errorsIn('var 1;\nprint ;\nfun f() {\n  a b;\n  return }\nc d;')).toEqual([
    "[line 1] Error at '1': Expect variable name.",
    "[line 2] Error at ';': Expect expression.",
    "[line 4] Error at 'b': Expect ';' after expression.",
    "[line 5] Error at '}': Expect expression.",
    "[line 6] Error at end: Expect '}' after block.",
  ]);
});

test('only the first error in a declaration is reported, whichever pass finds it', () => {
  expect(errorsIn('{ var a = a + ; }')).toEqual([
    "[line 1] Error at 'a': Can't read local variable in its own initializer.",
  ]);
  expect(errorsIn('{ print + this; }')).toEqual(["[line 1] Error at '+': Expect expression."]);
  expect(errorsIn('print this.this;')).toEqual([
    "[line 1] Error at 'this': Can't use 'this' outside of a class.",
  ]);
  expect(errorsIn('this @;')).toEqual(['[line 1] Error: Unexpected character.']);
});

test('the resolver checks what is right around a syntax error', () => {
  expect(errorsIn('return;\nprint ;\nfun f(a, a) { var b = ; this; }')).toEqual([
    "[line 1] Error at 'return': Can't return from top-level code.",
    "[line 2] Error at ';': Expect expression.",
    "[line 3] Error at 'a': Already a variable with this name in this scope.",
    "[line 3] Error at 'this': Can't use 'this' outside of a class.",
  ]);
});

test('the parser goes on at the next statement', () => {
  expect(errorsIn('var a = 1 2 3 4; print ; var = 5 6; b c')).toEqual([
    "[line 1] Error at '2': Expect ';' after variable declaration.",
    "[line 1] Error at ';': Expect expression.",
    "[line 1] Error at '=': Expect variable name.",
    "[line 1] Error at 'c': Expect ';' after expression.",
  ]);
  expect(errorsIn('a b c print ;')).toEqual([
    "[line 1] Error at 'b': Expect ';' after expression.",
    "[line 1] Error at ';': Expect expression.",
  ]);
});

test('characters that are no token are reported even where the parser skips', () => {
  expect(errorsIn('a b\n@ c;')).toEqual([
    "[line 1] Error at 'b': Expect ';' after expression.",
    '[line 2] Error: Unexpected character.',
  ]);
});

test('the same error is not reported twice on one spot', () => {
  expect(errorsIn('{ { {')).toEqual(["[line 1] Error at end: Expect '}' after block."]);
});

test('two errors on one token are reported when they are different', () => {
  expect(errorsIn('a return;')).toEqual([
    "[line 1] Error at 'return': Expect ';' after expression.",
    "[line 1] Error at 'return': Can't return from top-level code.",
  ]);
});

function incomplete(source: string): boolean {
  const result = compileLox(source);
  return !result.ok && isIncomplete(result.diagnostics);
}

test.each([
  'print 1',
  'var a =',
  'a.',
  'f(1,',
  '(1 + 2',
  '{',
  '{ print 1; }\n{ fun f() {',
  'fun f',
  'fun f(a,',
  'class A < B {',
  'class A { m() {}',
  'if (a)',
  'if (a) b; else',
  'for (var i = 0; i < 3;',
  'while (true)',
  'print "abc',
  '{ print 1',
])('%j is incomplete', (source) => {
  expect(incomplete(source)).toBe(true);
});

test.each([
  '',
  'print 1;',
  'print );',
  '1 = 2',
  '{ return;',
  'this',
  '{ var a = a; {',
  'a b {',
  'print ; print 1',
  '}',
  '('.repeat(1000),
])('%j is not incomplete: right as it is, or wrong whatever follows', (source) => {
  expect(incomplete(source)).toBe(false);
});
