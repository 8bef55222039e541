import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '../../../shared/setup/scratch-folder.ts';
import { pruneBundles } from './prune-bundles.mjs';

/** A folder of bundles, the first the newest, all so many minutes old or older. */
function bundlesOfAge(minutes: number): string {
  const folder = scratchFolder();
  for (const [index, name] of ['a', 'b', 'c', 'd', 'e', 'f'].entries()) {
    mkdirSync(join(folder, name));
    const time = Date.now() / 1000 - (minutes + index) * 60;
    utimesSync(join(folder, name), time, time);
  }
  return folder;
}

test('of the bundles that no variant uses the newest four are kept', () => {
  const folder = bundlesOfAge(20);
  writeFiles(folder, { 'node20.json': JSON.stringify({ key: 'f' }) });
  pruneBundles(folder);
  expect(readdirSync(folder)).toEqual(['a', 'b', 'c', 'd', 'f', 'node20.json']);
});

test('a launch that is under way loses nothing', () => {
  const folder = bundlesOfAge(1);
  pruneBundles(folder);
  expect(readdirSync(folder)).toHaveLength(6);
});
