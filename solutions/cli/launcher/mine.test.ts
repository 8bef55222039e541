import { expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '#shared/setup/scratch-folder.ts';
import { conditionsOf, takeMine } from './mine.mjs';

test('--mine is taken out of the arguments, the rest stays', () => {
  expect(takeMine(['--stats', '--mine', '01,06', 'a.lox'])).toEqual({
    args: ['--stats', 'a.lox'],
    list: '01,06',
  });
  expect(takeMine(['--mine=all', 'a.lox'])).toEqual({ args: ['a.lox'], list: 'all' });
  expect(takeMine(['a.lox'])).toEqual({ args: ['a.lox'], list: undefined });
  expect(takeMine(['--', '--mine'])).toEqual({ args: ['--', '--mine'], list: undefined });
});

test('a list chooses the labs that it names', () => {
  const root = scratchFolder();
  writeFiles(root, { 'mine/01-bytecode-vm/calls.ts': '', 'mine/06-inline-caches/x.ts': '' });
  expect(conditionsOf(root, '01')).toEqual({ conditions: ['lab01'] });
  expect(conditionsOf(root, '6, 01')).toEqual({ conditions: ['lab06', 'lab01'] });
  expect(conditionsOf(root, 'all')).toEqual({ conditions: ['lab01', 'lab06'] });
  expect(conditionsOf(root, 'only')).toEqual({ conditions: ['lab01', 'lab06'] });
});

test('what cannot be chosen is said, with what to do', () => {
  const root = scratchFolder();
  expect(conditionsOf(root, '01')).toEqual({
    problem: 'lab 01 is not in mine/; start it: npm run lab -- start 01',
  });
  expect(conditionsOf(root, 'only')).toHaveProperty('problem');
  expect(conditionsOf(root, 'mine')).toHaveProperty('problem');
  expect(conditionsOf(root, '')).toHaveProperty('problem');
  expect(conditionsOf(root, 'all')).toEqual({ conditions: [] });
});
