import { chmodSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runLox, runShell } from './testing/run-lox.ts';
import { testFiles } from './testing/test-files.ts';

const fileWith = testFiles();
const quiet = { status: 0, stderr: '' };

describe.concurrent('where the program comes from', () => {
  test('a file', async () => {
    expect(await runLox([fileWith('print 1 + 2;')])).toEqual({ ...quiet, stdout: '3\n' });
  });

  test('a pipe, named or not', async () => {
    const expected = { ...quiet, stdout: 'hi\n' };
    expect(await runLox([], 'print "hi";')).toEqual(expected);
    expect(await runLox(['-'], 'print "hi";')).toEqual(expected);
  });

  test('an empty file runs', async () => {
    const expected = { ...quiet, stdout: '' };
    expect(await runLox([fileWith('')])).toEqual(expected);
    expect(await runLox(['/dev/null'])).toEqual(expected);
  });

  test('a byte order mark is skipped', async () => {
    expect(await runLox([fileWith('\ufeffprint "é";')])).toEqual({ ...quiet, stdout: 'é\n' });
  });

  test('no such file', async () => {
    expect(await runLox(['none.lox'])).toEqual({
      status: 66,
      stdout: '',
      stderr: 'lox: cannot read none.lox: there is no such file\n',
    });
  });

  test('a directory', async () => {
    expect(await runLox(['/tmp'])).toEqual({
      status: 66,
      stdout: '',
      stderr: 'lox: cannot read /tmp: it is a directory\n',
    });
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    const file = fileWith('print 1;');
    chmodSync(file, 0o000);
    expect(await runLox([file])).toEqual({
      status: 66,
      stdout: '',
      stderr: `lox: cannot read ${file}: permission denied\n`,
    });
  });

  test('a binary file', async () => {
    const file = fileWith(Buffer.from('print "\ufffd\xff', 'latin1'));
    expect(await runLox([file])).toEqual({
      status: 65,
      stdout: '',
      stderr: `${file} is not a text file: invalid UTF-8 at byte 7\n`,
    });
  });
});

describe.concurrent('how a run ends', () => {
  test('with all compile errors', async () => {
    expect(await runLox([], 'print ;\nprint 1;\nvar 2;')).toEqual({
      status: 65,
      stdout: '',
      stderr: `[line 1] Error at ';': Expect expression.\n[line 3] Error at '2': Expect variable name.\n`,
    });
  });

  test('with a runtime error and the way to it, behind the output', async () => {
    const source = 'fun f(x) {\n  return x.y;\n}\nprint "before";\nf(1);';
    expect(await runLox([], source)).toEqual({
      status: 70,
      stdout: 'before\n',
      stderr: 'Only instances have properties.\n[line 2] in f()\n[line 5] in script\n',
    });
    const { stdout } = await runShell(`echo 'print 1; print -nil; print 2;' | $LOX 2>&1`);
    expect(stdout).toBe('1\nOperand must be a number.\n[line 1] in script\n');
  });

  test('with a recursion that has no end', async () => {
    const { status, stderr } = await runLox([], 'fun f() { f(); }\nf();');
    expect(status).toBe(70);
    expect(stderr).toMatch(/^Stack overflow.\n\[line 1\] in f\(\)\n/);
    expect(stderr.split('\n').length).toBeLessThan(40);
  });

  test('with a full heap', async () => {
    const source = `class Node {}
      var list;
      while (true) { var node = Node(); node.next = list; list = node; }`;
    expect(await runLox(['--heap-limit', '1M'], source)).toEqual({
      status: 70,
      stdout: '',
      stderr: 'Out of memory.\n[line 3] in script\n',
    });
  });

  test('with source that nests without end', async () => {
    const { status, stderr } = await runLox([], '('.repeat(1_000_000));
    expect(status).toBe(65);
    expect(stderr).toMatch(/^\[line 1\] Error at '\(': Nested too deeply .*\n$/);
  });

  test('with as much nesting as is allowed', async () => {
    const { stderr } = await runLox([], `print ${'('.repeat(5_000)}`);
    const [, levels] = /more than (\d+) levels/.exec(stderr) ?? [];
    const nested = (open: string, inner: string, close: string) =>
      open.repeat(Number(levels) - 2) + inner + close.repeat(Number(levels) - 2);
    expect(await runLox([], `print ${nested('(', '1', ')')};`)).toEqual({
      ...quiet,
      stdout: '1\n',
    });
    expect(await runLox([], nested('{', 'print 2;', '}'))).toEqual({ ...quiet, stdout: '2\n' });
  });
});

describe.concurrent('output', () => {
  test('a reader that goes away is not an error', async () => {
    const { stdout, stderr } = await runShell(
      `echo 'while (true) print "flood";' | $LOX | head -1`,
    );
    expect({ stdout, stderr }).toEqual({ stdout: 'flood\n', stderr: '' });
  });

  test('a slow reader gets everything', async () => {
    const source = 'for (var i = 0; i < 50000; i = i + 1) print i;';
    const { stdout } = await runShell(`echo '${source}' | $LOX | (sleep 0.3; tail -1)`);
    expect(stdout).toBe('49999\n');
  });
});
