import { expect, test } from 'vitest';
import { runLox } from '../testing/run-lox.ts';
import { testFiles } from '../testing/test-files.ts';

const fileWith = testFiles();

/** Runs lines in a REPL without a terminal. */
const runLines = (lines: readonly string[], args: readonly string[] = []) =>
  runLox(['-i', ...args], `${lines.join('\n')}\n`);

test.concurrent('globals stay, and an expression shows its value', async () => {
  const lines = [
    'var a = 20;',
    'fun twice(x) { return 2 * x; }',
    'twice(a) + 2',
    'a = 1',
    'a; // silent',
  ];
  expect(await runLines(lines)).toEqual({ status: 0, stdout: '42\n1\n', stderr: '' });
});

test.concurrent('input goes on until it is complete', async () => {
  const lines = [
    'fun f(x) {',
    '',
    '  return x;',
    '}',
    'f(',
    '"deep")',
    '1 +',
    '2 // three',
    'print "two',
    'lines";',
  ];
  const stdout = 'deep\n3\ntwo\nlines\n';
  expect(await runLines(lines)).toEqual({ status: 0, stdout, stderr: '' });
});

test.concurrent('an error ends the line only', async () => {
  const { status, stdout, stderr } = await runLines([
    'nope',
    'print );',
    '"still here"',
    '-nil;',
    '1',
  ]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'still here\n1\n' });
  expect(stderr).toBe(
    [
      "Undefined variable 'nope'.",
      '[line 1] in script',
      "[line 1] Error at ')': Expect expression.",
      'Operand must be a number.',
      '[line 1] in script',
      '',
    ].join('\n'),
  );
});

test.concurrent('a word that is no variable but looks like a command leads to the commands', async () => {
  const { stdout, stderr } = await runLines([
    'exit',
    'help;',
    'exit = 1;',
    'var quit = 2;',
    'quit',
  ]);
  const hint = '[line 1] in script\n(.exit leaves, .help helps)\n';
  expect(stderr).toBe(
    `Undefined variable 'exit'.\n${hint}Undefined variable 'help'.\n${hint}Undefined variable 'exit'.\n[line 1] in script\n`,
  );
  expect(stdout).toBe('2\n');
});

test.concurrent('a trace names lines of the current input only', async () => {
  const { stderr } = await runLines([
    'fun negate(x) {',
    '  return -x;',
    '}',
    'fun twice(x) {',
    '  return 2 *',
    '    negate(x);',
    '}',
    'fun here() {',
    '  twice(nil);',
    '} here();',
  ]);
  const trace = [
    '[earlier input] in negate()',
    '[earlier input] in twice()',
    '[line 2] in here()',
    '[line 3] in script',
  ];
  expect(stderr).toBe(`Operand must be a number.\n${trace.join('\n')}\n`);
});

test.concurrent('what is incomplete at the end is an error', async () => {
  expect(await runLines(['1', 'print 1'])).toEqual({
    status: 0,
    stdout: '1\n',
    stderr: "[line 1] Error at end: Expect ';' after value.\n",
  });
});

test.concurrent('commands begin with a dot', async () => {
  const { stdout } = await runLines(['.help', '.what', 'f(', '.exit', 'print "not reached";']);
  expect(stdout).toMatch(/^ {2}1 \+ 2 .*\n(.*\n)*There is no command \.what; see \.help\n$/);
});

test.concurrent('a time limit is for each input', async () => {
  const { status, stdout, stderr } = await runLines(['while (true) {}', '1'], ['--timeout', '0.3']);
  expect({ status, stdout }).toEqual({ status: 0, stdout: '1\n' });
  expect(stderr).toBe('Time limit exceeded.\n[line 1] in script\n');
});

test.concurrent('input can be dumped instead of run', async () => {
  const { stdout } = await runLines(['1 + 2'], ['--dump', 'ast']);
  expect(stdout).toBe('script\n  print (group (+ 1 2))\n');
});

test.concurrent('a file is run ahead of the first line', async () => {
  const file = fileWith('fun f() { return "from the file"; }');
  const { stdout } = await runLines(['f()'], [file]);
  expect(stdout).toBe('from the file\n');
});
