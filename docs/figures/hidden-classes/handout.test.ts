import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '#shared/setup/project.mjs';

const folder = path.join(projectRoot, 'labs/07-hidden-classes');

test('the handout of lab 07 names each test with its points, in the section of its task', () => {
  const handout = readFileSync(path.join(folder, 'README.md'), 'utf8').replace(/\s+/g, ' ');
  const sections = handout.split(' ## ');
  const manifest = JSON.parse(readFileSync(path.join(folder, 'tests/manifest.json'), 'utf8')) as {
    readonly tests: readonly { task: string; name: string; points: number }[];
  };
  const missing = manifest.tests
    .map(({ task, name, points }) => ({ task, text: `*${name}* (${points})` }))
    .filter(({ task, text }) => !sections.find((part) => part.startsWith(task))?.includes(text));
  expect(missing).toEqual([]);
});
