import { expect, test } from 'vitest';
import type { BytecodeFunction } from './bytecode.ts';
import { createReporter } from './diagnostics.ts';
import { addConstant, createEmitter } from './emitter.ts';
import { code, compiled, functionNamed } from './test-support.ts';

test('a literal pushes its value', () => {
  expect(code('print nil; print true; print false; print 1.5; print "s";')).toEqual([
    'NIL',
    'PRINT',
    'TRUE',
    'PRINT',
    'FALSE',
    'PRINT',
    'CONSTANT       0 1.5',
    'PRINT',
    'CONSTANT       1 "s"',
    'PRINT',
    'NIL',
    'RETURN',
  ]);
});

test('each operator of two values has an instruction; only +, == and != have a feedback site', () => {
  expect(code('print 1 + 2; print 1 - 2; print 1 * 2; print 1 / 2;')).toEqual([
    'CONSTANT       0 1',
    'CONSTANT       1 2',
    'ADD            [0 add]',
    'PRINT',
    'CONSTANT       0 1',
    'CONSTANT       1 2',
    'SUBTRACT',
    'PRINT',
    'CONSTANT       0 1',
    'CONSTANT       1 2',
    'MULTIPLY',
    'PRINT',
    'CONSTANT       0 1',
    'CONSTANT       1 2',
    'DIVIDE',
    'PRINT',
    'NIL',
    'RETURN',
  ]);
});

test('all six comparisons are instructions of their own', () => {
  expect(
    code('print 1 < 2; print 1 <= 2; print 1 > 2; print 1 >= 2; print 1 == 2; print 1 != 2;'),
  ).toEqual([
    'CONSTANT       0 1',
    'CONSTANT       1 2',
    'LESS',
    'PRINT',
    'CONSTANT       0 1',
    'CONSTANT       1 2',
    'LESS_EQUAL',
    'PRINT',
    'CONSTANT       0 1',
    'CONSTANT       1 2',
    'GREATER',
    'PRINT',
    'CONSTANT       0 1',
    'CONSTANT       1 2',
    'GREATER_EQUAL',
    'PRINT',
    'CONSTANT       0 1',
    'CONSTANT       1 2',
    'EQUAL          [0 equal]',
    'PRINT',
    'CONSTANT       0 1',
    'CONSTANT       1 2',
    'NOT_EQUAL      [1 equal]',
    'PRINT',
    'NIL',
    'RETURN',
  ]);
});

test('a unary operator follows its operand', () => {
  expect(code('print -1; print !true;')).toEqual([
    'CONSTANT       0 1',
    'NEGATE',
    'PRINT',
    'TRUE',
    'NOT',
    'PRINT',
    'NIL',
    'RETURN',
  ]);
});

test('parentheses order the code and leave no trace in it', () => {
  expect(code('print 1 - (2 - 3);')).toEqual([
    'CONSTANT       0 1',
    'CONSTANT       1 2',
    'CONSTANT       2 3',
    'SUBTRACT',
    'SUBTRACT',
    'PRINT',
    'NIL',
    'RETURN',
  ]);
});

test('an expression statement pops its value', () => {
  expect(code('1;')).toEqual(['CONSTANT       0 1', 'POP', 'NIL', 'RETURN']);
});

test('and keeps the first falsey value, the rest is jumped over', () => {
  expect(code('print 1 and 2 and 3;')).toEqual([
    'CONSTANT       0 1',
    'AND            -> 0012',
    'CONSTANT       1 2',
    'AND            -> 0012',
    'CONSTANT       2 3',
    'PRINT',
    'NIL',
    'RETURN',
  ]);
});

test('or keeps the first truthy value', () => {
  expect(code('print 1 or 2 or 3;')).toEqual([
    'CONSTANT       0 1',
    'OR             -> 0012',
    'CONSTANT       1 2',
    'OR             -> 0012',
    'CONSTANT       2 3',
    'PRINT',
    'NIL',
    'RETURN',
  ]);
});

test('and binds tighter than or', () => {
  expect(code('print 1 and 2 or 3;')).toEqual([
    'CONSTANT       0 1',
    'AND            -> 0007',
    'CONSTANT       1 2',
    'OR             -> 0012',
    'CONSTANT       2 3',
    'PRINT',
    'NIL',
    'RETURN',
  ]);
});

test('a global variable is reached by name, through one constant', () => {
  expect(code('var a = 1; a = a; print a;')).toEqual([
    'CONSTANT       1 1',
    'DEFINE_GLOBAL  0 a',
    'GET_GLOBAL     0 a',
    'SET_GLOBAL     0 a',
    'POP',
    'GET_GLOBAL     0 a',
    'PRINT',
    'NIL',
    'RETURN',
  ]);
});

test('a variable without an initializer is nil', () => {
  expect(code('var a; { var b; }')).toEqual([
    'NIL',
    'DEFINE_GLOBAL  0 a',
    'NIL',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('a local variable is the slot into which its initializer was evaluated', () => {
  expect(code('{ var a = 1; var b = 2; a = b; }')).toEqual([
    'CONSTANT       0 1',
    'CONSTANT       1 2',
    'GET_LOCAL      2 b',
    'SET_LOCAL      1 a',
    'POP',
    'POP',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('a block pops its variables; a slot is used again by the next block', () => {
  expect(code('{ var a = 1; } { var b = 2; }')).toEqual([
    'CONSTANT       0 1',
    'POP',
    'CONSTANT       1 2',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('assignments evaluate from right to left', () => {
  expect(code('var a; var b; a = b = 1;')).toEqual([
    'NIL',
    'DEFINE_GLOBAL  0 a',
    'NIL',
    'DEFINE_GLOBAL  1 b',
    'CONSTANT       2 1',
    'SET_GLOBAL     1 b',
    'SET_GLOBAL     0 a',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('an if without else jumps over its body', () => {
  expect(code('if (true) print 1;')).toEqual([
    'TRUE',
    'JUMP_IF_FALSE  -> 0007',
    'CONSTANT       0 1',
    'PRINT',
    'NIL',
    'RETURN',
  ]);
});

test('an if with else jumps over one of the two', () => {
  expect(code('if (true) print 1; else print 2;')).toEqual([
    'TRUE',
    'JUMP_IF_FALSE  -> 0010',
    'CONSTANT       0 1',
    'PRINT',
    'JUMP           -> 0013',
    'CONSTANT       1 2',
    'PRINT',
    'NIL',
    'RETURN',
  ]);
});

test('branches of an else-if chain all jump to its end', () => {
  expect(code('if (nil) print 1; else if (true) print 2; else if (false) print 3;')).toEqual([
    'NIL',
    'JUMP_IF_FALSE  -> 0010',
    'CONSTANT       0 1',
    'PRINT',
    'JUMP           -> 0027',
    'TRUE',
    'JUMP_IF_FALSE  -> 0020',
    'CONSTANT       1 2',
    'PRINT',
    'JUMP           -> 0027',
    'FALSE',
    'JUMP_IF_FALSE  -> 0027',
    'CONSTANT       2 3',
    'PRINT',
    'NIL',
    'RETURN',
  ]);
});

test('a while loop goes back to its condition', () => {
  expect(code('while (true) print 1;')).toEqual([
    'TRUE',
    'JUMP_IF_FALSE  -> 0010',
    'CONSTANT       0 1',
    'PRINT',
    'LOOP           -> 0000',
    'NIL',
    'RETURN',
  ]);
});

test('a for loop has its increment behind its body', () => {
  expect(code('for (var i = 0; i < 3; i = i + 1) print i;')).toEqual([
    'CONSTANT       0 0',
    'GET_LOCAL      1 i',
    'CONSTANT       1 3',
    'LESS',
    'JUMP_IF_FALSE  -> 0026',
    'GET_LOCAL      1 i',
    'PRINT',
    'GET_LOCAL      1 i',
    'CONSTANT       2 1',
    'ADD            [0 add]',
    'SET_LOCAL      1 i',
    'POP',
    'LOOP           -> 0002',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('a for loop without clauses is for ever', () => {
  expect(code('for (;;) {}')).toEqual(['LOOP           -> 0000', 'NIL', 'RETURN']);
});

test('a captured loop variable is closed when the loop ends', () => {
  expect(code('for (var i = 0; i < 3;) { fun f() { return i; } }')).toEqual([
    'CONSTANT       0 0',
    'GET_LOCAL      1 i',
    'CONSTANT       1 3',
    'LESS',
    'JUMP_IF_FALSE  -> 0016',
    'CLOSURE        2 <fn f>',
    'POP',
    'LOOP           -> 0002',
    'CLOSE_UPVALUE',
    'NIL',
    'RETURN',
  ]);
});

test('a function is a closure under its name', () => {
  expect(code('fun f() {} f();')).toEqual([
    'CLOSURE        1 <fn f>',
    'DEFINE_GLOBAL  0 f',
    'GET_GLOBAL     0 f',
    'CALL           (0) [0 call]',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('a function returns nil at its end, even where that is never reached', () => {
  expect(code('fun f(a, b) { return a; }', 'f')).toEqual([
    'GET_LOCAL      1 a',
    'RETURN',
    'NIL',
    'RETURN',
  ]);
});

test('return without a value returns nil', () => {
  expect(code('fun f() { return; }', 'f')).toEqual(['NIL', 'RETURN', 'NIL', 'RETURN']);
});

test('arguments are evaluated from left to right above the callee', () => {
  expect(code('f(1, g(2), 3);')).toEqual([
    'GET_GLOBAL     0 f',
    'CONSTANT       1 1',
    'GET_GLOBAL     2 g',
    'CONSTANT       3 2',
    'CALL           (1) [0 call]',
    'CONSTANT       4 3',
    'CALL           (3) [1 call]',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('a local function may refer to itself, through an upvalue', () => {
  expect(code('{ fun f() { f(); } }', 'f')).toEqual([
    'GET_UPVALUE    0 f',
    'CALL           (0) [0 call]',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('a block closes the variables that were captured and pops the others', () => {
  expect(code('{ var a; var b; fun f() { a = 1; return a; } }')).toEqual([
    'NIL',
    'NIL',
    'CLOSURE        0 <fn f>',
    'POP',
    'POP',
    'CLOSE_UPVALUE',
    'NIL',
    'RETURN',
  ]);
});

test('a captured variable is read and written through the upvalue', () => {
  expect(code('{ var a; var b; fun f() { a = 1; return a; } }', 'f')).toEqual([
    'CONSTANT       0 1',
    'SET_UPVALUE    0 a',
    'POP',
    'GET_UPVALUE    0 a',
    'RETURN',
    'NIL',
    'RETURN',
  ]);
});

test('a class is defined first and filled afterwards', () => {
  expect(code('class A { m() {} init() {} }')).toEqual([
    'CLASS          0 A',
    'DEFINE_GLOBAL  1 A',
    'GET_GLOBAL     1 A',
    'CLOSURE        3 <fn m>',
    'METHOD         2 m',
    'CLOSURE        5 <fn init>',
    'METHOD         4 init',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('a local class is a local variable', () => {
  expect(code('{ class A { m() {} } }')).toEqual([
    'CLASS          0 A',
    'GET_LOCAL      1 A',
    'CLOSURE        2 <fn m>',
    'METHOD         1 m',
    'POP',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('a subclass has its superclass in a hidden local variable', () => {
  expect(code('class A {} class B < A { m() {} }')).toEqual([
    'CLASS          0 A',
    'DEFINE_GLOBAL  1 A',
    'GET_GLOBAL     1 A',
    'POP',
    'CLASS          2 B',
    'DEFINE_GLOBAL  3 B',
    'GET_GLOBAL     1 A',
    'GET_GLOBAL     3 B',
    'INHERIT',
    'GET_GLOBAL     3 B',
    'CLOSURE        5 <fn m>',
    'METHOD         4 m',
    'POP',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('a captured superclass is closed at the end of the class', () => {
  expect(code('class A {} class B < A { m() { super.m(); } }')).toEqual([
    'CLASS          0 A',
    'DEFINE_GLOBAL  1 A',
    'GET_GLOBAL     1 A',
    'POP',
    'CLASS          2 B',
    'DEFINE_GLOBAL  3 B',
    'GET_GLOBAL     1 A',
    'GET_GLOBAL     3 B',
    'INHERIT',
    'GET_GLOBAL     3 B',
    'CLOSURE        5 <fn m>',
    'METHOD         4 m',
    'POP',
    'CLOSE_UPVALUE',
    'NIL',
    'RETURN',
  ]);
});

test('this is slot 0 of a method', () => {
  expect(code('class A { m() { return this; } }', 'm')).toEqual([
    'GET_LOCAL      0 this',
    'RETURN',
    'NIL',
    'RETURN',
  ]);
});

test('an initializer returns slot 0, by itself and by a bare return', () => {
  expect(code('class A { init() { if (this.x) return; this.x = 1; } }', 'init')).toEqual([
    'GET_LOCAL      0 this',
    'GET_PROPERTY   0 x [0 get]',
    'JUMP_IF_FALSE  -> 0012',
    'GET_LOCAL      0 this',
    'RETURN',
    'GET_LOCAL      0 this',
    'CONSTANT       1 1',
    'SET_PROPERTY   0 x [1 set]',
    'POP',
    'GET_LOCAL      0 this',
    'RETURN',
  ]);
});

test('a function in a method captures this', () => {
  expect(code('class A { m() { fun f() { return this.x; } } }', 'f')).toEqual([
    'GET_UPVALUE    0 this',
    'GET_PROPERTY   0 x [0 get]',
    'RETURN',
    'NIL',
    'RETURN',
  ]);
});

test('super binds a method: receiver, then superclass', () => {
  expect(code('class B < A { m() { return super.n; } }', 'm')).toEqual([
    'GET_LOCAL      0 this',
    'GET_UPVALUE    0 super',
    'GET_SUPER      0 n [0 super]',
    'RETURN',
    'NIL',
    'RETURN',
  ]);
});

test('a super call has its arguments between receiver and superclass', () => {
  expect(code('class B < A { m(a) { super.n(a, 1); } }', 'm')).toEqual([
    'GET_LOCAL      0 this',
    'GET_LOCAL      1 a',
    'CONSTANT       1 1',
    'GET_UPVALUE    0 super',
    'SUPER_INVOKE   0 n (2) [0 super]',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('a property read has a site, and so has a write', () => {
  expect(code('a.b; a.b = 1;')).toEqual([
    'GET_GLOBAL     0 a',
    'GET_PROPERTY   1 b [0 get]',
    'POP',
    'GET_GLOBAL     0 a',
    'CONSTANT       2 1',
    'SET_PROPERTY   1 b [1 set]',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('the object is evaluated ahead of the value', () => {
  expect(code('a.b.c = d.e;')).toEqual([
    'GET_GLOBAL     0 a',
    'GET_PROPERTY   1 b [0 get]',
    'GET_GLOBAL     3 d',
    'GET_PROPERTY   4 e [1 get]',
    'SET_PROPERTY   2 c [2 set]',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('a call of a property is one instruction', () => {
  expect(code('a.b(1, 2).c();')).toEqual([
    'GET_GLOBAL     0 a',
    'CONSTANT       2 1',
    'CONSTANT       3 2',
    'INVOKE         1 b (2) [0 invoke]',
    'INVOKE         4 c (0) [1 invoke]',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('a property in parentheses is read and then called', () => {
  expect(code('(a.b)(1);')).toEqual([
    'GET_GLOBAL     0 a',
    'GET_PROPERTY   1 b [0 get]',
    'CONSTANT       2 1',
    'CALL           (1) [1 call]',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('equal constants share an entry; a name, a string and a global of the same text do not', () => {
  expect(code('var a = "a"; print "a" + "a"; a.a = a.a;')).toEqual([
    'CONSTANT       1 "a"',
    'DEFINE_GLOBAL  0 a',
    'CONSTANT       1 "a"',
    'CONSTANT       1 "a"',
    'ADD            [0 add]',
    'PRINT',
    'GET_GLOBAL     0 a',
    'GET_GLOBAL     0 a',
    'GET_PROPERTY   2 a [1 get]',
    'SET_PROPERTY   2 a [2 set]',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('zero and minus zero would be different constants', () => {
  const emitter = createEmitter(createReporter('0'), 1);
  const { span } = compiled('0;');
  const [zero, minusZero, zeroAgain] = [0, -0, 0].map((value) =>
    addConstant(emitter, { kind: 'number', value }, span),
  );
  expect([zero, minusZero, zeroAgain]).toEqual([0, 1, 0]);
});

test('a function lists what it captures, each variable once', () => {
  const source = 'fun a(x) { var y; fun b() { var z; fun c() { x; y; z; x; } } }';
  expect(functionNamed(source, 'b').captures).toEqual([
    { name: 'x', from: 'local', index: 1 },
    { name: 'y', from: 'local', index: 2 },
  ]);
  expect(functionNamed(source, 'c').captures).toEqual([
    { name: 'x', from: 'upvalue', index: 0 },
    { name: 'y', from: 'upvalue', index: 1 },
    { name: 'z', from: 'local', index: 1 },
  ]);
});

test('a function knows its name, kind and number of parameters', () => {
  const source = 'class A { init(a) {} m() {} } fun f(a, b) {}';
  const describe = ({ name, kind, arity }: BytecodeFunction) => [name, kind, arity];
  expect(describe(compiled(source))).toEqual(['', 'script', 0]);
  expect(describe(functionNamed(source, 'init'))).toEqual(['init', 'initializer', 1]);
  expect(describe(functionNamed(source, 'm'))).toEqual(['m', 'method', 0]);
  expect(describe(functionNamed(source, 'f'))).toEqual(['f', 'function', 2]);
  expect(describe(functionNamed('fun init() {}', 'init'))).toEqual(['init', 'function', 0]);
});

test.each([
  ['', 2],
  ['1;', 2],
  ['1 + 2;', 3],
  ['1 + 2 * 3;', 4],
  ['1 * 2 + 3;', 3],
  ['f(1, 2, 3);', 5],
  ['a.b(1, 2);', 4],
  ['1 and 2 and 3;', 2],
  ['{ var a; var b; }', 3],
  ['{ var a; } { var b; }', 2],
  ['class A {} class B < A {}', 3],
])('the frame of %j needs %i slots', (source, slots) => {
  expect(compiled(source).frameSlots).toBe(slots);
});

test('the frame of a function has room for its parameters', () => {
  expect(functionNamed('fun f(a, b, c) {}', 'f').frameSlots).toBe(5);
});

test('a site says what it profiles', () => {
  expect(compiled('a + b; a == b; a != b; a.b; a.b = 1; a(); a.b();').sites).toEqual([
    'add',
    'equal',
    'equal',
    'get',
    'set',
    'call',
    'invoke',
  ]);
});

test('a local variable lives from the end of its declaration to the end of its scope', () => {
  const { locals, code, offsets } = functionNamed('fun f(a) { { var b = 1; b; } var c; }', 'f');
  // CONSTANT 0, GET_LOCAL 2, POP 4, POP 5, NIL 6, NIL 7, RETURN 8
  expect(offsets).toEqual([0, 2, 4, 5, 6, 7, 8]);
  expect(locals).toEqual([
    { name: 'a', slot: 1, from: 0, to: code.length },
    { name: 'b', slot: 2, from: 2, to: 6 },
    { name: 'c', slot: 2, from: 7, to: code.length },
  ]);
});

test('a method has a local variable this', () => {
  const { locals } = functionNamed('class A { m(a) {} }', 'm');
  expect(locals.map(({ name, slot }) => [name, slot])).toEqual([
    ['this', 0],
    ['a', 1],
  ]);
});

test('names that mean something to JavaScript are names like any other', () => {
  expect(
    code('var constructor = __proto__; { var toString = 1; toString; } a.hasOwnProperty;'),
  ).toEqual([
    'GET_GLOBAL     1 __proto__',
    'DEFINE_GLOBAL  0 constructor',
    'CONSTANT       2 1',
    'GET_LOCAL      1 toString',
    'POP',
    'POP',
    'GET_GLOBAL     3 a',
    'GET_PROPERTY   4 hasOwnProperty [0 get]',
    'POP',
    'NIL',
    'RETURN',
  ]);
});

test('the beginning of each statement is known, that of a loop being where each pass begins', () => {
  const source = `var a = 1;
for (var i = 0;
     i < 2; i = i + 1) {
  print
    i;
}
if (a == 1) print 1;
else if (a == 2) { a = 3; }
while (a < 2)
  a = 2;
fun f() {
}
fun g() { return
  1; }
`;
  const lines = (fn: BytecodeFunction) => fn.statements.map(({ line }) => line);
  const script = compiled(source);
  expect(lines(script)).toEqual([1, 2, 2, 4, 7, 7, 8, 8, 9, 10, 11, 13]);
  expect(lines(functionNamed(source, 'f'))).toEqual([12]);
  expect(lines(functionNamed(source, 'g'))).toEqual([13]);
  const at = ({ offset }: { readonly offset: number }) => script.offsets.includes(offset);
  expect(script.statements.every(at)).toBe(true);
});
