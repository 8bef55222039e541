import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { missingReference, referenceProblem } from './reference.mjs';
import { scratchFolder, writeFiles } from './scratch-folder.ts';

/** A project of two labs, the reference of which is all there. */
function project(): string {
  const root = scratchFolder();
  const files = [
    { solution: 'solutions/a.ts', ships: 'solutions/fast-a.ts' },
    { solution: 'solutions/b.ts' },
  ];
  writeFiles(root, {
    'labs/README.md': '',
    'labs/01-one/lab.json': JSON.stringify({ id: '01', files }),
    'labs/02-two/lab.json': JSON.stringify({ id: '02', files: [{ solution: 'solutions/c.ts' }] }),
    'solutions/a.ts': '',
    'solutions/fast-a.ts': '',
    'solutions/b.ts': '',
    'solutions/c.ts': '',
  });
  return root;
}

test('where all is there, there is no problem', () => {
  expect(referenceProblem(project())).toBe(null);
  expect(referenceProblem(scratchFolder())).toBe(null);
});

test('what is missing is named, with the command that brings it back', () => {
  const root = project();
  rmSync(join(root, 'solutions/c.ts'));
  expect(referenceProblem(root)).toBe(
    'solutions/c.ts is missing, a part of the reference; to get it back: git restore solutions',
  );
  rmSync(join(root, 'solutions/fast-a.ts'));
  expect(missingReference(root)).toEqual(['solutions/fast-a.ts', 'solutions/c.ts']);
  expect(referenceProblem(root)).toContain(
    'solutions/fast-a.ts is missing, a part of the reference (and 1 more); ',
  );
});

test('of some labs only, where only these matter', () => {
  const root = project();
  rmSync(join(root, 'solutions/c.ts'));
  expect(missingReference(root, (lab) => lab === '01')).toEqual([]);
});
