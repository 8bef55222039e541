import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Running, runLox, startLox } from '../testing/run-lox.ts';

/** Ways to run for ever; each prints `go` first. */
const endless = {
  'a loop': 'print "go"; while (true) {}',
  'a loop that allocates': 'print "go"; while (true) { var s = "a" + "b"; }',
  'a loop of calls': 'fun f() {} print "go"; while (true) f();',
  'a recursion': 'fun f(n) { if (n > 0) { f(n - 1); f(n - 1); } } print "go"; f(1000);',
};

/** A flood of output that nobody reads, so that the VM is held up in a system call. */
async function startBlocked(args: readonly string[]): Promise<Running> {
  const running = startLox(args, 'while (true) print "flood";');
  await running.printed('flood');
  running.child.stdout?.pause();
  await setTimeout(300);
  return running;
}

const interrupted = expect.stringMatching(/^( .* hot .*\n)*Interrupted\.\n\[line 1\] in /);

// One after the other, since each keeps a processor busy.
test.each(Object.entries(endless))('Ctrl-C stops %s that is hot', async (_, source) => {
  // The trace brings out what was printed.
  const { child, printed, ended } = startLox(['--trace', 'hot'], source);
  await printed('go');
  await setTimeout(300);
  child.kill('SIGINT');
  expect(await ended).toEqual({ status: 130, stdout: 'go\n', stderr: interrupted });
});

test.concurrent('Ctrl-C stops a flood of output', async () => {
  const { child, printed, ended } = startLox([], 'while (true) print "flood";');
  await printed('flood');
  child.kill('SIGINT');
  const { status, stderr } = await ended;
  expect({ status, stderr }).toEqual({ status: 130, stderr: interrupted });
});

test.concurrent('a second Ctrl-C ends a VM that does not answer', async () => {
  const { child, exited, ended } = await startBlocked([]);
  child.kill('SIGINT');
  await setTimeout(200);
  child.kill('SIGINT');
  await exited;
  child.stdout?.resume();
  expect(await ended).toMatchObject({ status: 'SIGINT', stderr: '' });
});

test.concurrent('a time limit ends a VM that does not answer', async () => {
  const { child, exited, ended } = await startBlocked(['--timeout', '1.5']);
  await exited;
  child.stdout?.resume();
  expect(await ended).toMatchObject({
    status: 124,
    stderr: 'Time limit exceeded.\n[the VM did not answer]\n',
  });
});

test('a time limit stops a program and tells where it was', async () => {
  const source = 'fun spin() {\n  while (true) {}\n}\nprint "go";\nspin();';
  expect(await runLox(['--timeout', '1.5'], source)).toEqual({
    status: 124,
    stdout: 'go\n',
    stderr: 'Time limit exceeded.\n[line 2] in spin()\n[line 5] in script\n',
  });
});

test.concurrent('a program within its time limit notices nothing', async () => {
  const expected = { status: 0, stdout: '1\n', stderr: '' };
  expect(await runLox(['--timeout', '60'], 'print 1;')).toEqual(expected);
});
