import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { projectRoot } from '#shared/setup/project.mjs';

// In a process of its own: typedoc and a program of the whole project want memory.
test("the project's own documentation is in order", { timeout: 300_000 }, async () => {
  const main = path.join(projectRoot, 'docs/generator/main.ts');
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', main, '--check'], {
    cwd: projectRoot,
    env: { ...process.env, NO_COLOR: '1' },
  });
  const { stderr } = await run.catch((error: { stderr: string }) => error);
  expect(stderr).toBe('');
});
