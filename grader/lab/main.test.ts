import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '#shared/setup/project.mjs';

/** Runs a script of this folder as npm does, with nobody at the keyboard. */
function run(script: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join('grader/lab', script), ...args],
    { cwd: projectRoot, encoding: 'utf8', env: { PATH: process.env.PATH } },
  );
  return { status, stdout, stderr };
}

test('what was asked for goes to stdout', () => {
  expect(run('main.ts', '--help')).toEqual({
    status: 0,
    stdout: expect.stringContaining('Your way through the labs.'),
    stderr: '',
  });
});

test('what is wrong goes to stderr', () => {
  expect(run('hint-main.ts')).toEqual({
    status: 2,
    stdout: '',
    stderr: 'Which task? Write lab and task, such as: npm run hint -- 01.1\n',
  });
});

test('a closed stdout is no reason to complain', async () => {
  const args = ['--import', 'tsx', 'grader/lab/main.ts', '--help'];
  const child = spawn(process.execPath, args, { cwd: projectRoot });
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  child.stdout.destroy();
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
