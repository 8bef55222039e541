import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { projectRoot } from '#shared/setup/project.mjs';

const run = promisify(execFile);

test('npm start shows a picture, what the VM did, and what comes next, on one screen', async () => {
  const args = ['--import', 'tsx', 'solutions/cli/start.ts'];
  const { stdout, stderr } = await run(process.execPath, args, {
    cwd: projectRoot,
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(stderr).toBe('');
  const lines = stdout.split('\n');
  expect(lines.length).toBeLessThanOrEqual(32);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(stdout).toMatch(/@@@@@/);
  expect(stdout).toMatch(/instructions +\d[\d,]+\n/);
  expect(stdout).toMatch(/hot functions +escapeTime\n/);
  expect(stdout).toContain('npm run lox -- FILE');
});
