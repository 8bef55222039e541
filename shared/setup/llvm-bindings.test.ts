import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './project.mjs';
import { scratchFolder, writeFiles } from './scratch-folder.ts';

test('npm run llvm-bindings names what is missing and the command that installs it', () => {
  const path = scratchFolder();
  writeFiles(path, { 'apt-get': '#!/bin/sh\n' });
  spawnSync('chmod', ['+x', join(path, 'apt-get')]);
  const script = join(projectRoot, 'shared/setup/llvm-bindings.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    env: { PATH: path },
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^hotpath: llvm-bindings cannot be built: cmake and c\+\+( and LLVM 14)? not found/,
  );
  expect(stderr).toMatch(/to have it: .*apt-get install -y cmake g\+\+ llvm-14-dev/);
});
