import { describe, expect, test } from 'vitest';
import { debugProgram, typing } from './test-debugging.ts';

const program = `fun double(n) {
  var result = n * 2;
  return result;
}
var sum = 0;
for (var i = 1; i < 3; i = i + 1) {
  sum = sum + double(i);
}
print sum;
`;

/** The lines at which a program stands at each prompt. */
const linesOf = (said: readonly string[]) =>
  said.flatMap((text) => /^→ +(\d+) /m.exec(text)?.[1] ?? []).map(Number);

const stopsAt = (source: string, ...commands: readonly string[]) =>
  linesOf(debugProgram(source, typing(...commands)).said);

describe('stepping', () => {
  test('begins at the first line, and goes into calls', () => {
    const lines = [1, 5, 6, 7, 2, 3, 6, 7, 2, 3, 6, 9];
    expect(stopsAt(program, ...lines.map(() => 'step'))).toEqual(lines);
  });

  test('goes over calls', () => {
    const lines = [1, 5, 6, 7, 6, 7, 6, 9];
    expect(stopsAt(program, ...lines.map(() => 'next'))).toEqual(lines);
  });

  test('goes out of a function and shows what it has returned', () => {
    const { said } = debugProgram(program, typing('step 4', 'finish', 'next'));
    expect(said[2]).toBe('Returned 2: script, line 7\n→   7    sum = sum + double(i);\n');
    expect(linesOf(said)).toEqual([1, 2, 7, 6]);
  });

  test('over the end of a function is a stop at its brace, then in the caller', () => {
    const source = 'fun f() {\n  print 1;\n}\nf();\nprint 2;';
    expect(stopsAt(source, 's', 's', 's', 'n', 'n')).toEqual([1, 4, 2, 3, 5]);
  });

  test('over a recursive call ends in the same frame', () => {
    const source = 'fun f(n) {\n  if (n > 0)\n    f(n - 1);\n  print n;\n}\nf(3);';
    const { said } = debugProgram(source, typing('s', 's', 'n', 'n', 'p n', 'q'));
    expect(said[4]).toContain('print n;');
    expect(said[5]).toBe('3\n');
  });

  test('counts, and an empty line does the last command again', () => {
    expect(stopsAt(program, 'step 3', '', '')).toEqual([1, 7, 6, 3]);
  });

  test('stops in each pass of a loop in one line', () => {
    const source = 'var i = 0;\nwhile (i < 2) i = i + 1;\nprint i;';
    expect(stopsAt(source, 's', 's', 's', 's')).toEqual([1, 2, 2, 2, 3]);
  });

  test('sees each condition of a chain of branches', () => {
    const source = 'var a = 2;\nif (a == 1)\n  print 1;\nelse if (a == 2)\n  print 2;\nprint 3;';
    expect(stopsAt(source, 's', 's', 's', 's', 's')).toEqual([1, 2, 4, 5, 6]);
  });

  test('by instruction shows where it is in the bytecode', () => {
    const { said } = debugProgram(program, typing('n', 'stepi', 'q'));
    expect(said[2]).toBe(
      [
        '→   5  var sum = 0;',
        '  0000    4  CLOSURE        1 <fn double>',
        '  0002    |  DEFINE_GLOBAL  0 double',
        '  0004    5  CONSTANT       3 0',
        '→ 0006    |  DEFINE_GLOBAL  2 sum',
        '  0008    6  CONSTANT       4 1',
        '  0010    |  GET_LOCAL      1 i',
        '  0012    |  CONSTANT       5 3',
        '',
      ].join('\n'),
    );
  });

  test('does not change what a program prints', () => {
    const all = Array.from({ length: 30 }, () => 's');
    expect(debugProgram(program, typing(...all))).toMatchObject({
      printed: ['6'],
      result: { ok: true },
    });
  });
});

describe('breakpoints', () => {
  test('are hit whenever their line is entered', () => {
    expect(stopsAt(program, 'break 2', 'c', 'c', 'c')).toEqual([1, 2, 2]);
  });

  test('are hit once in a pass, though a line has several statements', () => {
    expect(stopsAt(program, 'b 6', 'c', 'c', 'c', 'c')).toEqual([1, 6, 6, 6]);
  });

  test('can be at a function, and at a line without code, which means the next one', () => {
    const { said } = debugProgram(program, typing('b double', 'b 8', 'breakpoints', 'c', 'q'));
    expect(said.slice(1, 4)).toEqual([
      'Breakpoint 1, double()\n',
      'Breakpoint 2, line 9\n',
      '  1  double()\n  2  line 9\n',
    ]);
    expect(said[4]).toBe('Breakpoint 1: double(), line 2\n→   2    var result = n * 2;\n');
  });

  test('can be deleted, one or all', () => {
    expect(stopsAt(program, 'b 2', 'b 9', 'd 1', 'c')).toEqual([1, 9]);
    expect(stopsAt(program, 'b 2', 'b 9', 'd', 'c')).toEqual([1]);
  });

  test('are refused where there is no code', () => {
    const { said } = debugProgram(program, typing('b 99', 'b nothing', 'd 7', 'd x', 'q'));
    expect(said.slice(1, 5)).toEqual([
      "There is no code at '99'.\n",
      "There is no code at 'nothing'.\n",
      'There is no such breakpoint.\n',
      "'x' is no number from 1 on.\n",
    ]);
  });
});

describe('a runtime error', () => {
  test('stops where it happens, with the frame still there', () => {
    const source = 'fun f(x) {\n  return -x;\n}\nf("a");';
    const { said, result } = debugProgram(source, typing('c', 'locals', 'c'));
    expect(said[1]).toBe('Error: Operand must be a number.: f(), line 2\n→   2    return -x;\n');
    expect(said[2]).toBe('x = a\n');
    expect(result).toMatchObject({
      ok: false,
      error: { trace: ['[line 2] in f()', '[line 4] in script'] },
    });
  });

  test('of threaded code does not show variables that may not be in their places', () => {
    const source = 'fun f(x) {\n  return -x;\n}\nf("a");';
    const { said } = debugProgram(source, typing('c', 'locals', 'p x', 'c'), { tier: 'threaded' });
    expect(said[2]).toContain('safepoints only');
    expect(said[3]).toContain('--tier interpreter');
  });
});

test('leaving ends the program', () => {
  expect(debugProgram('print 1;\nprint 2;', typing('n', 'q'))).toMatchObject({
    printed: ['1'],
    result: undefined,
  });
});
