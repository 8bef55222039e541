import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { killMarked, MARK_VARIABLE, startOf } from './kill.ts';

test.runIf(process.platform === 'linux')('a process that carries the mark is killed', async () => {
  const env = { ...process.env, [MARK_VARIABLE]: 'this one' };
  const child = spawn('sleep', ['60'], { env, stdio: 'ignore' });
  const end = new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
  await new Promise((resolve) => child.once('spawn', resolve));
  killMarked('another one');
  expect(child.exitCode).toBe(null);
  killMarked('this one');
  expect(await end).toBe('SIGKILL');
});

test.runIf(process.platform === 'linux')('processes have an age', () => {
  expect(startOf('1')).toBeLessThanOrEqual(startOf('self'));
  expect(startOf('no number')).toBe(Number.NEGATIVE_INFINITY);
});
