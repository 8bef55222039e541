import { expect, test } from 'vitest';
import {
  decodeInstruction,
  describeConstant,
  disassemble,
  disassembleAll,
  jumpTarget,
} from './disassembler.ts';
import { instructionLengths, opcodeNames, opcodes } from './opcodes.ts';
import { textOf } from './source.ts';
import { compiled, functionNamed } from './test-support.ts';

const fibonacci = `fun fib(n) {
  if (n < 2) return n;
  return fib(n - 1)
    + fib(n - 2);
}
print fib(20);
`;

test('a function is printed with offsets, lines and what operands mean', () => {
  expect(disassemble(functionNamed(fibonacci, 'fib'))).toBe(`\
== fib: function of 1 parameter, 6 slots ==
0000    2  GET_LOCAL      1 n
0002    |  CONSTANT       0 2
0004    |  LESS
0005    |  JUMP_IF_FALSE  -> 0011
0008    |  GET_LOCAL      1 n
0010    |  RETURN
0011    3  GET_GLOBAL     1 fib
0013    |  GET_LOCAL      1 n
0015    |  CONSTANT       2 1
0017    |  SUBTRACT
0018    |  CALL           (1) [0 call]
0022    4  GET_GLOBAL     1 fib
0024    |  GET_LOCAL      1 n
0026    |  CONSTANT       0 2
0028    |  SUBTRACT
0029    |  CALL           (1) [1 call]
0033    |  ADD            [2 add]
0036    |  RETURN
0037    5  NIL
0038    |  RETURN
`);
});

test('captures are listed by upvalue', () => {
  const source = 'fun f(a) { fun g() { fun h() { a; f; } } }';
  expect(disassemble(functionNamed(source, 'h'))).toBe(`\
== h: function of 0 parameters, 2 slots ==
upvalue 0 a: upvalue 0
0000    1  GET_UPVALUE    0 a
0002    |  POP
0003    |  GET_GLOBAL     0 f
0005    |  POP
0006    |  NIL
0007    |  RETURN
`);
  expect(disassemble(functionNamed(source, 'g'))).toContain('upvalue 0 a: local 1\n');
});

test('a script is printed with the functions inside it', () => {
  const headings = disassembleAll(
    compiled('fun a() { fun b() {} } class C { init(x, y) {} m() {} }'),
  )
    .split('\n')
    .filter((line) => line.startsWith('=='));
  expect(headings).toEqual([
    '== script: 3 slots ==',
    '== a: function of 0 parameters, 3 slots ==',
    '== b: function of 0 parameters, 2 slots ==',
    '== init: initializer of 2 parameters, 4 slots ==',
    '== m: method of 0 parameters, 2 slots ==',
  ]);
});

test('an instruction is decoded as data', () => {
  const { code } = functionNamed(fibonacci, 'fib');
  expect(decodeInstruction(code, 5)).toEqual({
    name: 'JUMP_IF_FALSE',
    offset: 5,
    end: 8,
    operands: [{ kind: 'jump', value: 3 }],
  });
  expect(decodeInstruction(code, 29)).toEqual({
    name: 'CALL',
    offset: 29,
    end: 33,
    operands: [
      { kind: 'argumentCount', value: 1 },
      { kind: 'site', value: 1 },
    ],
  });
});

test('a jump has a target, forward or back', () => {
  const { code } = compiled('while (true) { print 1; }');
  expect(jumpTarget(decodeInstruction(code, 1))).toBe(10);
  expect(jumpTarget(decodeInstruction(code, 7))).toBe(0);
  expect(jumpTarget(decodeInstruction(code, 0))).toBeUndefined();
});

test('operands of two bytes are little-endian', () => {
  const source = `if (nil) { ${'nil;'.repeat(500)} }`;
  expect([...compiled(source).code.subarray(0, 4)]).toEqual([1, 29, 1000 & 0xff, 1000 >> 8]);
  expect(jumpTarget(decodeInstruction(compiled(source).code, 1))).toBe(1004);
});

test('a byte that is no opcode is an error', () => {
  expect(() => decodeInstruction(Uint8Array.of(255), 0)).toThrow('No opcode 255 at offset 0');
});

test('the instruction table has a name and a length for each opcode byte', () => {
  for (const [index, name] of opcodeNames.entries()) {
    expect(opcodes[name].code).toBe(index);
    const { end } = decodeInstruction(Uint8Array.of(index, 0, 0, 0, 0), 0);
    expect(instructionLengths[index]).toBe(end);
  }
});

test('constants are described by what they are', () => {
  expect(describeConstant({ kind: 'number', value: 0.1 })).toBe('0.1');
  expect(describeConstant({ kind: 'number', value: -0 })).toBe('-0');
  expect(describeConstant({ kind: 'string', value: 'a "b"\n' })).toBe('"a \\"b\\"\\n"');
  expect(describeConstant({ kind: 'name', value: 'a' })).toBe('a');
  expect(describeConstant({ kind: 'function', value: functionNamed(fibonacci, 'fib') })).toBe(
    '<fn fib>',
  );
});

/** The source that each instruction of a function stands for: `NAME: text`. */
function sources(source: string, name = ''): readonly string[] {
  const fn = functionNamed(source, name);
  return fn.offsets.map((offset, index) => {
    const text = textOf(source, fn.spans[index]);
    return `${decodeInstruction(fn.code, offset).name}: ${text}`;
  });
}

test('an instruction stands for the source up to the token at which clox emits it', () => {
  expect(sources('print (a + b) * -c;').slice(0, -2)).toEqual([
    'GET_GLOBAL: a',
    'GET_GLOBAL: b',
    'ADD: a + b',
    'GET_GLOBAL: c',
    'NEGATE: -c',
    'MULTIPLY: (a + b) * -c',
    'PRINT: print (a + b) * -c;',
  ]);
  expect(sources('a.b.c = d(e).f(g);').slice(0, -2)).toEqual([
    'GET_GLOBAL: a',
    'GET_PROPERTY: a.b',
    'GET_GLOBAL: d',
    'GET_GLOBAL: e',
    'CALL: d(e)',
    'GET_GLOBAL: g',
    'INVOKE: d(e).f(g)',
    'SET_PROPERTY: a.b.c = d(e).f(g)',
    'POP: a.b.c = d(e).f(g);',
  ]);
  expect(sources('if (a and b) c; else d;').slice(0, -2)).toEqual([
    'GET_GLOBAL: a',
    'AND: and',
    'GET_GLOBAL: b',
    'JUMP_IF_FALSE: if (a and b)',
    'GET_GLOBAL: c',
    'POP: c;',
    'JUMP: ;',
    'GET_GLOBAL: d',
    'POP: d;',
  ]);
  expect(sources('for (var i = 0; i; i = 1) {}').slice(0, -2)).toEqual([
    'CONSTANT: 0',
    'GET_LOCAL: i',
    'JUMP_IF_FALSE: i',
    'CONSTANT: 1',
    'SET_LOCAL: i = 1',
    'POP: i = 1',
    'LOOP: for (var i = 0; i; i = 1) {}',
    'POP: }',
  ]);
  expect(sources('class A < B { m() {} }').slice(0, -2)).toEqual([
    'CLASS: A',
    'DEFINE_GLOBAL: A',
    'GET_GLOBAL: B',
    'GET_GLOBAL: B',
    'INHERIT: B',
    'GET_GLOBAL: A',
    'CLOSURE: m() {}',
    'METHOD: m() {}',
    'POP: }',
    'POP: }',
  ]);
  expect(sources('class A < B { m() { super.m(1); return super.n; } }', 'm')).toEqual([
    'GET_LOCAL: super.m',
    'CONSTANT: 1',
    'GET_UPVALUE: super.m(1)',
    'SUPER_INVOKE: super.m(1)',
    'POP: super.m(1);',
    'GET_LOCAL: super.n',
    'GET_UPVALUE: super.n',
    'GET_SUPER: super.n',
    'RETURN: return super.n;',
    'NIL: }',
    'RETURN: }',
  ]);
});

/** The line of the only instruction with this name in a program. */
function lineOfInstruction(source: string, name: string): number {
  const { code, offsets, spans } = compiled(source);
  const index = offsets.findIndex((offset) => decodeInstruction(code, offset).name === name);
  return spans[index].end.line;
}

test.each([
  ['a call that spans lines, on its last', 'f(\n1,\n2\n);', 'CALL', 4],
  ['a method call, on the line of its parenthesis', 'a\n.b(\n)\n;', 'INVOKE', 3],
  ['an operator, on the line where its right operand ends', 'a\n+\n(b\n)\n;', 'ADD', 4],
  ['a property, on the line of its name', 'a.\nb\n;', 'GET_PROPERTY', 2],
  ['a property assignment, on the line of the value', 'a.b\n=\nc\n;', 'SET_PROPERTY', 3],
  ['a string, on its last line', '"a\nb"\n;', 'CONSTANT', 2],
  ['a superclass, on the line of its name', 'class A <\nB\n{\n}', 'INHERIT', 2],
  ['the end of the script, on its last line', 'a;\n\n', 'NIL', 3],
])('errors name the line that clox names: %s', (_, source, name, line) => {
  expect(lineOfInstruction(source, name)).toBe(line);
});
