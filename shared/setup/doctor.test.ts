import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Check } from './doctor-checks.mjs';
import { projectRoot } from './project.mjs';
import { scratchFolder, writeFiles } from './scratch-folder.ts';

function doctor(root: string, ...args: string[]) {
  const script = join(root, 'shared/setup/doctor.mjs');
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
}

test('every check is ok, missing or optional, and what is not ok names its remedy', () => {
  const { status, stdout } = doctor(projectRoot, '--json');
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] };
  expect(ok).toBe(status === 0);
  for (const check of checks) {
    expect(check.detail).not.toBe('');
    expect(check).toEqual({
      name: expect.any(String),
      status: expect.stringMatching(/^(ok|missing|optional)$/),
      detail: expect.any(String),
      ...(check.status === 'ok' ? {} : { fix: expect.any(String) }),
    });
  }
  expect(checks.map(({ name }) => name)).toEqual([
    ...['Node.js', 'npm', 'processor', 'dependencies', 'koffi', 'memory map', 'libLLVM'],
    ...['clox', 'lua5.4', 'luajit', 'colours'],
  ]);
});

test('before any dependency is there it says so, in words without colours', () => {
  const root = scratchFolder();
  cpSync(join(projectRoot, 'shared/setup'), join(root, 'shared/setup'), { recursive: true });
  writeFiles(root, { 'package-lock.json': '{ "packages": {} }' });
  const { status, stdout } = doctor(root);
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /^missing {3}dependencies {2}the dependencies are not installed\n *-> npm ci$/m,
  );
  expect(stdout).not.toContain('\x1b');
});

test('--help says how it is used', () => {
  expect(doctor(projectRoot, '--help')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Usage: npm run doctor'),
  });
});
