import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { projectRoot } from '#shared/setup/project.mjs';

test('labs/ is what `npm run skeletons` writes', { timeout: 60_000 }, () => {
  const args = ['--import', 'tsx', 'grader/skeletons/main.ts', '--check'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  expect({ said: stdout + stderr, status }).toEqual({ said: '', status: 0 });
});
