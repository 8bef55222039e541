import { expect, test } from 'vitest';
import { runLox, runShell } from '../testing/run-lox.ts';

test.concurrent('a trace has the kinds asked for, a line each, on stderr', async () => {
  const { stdout, stderr } = await runLox(
    ['--trace', 'loaded,error'],
    'fun f() {}\nprint 1; nil();',
  );
  expect(stdout).toBe('1\n');
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(/^ +\d+ loaded +script:0 name=f bytes=\d+$/),
    expect.stringMatching(/^ +\d+ loaded +script:0 name=script bytes=\d+$/),
    expect.stringMatching(/^ +\d+ error +script:2 message=Can only call functions and classes\.$/),
    'Can only call functions and classes.',
    '[line 2] in script',
    '',
  ]);
});

test.concurrent('a trace stands between the output of before and after', async () => {
  const { stdout } = await runShell(`echo 'print 1; print -nil;' | $LOX --trace error 2>&1`);
  expect(stdout).toMatch(/^1\n.*error.*\nOperand/);
});

test.concurrent('stress collects at every allocation', async () => {
  const source = 'class A {} A(); A(); A();';
  const lines = async (args: readonly string[]) =>
    (await runLox(['--trace', 'gc', ...args], source)).stderr.split('\n').length - 1;
  expect(await lines([])).toBe(0);
  expect(await lines(['--stress', 'gc'])).toBeGreaterThan(3);
  expect(await lines(['--stress', 'all'])).toBeGreaterThan(3);
});
