import { expect, test } from 'vitest';
import { runLox } from './testing/run-lox.ts';

test.concurrent('statistics count what the VM did, on stderr', async () => {
  const source = 'fun f() {} for (var i = 0; i < 1500; i = i + 1) f(); print "done";';
  const { status, stdout, stderr } = await runLox(['--stats'], source);
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'done\n' });
  const rows = new Map(
    stderr.split('\n').map((line) => {
      const [name, value] = line.split(/ {2,}/);
      return [name, value];
    }),
  );
  expect(rows.get('functions loaded')).toBe('2');
  expect(rows.get('calls')).toBe('1,500');
  expect(rows.get('loop iterations')).toBe('1,500');
  expect(rows.get('functions in threaded code')).toBe('2');
  expect(rows.get('threaded code, bytes')).toMatch(/^\d+$/);
  expect(rows.get('instructions dispatched')).toMatch(/^\d\d,\d{3}$/);
  expect(rows.get('events: hot')).toMatch(/^\d$/);
  for (const name of ['bytes live', 'bytes live at the peak', 'collections', 'objects allocated']) {
    expect(rows.get(name)).toMatch(/^\d[\d,]*$/);
  }
});

test.concurrent('statistics tell how well caches knew where properties are', async () => {
  const source = `class P { init() { this.n = 0; } m() { return this.n; } }
var p = P(); for (var i = 0; i < 999; i = i + 1) p.m(); p.n;`;
  for (const tier of ['interpreter', 'auto']) {
    const { stderr } = await runLox(['--stats', '--tier', tier], source);
    expect(stderr).toMatch(/^properties looked for +2,000$/m);
    expect(stderr).toMatch(/^of these caches knew, % +99\.80$/m);
  }
});

test.concurrent('statistics come after a runtime error, too', async () => {
  const { status, stderr } = await runLox(['--stats'], '-nil;');
  expect(status).toBe(70);
  expect(stderr).toMatch(/^Operand must be a number\.\n\[line 1\] in script\n(.*\n)*calls +0\n/);
});

test.concurrent('what does not run has no statistics', async () => {
  const { stderr } = await runLox(['--stats'], 'print');
  expect(stderr).toBe('[line 1] Error at end: Expect expression.\n');
});
