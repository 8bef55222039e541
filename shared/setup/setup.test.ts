import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeProblem } from './node-version.mjs';
import { projectRoot } from './project.mjs';
import { fakeProgram, scratchFolder, writeFiles } from './scratch-folder.ts';

/** A fresh clone whose `npm` runs a script, and one run of setup in it. */
function runSetup(npmScript: string) {
  const root = scratchFolder();
  cpSync(join(projectRoot, 'shared/setup'), join(root, 'shared/setup'), { recursive: true });
  writeFiles(root, { 'package-lock.json': '{ "packages": {} }' });
  const bin = join(root, 'bin');
  mkdirSync(bin);
  fakeProgram(bin, 'npm', npmScript);
  const env = { PATH: `${bin}:/usr/bin:/bin`, HOTPATH_LLVM: 'none' };
  const setup = (...args: string[]) =>
    spawnSync(process.execPath, ['shared/setup/setup.mjs', ...args], {
      cwd: root,
      encoding: 'utf8',
      env,
    });
  return { root, setup };
}

const install = `mkdir -p node_modules
echo '{ "packages": {} }' > node_modules/.package-lock.json
echo "npm $1"`;

test('a fresh clone gets its dependencies, with one line, on stderr', () => {
  const { root, setup } = runSetup(install);
  const { status, stdout, stderr } = setup();
  expect(stderr).toBe('hotpath: the dependencies are not installed; running npm ci\nnpm ci\n');
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(existsSync(join(root, 'node_modules/.package-lock.json'))).toBe(true);
});

test('when all is there it says nothing', () => {
  const { setup } = runSetup(install);
  setup();
  expect(setup()).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

test('a failing npm ci ends it with the command to run', () => {
  const { root, setup } = runSetup('exit 1');
  const { status, stderr } = setup();
  expect(status).toBe(1);
  expect(stderr).toContain(`cd ${root} && npm ci`);
});

test('what runs the whole reference ends, in one line, where a file of it is missing', () => {
  const { root, setup } = runSetup(install);
  const lab = { id: '01', files: [{ solution: 'solutions/calls.ts' }] };
  writeFiles(root, { 'labs/01-bytecode-vm/lab.json': JSON.stringify(lab) });
  setup();
  expect(setup().status).toBe(0);
  expect(setup('--reference')).toMatchObject({
    status: 1,
    stderr:
      'hotpath: solutions/calls.ts is missing, a part of the reference; to get it back: git restore solutions\n',
  });
});

test.each(['18.20.4', '20.18.0'])('Node.js %s is too old', (version) => {
  expect(nodeProblem(version)).toBe(`this is Node.js ${version}; 20.19 or newer is needed`);
});

test.each(['20.19.0', '22.0.0', '24.1.0', '25.0.0'])('Node.js %s will do', (version) => {
  expect(nodeProblem(version)).toBeNull();
});
