import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { runLox } from '../testing/run-lox.ts';
import { hasTerminal, startTerminal } from '../testing/terminal.ts';
import { testFiles } from '../testing/test-files.ts';

const fileWith = testFiles();

const program = fileWith(`fun add(a, b) {
  return a + b;
}
var sum = 0;
for (var i = 1; i < 3; i = i + 1) sum = add(sum, i);
print sum;
`);

/** Debugs a program with commands from a pipe. */
const debug = (file: string, commands: readonly string[], args: readonly string[] = []) =>
  runLox(['debug', ...args, file], commands.map((line) => `${line}\n`).join(''));

describe.concurrent('with commands from a pipe', () => {
  test('the program writes on stdout, the debugger on stderr', async () => {
    const { status, stdout, stderr } = await debug(program, ['break add', 'c', 'locals', 'd', 'c']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '3\n' });
    expect(stderr.split('\n')).toEqual([
      'script, line 1',
      '→   1  fun add(a, b) {',
      'Breakpoint 1, add()',
      'Breakpoint 1: add(), line 2',
      '→   2    return a + b;',
      'a = 0',
      'b = 1',
      'The program has ended.',
      '',
    ]);
  });

  test('quitting or running out of commands ends the program with status 0', async () => {
    for (const commands of [['next', 'quit'], ['next']]) {
      expect(await debug(program, commands)).toMatchObject({ status: 0, stdout: '' });
    }
  });

  test('output stands before the stop that follows it', async () => {
    const { stdout } = await runLox(['debug', fileWith('print 1;\nnil();')], 'n\nc\n');
    expect(stdout).toBe('1\n');
  });

  test('a runtime error is a stop, and then the end as ever', async () => {
    const file = fileWith('fun f(x) {\n  return -x;\n}\nf("a");');
    const { status, stderr } = await debug(file, ['c', 'p x', 'c']);
    expect(status).toBe(70);
    expect(stderr.split('\n').slice(2)).toEqual([
      'Error: Operand must be a number.: f(), line 2',
      '→   2    return -x;',
      'a',
      'Operand must be a number.',
      '[line 2] in f()',
      '[line 4] in script',
      '',
    ]);
  });

  test('a program that does not compile has nothing to debug', async () => {
    expect(await debug(fileWith('print'), ['step'])).toMatchObject({ status: 65, stdout: '' });
  });

  test('a trace has every line with its variables', async () => {
    const { stderr } = await debug(program, ['trace'], ['--tier', 'threaded']);
    expect(stderr.split('\n').slice(2)).toEqual([
      '4 script',
      '5 script',
      '2 add()  a = 0, b = 1',
      '5 script  i = 2',
      '2 add()  a = 1, b = 2',
      '5 script  i = 3',
      '6 script',
      'The program has ended.',
      '',
    ]);
  });
});

describe.concurrent('the command line', () => {
  test('needs a file', async () => {
    expect(await runLox(['debug'])).toMatchObject({ status: 64, stdout: '' });
    expect(await runLox(['debug', 'none.lox'])).toMatchObject({ status: 66, stdout: '' });
  });

  test('refuses what makes no sense for a debugger', async () => {
    const { status, stderr } = await runLox(['debug', '--timeout', '1', program]);
    expect({ status, stderr }).toEqual({
      status: 64,
      stderr: "lox debug: unknown option '--timeout'. See lox debug --help.\n",
    });
  });

  test('has help that fits a terminal', async () => {
    const { status, stdout } = await runLox(['debug', '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('--tier <name>');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

test.skipIf(!hasTerminal)(
  'in a terminal, Ctrl-C stops a threaded loop, which then goes on',
  async () => {
    const file = fileWith(`fun spin() {
  var i = 0;
  while (true) {
    i = i + 1;
  }
}
print "go";
spin();
`);
    const terminal = startTerminal({}, ['debug', file]);
    const say = async (shown: string, keys: string) => {
      await terminal.shows(shown);
      terminal.press(keys);
    };
    await say('(lox) ', 'c\r');
    await terminal.shows('go\r\n');
    for (let round = 0; round < 2; round++) {
      await setTimeout(400);
      terminal.press('\x03');
      await say('Interrupted: spin(), line 3\r\n', 'locals\r');
      await say('i = ', 'tier\r');
      await say('later calls of spin(): ', 'step\r');
      await say('→   4 ', 'break 4\r');
      await say('Breakpoint ', 'c\r');
      await say(': spin(), line 4\r\n', 'delete\r');
      await say('(lox) ', 'c\r');
    }
    await setTimeout(100);
    terminal.press('\x03');
    await say('Interrupted', '');
    await say('(lox) ', '\x04');
    expect(await terminal.ended).toBe(0);
  },
);
