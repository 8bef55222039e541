import { expect, test } from 'vitest';
import { createReporter } from './diagnostics.ts';
import { parseScript } from './parse-statement.ts';
import { resolveScript } from './resolver.ts';
import type { Binding } from './scopes.ts';

function describeBinding(binding: Binding): string {
  switch (binding.kind) {
    case 'local':
      return `slot ${binding.slot}${binding.captured ? ' captured' : ''}`;
    case 'upvalue':
      return `upvalue ${binding.index}`;
    case 'global':
      return 'global';
  }
}

/** What every name in a program means, in source order: `name: meaning`. */
function meanings(source: string): readonly string[] {
  const reporter = createReporter(source);
  const { bindings } = resolveScript(parseScript(reporter), reporter);
  expect(reporter.findings).toEqual([]);
  return [...bindings]
    .sort(([a], [b]) => a.span.start.offset - b.span.start.offset)
    .map(([name, binding]) => `${name.text}: ${describeBinding(binding)}`);
}

test('variables at the top level are global, declared or not', () => {
  expect(meanings('var a = b; fun f() { a; } class C {}')).toEqual([
    'a: global',
    'b: global',
    'f: global',
    'a: global',
    'C: global',
  ]);
});

test('slot 0 is taken, so the first local variable is in slot 1', () => {
  expect(meanings('{ var a; var b; a; b; }')).toEqual([
    'a: slot 1',
    'b: slot 2',
    'a: slot 1',
    'b: slot 2',
  ]);
});

test('an inner variable hides an outer one to the end of its block', () => {
  expect(meanings('{ var a; { var a; a; } a; }')).toEqual([
    'a: slot 1',
    'a: slot 2',
    'a: slot 2',
    'a: slot 1',
  ]);
});

test('slots are used again after a block', () => {
  expect(meanings('{ { var a; var b; } var c; }')).toEqual(['a: slot 1', 'b: slot 2', 'c: slot 1']);
});

test('a use ahead of the local declaration means the outer variable', () => {
  expect(meanings('{ a; var a; a; }')).toEqual(['a: global', 'a: slot 1', 'a: slot 1']);
});

test('a local variable may be initialized from a global of another name only', () => {
  expect(meanings('{ var a = b; }')).toEqual(['a: slot 1', 'b: global']);
});

test('parameters come first and the body is in their scope', () => {
  expect(meanings('fun f(a, b) { var c; a; }')).toEqual([
    'f: global',
    'a: slot 1',
    'b: slot 2',
    'c: slot 3',
    'a: slot 1',
  ]);
});

test('a variable of the enclosing function is an upvalue and is captured', () => {
  expect(meanings('fun f(a, b) { fun g() { b; } }')).toEqual([
    'f: global',
    'a: slot 1',
    'b: slot 2 captured',
    'g: slot 3',
    'b: upvalue 0',
  ]);
});

test('functions in between hand a variable on', () => {
  expect(meanings('fun f(a) { fun g(b) { fun h() { b; a; } a; } }')).toEqual([
    'f: global',
    'a: slot 1 captured',
    'g: slot 2',
    'b: slot 1 captured',
    'h: slot 2',
    'b: upvalue 0',
    'a: upvalue 1',
    'a: upvalue 0',
  ]);
});

test('a local function is in scope in its own body', () => {
  expect(meanings('{ fun f() { f; } }')).toEqual(['f: slot 1 captured', 'f: upvalue 0']);
});

test('a loop variable is one variable in the scope of the whole loop', () => {
  expect(meanings('for (var i = 0; i; i) { var i; } i;')).toEqual([
    'i: slot 1',
    'i: slot 1',
    'i: slot 1',
    'i: slot 2',
    'i: global',
  ]);
});

test('this is slot 0 of a method and an upvalue of functions inside it', () => {
  expect(meanings('class A { m() { this; fun f() { this; } } }')).toEqual([
    'A: global',
    'this: slot 0 captured',
    'f: slot 1',
    'this: upvalue 0',
  ]);
});

test('super means the hidden variable of the class and, unseen, this', () => {
  expect(meanings('class A < B { m() { super.m; } }')).toEqual([
    'A: global',
    'B: global',
    'super: slot 1 captured',
    'this: slot 0',
    'super: upvalue 0',
  ]);
});

test('each class has a super of its own', () => {
  expect(meanings('class A < B { m() { class C < D { n() { super.n; } } super.m; } }')).toEqual([
    'A: global',
    'B: global',
    'super: slot 1 captured',
    'C: slot 1',
    'D: global',
    'super: slot 2 captured',
    'this: slot 0',
    'super: upvalue 0',
    'this: slot 0',
    'super: upvalue 0',
  ]);
});

test('names that JavaScript knows are in no scope by themselves', () => {
  expect(meanings('{ constructor; __proto__; toString; }')).toEqual([
    'constructor: global',
    '__proto__: global',
    'toString: global',
  ]);
});
