import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '#shared/setup/scratch-folder.ts';
import { HISTORY_LINES, openHistory } from './history.ts';

test('lines come newest first, and new ones go to the end of the file', () => {
  const folder = scratchFolder();
  const file = join(folder, 'history');
  writeFiles(folder, { history: 'one\ntwo\n' });
  const history = openHistory(file);
  expect(history.lines).toEqual(['two', 'one']);
  history.add('three');
  history.add('  ');
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\nthree\n');
});

test('a file that has grown long is cut', () => {
  const folder = scratchFolder();
  const file = join(folder, 'history');
  writeFiles(folder, { history: 'x\n'.repeat(2 * HISTORY_LINES + 1) });
  expect(openHistory(file).lines).toHaveLength(HISTORY_LINES);
  expect(readFileSync(file, 'utf8')).toBe('x\n'.repeat(HISTORY_LINES));
});

test('without a file nothing is kept, and one that cannot be used is done without', () => {
  for (const file of [undefined, '', '/no/such/folder/history']) {
    const history = openHistory(file);
    history.add('x');
    expect(history.lines).toEqual([]);
  }
});
