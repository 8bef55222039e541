import { expect, test } from 'vitest';
import { projectRoot } from '#shared/setup/project.mjs';
import { type Lab, readLabs } from '../lab/course.ts';
import { lintKeys } from './keys.ts';
import { readSeam, type Seam } from './seam.ts';

test('the keys in package.json are those of the labs', () => {
  expect(lintKeys(readSeam(projectRoot), readLabs(projectRoot))).toEqual([]);
});

const lab: Lab = {
  id: '42',
  name: '42-fixtures',
  title: 'Fixtures',
  files: [{ file: 'b.ts', key: '#vm/a/b', solution: 'solutions/a/b.ts' }],
  tasks: [],
};

const conditions = {
  types: './shared/contracts/a/b.ts',
  lab42: './mine/42-fixtures/b.ts',
  skeleton42: './labs/42-fixtures/b.ts',
  default: './solutions/a/b.ts',
};

function seamOf(keys: Readonly<Record<string, Readonly<Record<string, string>>>>): Seam {
  const none = { keyOf: new Map(), withHoles: new Set<string>(), folders: new Map() };
  return { ...none, keys: new Map(Object.entries(keys)) };
}

test('a key that is right', () => {
  const { default: last, ...first } = conditions;
  const withAnother = { ...first, plain: './solutions/a/plain.ts', default: last };
  for (const key of [conditions, withAnother])
    expect(lintKeys(seamOf({ '#vm/a/b': key }), [lab])).toEqual([]);
});

test('a missing key, a wrong target and a wrong order: what is needed is shown', () => {
  const { types, ...others } = conditions;
  for (const keys of [
    {},
    { '#vm/a/b': { ...conditions, lab42: './mine/b.ts' } },
    { '#vm/a/b': { ...others, types } },
  ]) {
    expect(lintKeys(seamOf(keys), [lab])).toEqual([
      expect.stringContaining('package.json: "imports" lacks what lab 42 needs:\n"#vm/a/b": {'),
    ]);
  }
});

test('a key that the lab does not list', () => {
  expect(
    lintKeys(seamOf({ '#vm/a/b': conditions, '#vm/a/c': { lab42: './mine/42-fixtures/c.ts' } }), [
      lab,
    ]),
  ).toEqual(["package.json: '#vm/a/c' has lab42, but no lab.json lists it there"]);
});
