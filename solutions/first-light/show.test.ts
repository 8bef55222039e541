import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

/** Runs `show.ts` with these options of Node.js and arguments. */
function show(options: readonly string[], ...args: readonly string[]) {
  const file = path.join(import.meta.dirname, 'show.ts');
  const { stdout, stderr, status, signal } = spawnSync(
    process.execPath,
    ['--import', 'tsx', ...options, file, ...args],
    { encoding: 'utf8' },
  );
  return { stdout, stderr, status, signal };
}

it('shows the bytes, and 42', () => {
  const { stdout, status } = show([]);
  expect(stdout).toMatch(/return 42 +b8 2a 00 00 00 c3\n/);
  expect(stdout).toMatch(/return 42 +42\n/);
  expect(stdout).toMatch(/after the release +released\n$/);
  expect(status).toBe(0);
});

it('names the tasks that are not done', () => {
  const { stdout, status } = show(['-C', 'skeleton00']);
  expect(stdout).toMatch(/return 42 +task 00.1 is unfinished\n/);
  expect(stdout).toMatch(/identity +89 f8 c3\n/);
  expect(status).toBe(0);
});

it.each([
  ['illegalInstruction', 'SIGILL'],
  ['nullRead', 'SIGSEGV'],
] as const)('crashes on purpose in %s', (name, signal) => {
  expect(show([], name)).toEqual({ stdout: `${name} …\n`, stderr: '', status: null, signal });
});

it('says which functions there are', () => {
  const { stderr, status } = show([], 'nonsense');
  expect(stderr).toMatch("There is no function 'nonsense'. There are 'identity', ");
  expect(status).toBe(64);
});
