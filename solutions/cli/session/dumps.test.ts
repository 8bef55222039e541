import { describe, expect, test } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { runLox } from '../testing/run-lox.ts';

test.concurrent('forms are printed in the order in which they are made, and nothing runs', async () => {
  expect(await runLox(['--dump', 'bytecode,tokens,ast'], 'print 1;')).toEqual({
    status: 0,
    stderr: '',
    stdout: `1:1-1:6      print
1:7-1:8      number     1
1:8-1:9      ;
1:9-1:9      end

script
  print 1

== script: 2 slots ==
0000    1  CONSTANT       0 1
0002    |  PRINT
0003    |  NIL
0004    |  RETURN
`,
  });
});

test.concurrent('threaded code is printed of every function, run or not', async () => {
  const source = 'fun twice(n) { return n * 2; }';
  expect(await runLox(['--dump', 'threaded'], source)).toEqual({
    status: 0,
    stderr: '',
    stdout: `== script: 2 slots, 11 words ==
> 0000    1  0000  CLOSURE                 top 1, <fn twice>, pc 0002
  0004    |  0002  DEFINE_GLOBAL           twice, slot 1
  0007             LOAD_NIL                slot 1
  0009    |  0005  RETURN                  slot 1

== twice: function of 1 parameter, 4 slots, 7 words ==
> 0000    1  0004  MULTIPLY_NUMBER         slot 2, n, 2, pc 0005
  0005    |  0005  RETURN                  slot 2
`,
  });
});

describe.skipIf(whyUnavailable() !== null)('native code is printed of every function', () => {
  const source = 'fun twice(n) {\n  return n * 2;\n}';

  test.concurrent('as IR before and after the passes, with the bytecode that it is for', async () => {
    const { status, stdout, stderr } = await runLox(['--dump', 'ir'], source);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const headings = stdout.split('\n').filter((line) => line.startsWith('=='));
    expect(headings).toHaveLength(4);
    expect(headings[2]).toBe('== twice: function of 1 parameter, 4 slots: IR ==');
    const twice = stdout.slice(stdout.indexOf(headings[2]), stdout.indexOf(headings[3]));
    expect(twice).toMatch(/; 0004 +MULTIPLY\n(.*\n)+.* fmul double /);
    expect(twice).not.toMatch(/!dbg|^declare/m);
  });

  test.concurrent('as assembly, with the bytecode and the lines that it is for', async () => {
    const { status, stdout, stderr } = await runLox(['--dump', 'asm'], source);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('== twice: function of 1 parameter, 4 slots: machine code ==');
    expect(stdout).toMatch(/^# 0000 +2 {2}GET_LOCAL +1 n$/m);
    expect(stdout).toMatch(/^ +ret/m);
    expect(stdout).toMatch(/^0x[0-9a-f]{4} {2}0004 +MULTIPLY$/m);
    expect(stdout).not.toMatch(/^\s+\./m);
  });
});

test.concurrent('caches are printed when the program has run, of every function', async () => {
  const source = `class Point { init(x) { this.x = x; } twice() { return this.x * 2; } }
fun use(p) {
  p.y = p.twice();
  return p.twice;
}
var p = Point(1); p.more = 2;
use(p); use(Point(2)); use(Point(3));`;
  expect(await runLox(['--dump', 'caches', '--tier', 'interpreter'], source)).toEqual({
    status: 0,
    stderr: '',
    stdout: `== script ==
   6  call      no function
   6  set more  monomorphic  1 miss
        Point {x}  at 24, then Point {x, more}
   7  call      <fn use>
   7  call      no function
   7  call      <fn use>
   7  call      no function
   7  call      <fn use>

== init ==
   1  set x  monomorphic  1 miss
        Point {}  at 16, then Point {x}

== twice ==
   1  get x  polymorphic  2 misses
        Point {x, more}  at 16
        Point {x}        at 16

== use ==
   3  invoke twice  polymorphic  2 misses
        Point {x, more}     <fn twice>
        Point {x}           <fn twice>
   3  set y         polymorphic  2 misses
        Point {x, more}     at 32, then Point {x, more, y}
        Point {x}           at 24, then Point {x, y}
   4  get twice     polymorphic  2 misses
        Point {x, more, y}  <fn twice>, not inlined
        Point {x, y}        <fn twice>, not inlined
`,
  });
});

test.concurrent('megamorphic sites are printed with what the global cache knows', async () => {
  const classes = ['A', 'B', 'C', 'D', 'E'].map(
    (name) => `class ${name} { init() { this.x = 1; } }`,
  );
  const source = `fun read(p) {\n  return p.x;\n}\n${classes.join(' ')} read(A()); read(B()); read(C()); read(D()); read(E()); nil();`;
  const { status, stdout, stderr } = await runLox(['--dump', 'caches'], source);
  expect({ status, stderr }).toEqual({
    status: 70,
    stderr: 'Can only call functions and classes.\n[line 4] in script\n',
  });
  expect(stdout).toContain('\n== read ==\n   2  get x  megamorphic  5 misses\n');
  expect(stdout).toMatch(
    /== global lookup cache: 1 of 1,024 entries ==\n +get x {2}E \{x\} {2}at 16\n$/,
  );
});

test.concurrent('a program with errors has tokens and a tree, but no bytecode', async () => {
  expect(await runLox(['--dump', 'ast,bytecode'], 'print 1')).toEqual({
    status: 65,
    stdout: 'script\n  print 1\n',
    stderr: "[line 1] Error at end: Expect ';' after value.\n",
  });
});

describe('shapes', () => {
  const source = `class Point { init(x, y) { this.x = x; this.y = y; } }
var p = Point(1, 2); p.z = 3; p = Point(4, 5); p.name = "p"; class Empty {} print p.x;`;

  test.concurrent('are printed as a tree, when the program has run and printed nothing', async () => {
    expect(await runLox(['--dump', 'shapes'], source)).toEqual({
      status: 0,
      stderr: '',
      stdout: `== Point: 8 slots, 80 bytes, learning: 6 to go ==
x        at 16  1 field
y        at 24  2 fields
├─ z     at 32  3 fields
└─ name  at 32  3 fields

== Empty: 8 slots, 80 bytes, learning: 8 to go ==
no fields
`,
    });
  });

  test.concurrent('are drawn as a picture, with a box for each shape', async () => {
    const { status, stdout } = await runLox(['--dump', 'shapes.svg'], source);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 \d+ \d+"/);
    expect(stdout.match(/<rect /g)).toHaveLength(6);
    expect(stdout.match(/marker-end/g)).toHaveLength(4);
    expect(stdout).toContain('>+ name</text>');
    expect(stdout).toMatch(/<\/svg>\n$/);
  });

  test.concurrent('are printed of what was there when an error ended the program', async () => {
    expect(await runLox(['--dump', 'shapes'], 'class A {} var a = A(); a.x = 1; nil();')).toEqual({
      status: 70,
      stdout: '== A: 8 slots, 80 bytes, learning: 7 to go ==\nx  at 16  1 field\n',
      stderr: 'Can only call functions and classes.\n[line 1] in script\n',
    });
  });

  test.concurrent('come behind the forms of the program, a program without classes has none', async () => {
    const { stdout } = await runLox(['--dump', 'shapes,ast'], 'class A {}');
    expect(stdout).toBe(
      'script\n  class A\n\n== A: 8 slots, 80 bytes, learning: 8 to go ==\nno fields\n',
    );
    expect((await runLox(['--dump', 'shapes'], 'print 1;')).stdout).toBe('no classes\n');
  });
});
