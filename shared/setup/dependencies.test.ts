import { expect, test } from 'vitest';
import { dependencyProblem } from './dependencies.mjs';
import { scratchFolder, writeFiles } from './scratch-folder.ts';

type Packages = Record<string, { version: string; optional?: boolean }>;

const wanted: Packages = {
  'node_modules/koffi': { version: '3.3.4' },
  'node_modules/esbuild-for-another-platform': { version: '1.0.0', optional: true },
};

/** A project whose lock file wants `wanted` and that has other packages installed. */
function projectWith(installed: Packages): string {
  const root = scratchFolder();
  const own = { '': { version: '0.1.0' } };
  writeFiles(root, {
    'package-lock.json': JSON.stringify({ packages: { ...own, ...wanted } }),
    'node_modules/.package-lock.json': JSON.stringify({ packages: installed }),
  });
  return root;
}

test('packages as in the lock file are no problem', () => {
  expect(dependencyProblem(projectWith(wanted))).toBeNull();
});

test('optional packages may be absent', () => {
  const root = projectWith({ 'node_modules/koffi': { version: '3.3.4' } });
  expect(dependencyProblem(root)).toBeNull();
});

test('another version is a problem', () => {
  const root = projectWith({ 'node_modules/koffi': { version: '3.0.0' } });
  expect(dependencyProblem(root)).toBe('node_modules/koffi is 3.0.0, the lock file says 3.3.4');
});

test('an absent package is a problem', () => {
  expect(dependencyProblem(projectWith({}))).toBe(
    'node_modules/koffi is absent, the lock file says 3.3.4',
  );
});

test('no packages at all is a problem', () => {
  expect(dependencyProblem(scratchFolder())).toBe('the dependencies are not installed');
});
