import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '#shared/setup/scratch-folder.ts';
import { functions, lab, regions } from './fixtures.ts';
import { makeSkeletons } from './generate.ts';
import { patchFor, writeGenerated } from './generated-files.ts';

const solution = lab.files[0].solution;
const skeleton = `labs/${lab.name}/module.ts`;

/** A project with one lab. */
function project(files: Readonly<Record<string, string>>): string {
  const root = scratchFolder();
  writeFiles(root, { [`labs/${lab.name}/lab.json`]: JSON.stringify(lab), ...files });
  return root;
}

test('skeletons are written once, and again when the solution changes', () => {
  const root = project({ [solution]: functions });
  expect(writeGenerated(root, makeSkeletons(root))).toEqual([skeleton]);
  expect(writeGenerated(root, makeSkeletons(root))).toEqual([]);
  expect(patchFor(root, makeSkeletons(root))).toBe('');

  writeFiles(root, { [solution]: regions });
  expect(patchFor(root, makeSkeletons(root))).toContain(`+++ ${skeleton}\tas it should be`);
  expect(writeGenerated(root, makeSkeletons(root))).toEqual([skeleton]);
  expect(readFileSync(join(root, skeleton), 'utf8')).toContain("return unfinished('42.2');");
});

test('a missing skeleton is a patch that adds it', () => {
  const root = project({ [solution]: functions });
  const patch = patchFor(root, makeSkeletons(root));
  expect(patch).toContain(`--- ${skeleton}\tmissing`);
  expect(patch).toContain("+      return unfinished('42.2');");
});

test('a solution that is not there is named', () => {
  const root = project({});
  expect(() => makeSkeletons(root)).toThrow(
    `labs/42-fixtures/lab.json: there is no ${solution}; correct its name in "files"`,
  );
});

test('tags in files of no lab are named, all at once', () => {
  const tag = (task: string) => `\n/**\n * @lab ${task} Count\n */\nfunction f(): void {}\n`;
  const root = project({
    [solution]: functions,
    'solutions/a.ts': tag('42.1'),
    'solutions/deeper/b.ts': tag('77.1'),
  });
  expect(() => makeSkeletons(root)).toThrow(
    [
      'solutions/a.ts:3: labs/42-fixtures/lab.json does not list this file; add it to "files" there',
      'solutions/deeper/b.ts:3: the tag names no lab that there is (42); correct it, or write labs/77-name/lab.json',
    ].join('\n'),
  );
});

test('a module in labs/ that no lab lists is named', () => {
  const root = project({ [solution]: functions, 'labs/42-fixtures/old.ts': '' });
  expect(() => makeSkeletons(root)).toThrow(
    'labs/42-fixtures/old.ts is not in lab.json; delete it, or list it in "files"',
  );
});
