import { expect, test } from 'vitest';
import { compiled, errorsIn, functionNamed } from './test-support.ts';

/** `count` pieces of source, each made from its number. */
function repeat(count: number, piece: (index: number) => string, separator = ' '): string {
  return Array.from({ length: count }, (_, index) => piece(index)).join(separator);
}

/** Statements that take up exactly this many bytes of code: at least 2, and not 5. */
function codeOf(bytes: number): string {
  const threes = [0, 2, 1][bytes % 3];
  return 'nil;'.repeat(threes) + '-nil;'.repeat((bytes - 2 * threes) / 3);
}

test('the statements that these tests fill functions with have the size they should', () => {
  for (const bytes of [2, 3, 4, 6, 100, 101, 102]) {
    expect(compiled(codeOf(bytes)).code.length).toBe(bytes + 2);
  }
});

test('a function may have 256 different constants', () => {
  const numbers = repeat(256, (index) => `${index};`);
  expect(errorsIn(`fun f() { ${numbers} }`)).toEqual([]);
  expect(errorsIn(`fun f() { ${numbers} 0; 1; 255; }`)).toEqual([]);
  expect(errorsIn(`fun f() { ${numbers} "oops"; }`)).toEqual([
    `[line 1] Error at '"oops"': Too many constants in one chunk.`,
  ]);
});

test('each function has constants of its own', () => {
  const numbers = (from: number) => repeat(200, (index) => `${from + index};`);
  expect(errorsIn(`fun f() { ${numbers(0)} fun g() { ${numbers(200)} } }`)).toEqual([]);
});

test.each([
  ['oops;', 'oops'],
  ['oops = 1;', 'oops'],
  ['var oops;', 'oops'],
  ['0 .oops;', 'oops'],
  ['0 .oops = 1;', 'oops'],
  ['0 .oops();', 'oops'],
  ['"oops";', '"oops"'],
  ['class oops {}', 'oops'],
  ['fun oops() {}', 'oops'],
])('%s needs a constant', (statement, token) => {
  expect(errorsIn(`${repeat(256, (index) => `${index};`)} ${statement}`)).toEqual([
    `[line 1] Error at '${token}': Too many constants in one chunk.`,
  ]);
});

test('a function is a constant, for which its closing brace is to blame', () => {
  expect(errorsIn(`fun f() { ${repeat(256, (index) => `${index};`)} fun g() {\n} }`)).toEqual([
    "[line 2] Error at '}': Too many constants in one chunk.",
  ]);
});

test('a function may have 255 local variables besides slot 0', () => {
  const locals = repeat(255, (index) => `var v${index};`);
  expect(errorsIn(`fun f() { ${locals} }`)).toEqual([]);
  expect(errorsIn(`fun f() { ${locals} var oops; }`)).toEqual([
    "[line 1] Error at 'oops': Too many local variables in function.",
  ]);
  expect(errorsIn(`{ ${locals} } { var ok; }`)).toEqual([]);
});

test('parameters and the superclass are local variables', () => {
  const locals = repeat(254, (index) => `var v${index};`);
  expect(errorsIn(`fun f(a) { ${locals} }`)).toEqual([]);
  expect(errorsIn(`fun f(a, b) { ${locals} }`)).toEqual([
    "[line 1] Error at 'v253': Too many local variables in function.",
  ]);
  expect(errorsIn(`{ ${locals} var a; class A < B {} }`)).toEqual([
    "[line 1] Error at 'A': Too many local variables in function.",
  ]);
  expect(errorsIn(`{ ${locals} class A < B {} }`)).toEqual([
    "[line 1] Error at 'B': Too many local variables in function.",
  ]);
});

/** A function that captures 256 variables of two others, and one more use. */
function captures(use: string): string {
  const declare = (from: number) => repeat(128, (index) => `var v${from + index};`);
  const uses = repeat(256, (index) => `v${index};`);
  return `fun f() { ${declare(0)} var oops; fun g() { ${declare(128)} fun h() { ${uses} ${use} } } }`;
}

test('a function may capture 256 variables', () => {
  expect(functionNamed(captures('v0; v255;'), 'h').captures).toHaveLength(256);
  expect(errorsIn(captures('oops;'))).toEqual([
    "[line 1] Error at 'oops': Too many closure variables in function.",
  ]);
});

test('a function may have 255 parameters', () => {
  const parameters = repeat(255, (index) => `p${index}`, ', ');
  expect(functionNamed(`fun f(${parameters}) {}`, 'f').arity).toBe(255);
  expect(errorsIn(`fun f(${parameters}, oops, more) {}`)).toEqual([
    "[line 1] Error at 'oops': Can't have more than 255 parameters.",
  ]);
});

test.each(['f', 'a.m', 'super.m'])('a call of %s may have 255 arguments', (callee) => {
  const call = (args: string) => `class A < B { m() { ${callee}(${args}); } }`;
  const most = repeat(255, () => '1', ', ');
  expect(errorsIn(call(most))).toEqual([]);
  expect(errorsIn(call(`${most}, oops, more`))).toEqual([
    "[line 1] Error at 'oops': Can't have more than 255 arguments.",
  ]);
});

test('a loop may jump back 65,535 bytes', () => {
  // A `true` and a JUMP_IF_FALSE before, a LOOP behind.
  expect(errorsIn(`while (true) { ${codeOf(65_535 - 7)} }`)).toEqual([]);
  expect(errorsIn(`while (true) { ${codeOf(65_536 - 7)}\n}`)).toEqual([
    "[line 2] Error at '}': Loop body too large.",
  ]);
  expect(errorsIn(`for (;;) { ${codeOf(65_536 - 3)}\n}`)).toEqual([
    "[line 2] Error at '}': Loop body too large.",
  ]);
});

test('a jump may skip 65,535 bytes', () => {
  expect(errorsIn(`if (true) { ${codeOf(65_535)} }`)).toEqual([]);
  expect(errorsIn(`if (true) { ${codeOf(65_536)}\n}`)).toEqual([
    "[line 2] Error at '}': Too much code to jump over.",
  ]);
  // With an else, the JUMP over it is skipped, too.
  expect(errorsIn(`if (true) { ${codeOf(65_532)} } else {}`)).toEqual([]);
  expect(errorsIn(`if (true) { ${codeOf(65_533)}\n} else {}`)).toEqual([
    "[line 2] Error at '}': Too much code to jump over.",
  ]);
  expect(errorsIn(`if (true) {} else { ${codeOf(65_536)}\n}`)).toEqual([
    "[line 2] Error at '}': Too much code to jump over.",
  ]);
});

test('the last token of what is too far is to blame', () => {
  const operands = ' or nil'.repeat(16_383);
  expect(errorsIn(`nil${operands} or 1;`)).toEqual([]);
  expect(errorsIn(`nil${operands} or nil or "oops"\n;`)).toEqual([
    `[line 1] Error at '"oops"': Too much code to jump over.`,
  ]);
});

test('a function may be longer than a jump reaches', () => {
  expect(compiled(codeOf(200_000)).code).toHaveLength(200_002);
});

test('a function may have 65,535 feedback sites', () => {
  expect(compiled(`f${'()'.repeat(65_535)};`).sites).toHaveLength(65_535);
  expect(errorsIn(`f${'()'.repeat(65_535)}(\n);`)).toEqual([
    "[line 2] Error at ')': Too many feedback sites in function.",
  ]);
});

/** Calls in arguments of calls that fill a frame up to this many slots. */
function frameOf(slots: number, last: string): string {
  // Slot 0, then in each call the callee and its first 254 arguments.
  const calls = Math.floor((slots - 2) / 255);
  const open = `f(${'nil,'.repeat(254)}`.repeat(calls);
  return `${open} f(${'nil,'.repeat(slots - 3 - 255 * calls)}\n${last})${')'.repeat(calls)};`;
}

test('a frame may have 1,024 slots', () => {
  expect(compiled(frameOf(1_024, 'nil')).frameSlots).toBe(1_024);
  expect(errorsIn(frameOf(1_025, 'oops'))).toEqual([
    "[line 2] Error at 'oops': Too many values in one expression.",
  ]);
});

test('the name of the method is to blame when super needs a slot too many', () => {
  const call = frameOf(1_025, 'super\n.oops');
  expect(errorsIn(`class A < B { m() { ${call} } }`)).toEqual([
    "[line 3] Error at 'oops': Too many values in one expression.",
  ]);
});

test('each declaration may pass a limit of its own', () => {
  const numbers = repeat(256, (index) => `${index};`);
  expect(errorsIn(`fun f() { ${numbers} "a";\n"b" + "c"; }\nfun g() { ${numbers} "d"; }`)).toEqual([
    `[line 1] Error at '"a"': Too many constants in one chunk.`,
    `[line 2] Error at '"b"': Too many constants in one chunk.`,
    `[line 3] Error at '"d"': Too many constants in one chunk.`,
  ]);
});
