import { expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '#shared/setup/scratch-folder.ts';
import { conditionsOf, takeMine, withTier } from './mine.mjs';

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
  const tier = 'interpreter';
  expect(conditionsOf(root, '01')).toEqual({ conditions: ['lab01'], tier });
  expect(conditionsOf(root, '6, 01')).toEqual({ conditions: ['lab06', 'lab01'], tier });
  expect(conditionsOf(root, 'all')).toEqual({ conditions: ['lab01', 'lab06'], tier });
  expect(conditionsOf(root, 'only')).toEqual({ conditions: ['lab01', 'lab06'], tier });
});

test('a program stays in the interpreter while that is the highest tier of one’s own', () => {
  const root = scratchFolder();
  writeFiles(root, {
    'labs/01-bytecode-vm/lab.json': '{ "id": "01" }',
    'labs/02-threaded-code/lab.json': '{ "id": "02", "tier": "threaded" }',
    'labs/06-inline-caches/lab.json': '{ "id": "06" }',
    'mine/01-bytecode-vm/calls.ts': '',
    'mine/02-threaded-code/engine.ts': '',
    'mine/06-inline-caches/x.ts': '',
  });
  const tiers = ['01', '01,06', '01,02', '02', '06', 'all'].map((list) => {
    const chosen = conditionsOf(root, list);
    return 'problem' in chosen ? chosen.problem : (chosen.tier ?? 'auto');
  });
  expect(tiers).toEqual(['interpreter', 'interpreter', 'auto', 'auto', 'auto', 'auto']);
});

test('the tier stands where one that was asked for overrides it', () => {
  expect(withTier(['--tier', 'auto', 'a.lox'], 'interpreter')).toEqual([
    ...['--tier', 'interpreter'],
    ...['--tier', 'auto', 'a.lox'],
  ]);
  expect(withTier(['debug', 'a.lox'], 'interpreter')).toEqual([
    ...['debug', '--tier', 'interpreter', 'a.lox'],
  ]);
  expect(withTier(['a.lox'], undefined)).toEqual(['a.lox']);
});

test('what cannot be chosen is said, with what to do', () => {
  const root = scratchFolder();
  expect(conditionsOf(root, '01')).toEqual({
    problem: 'lab 01 is not in mine/; start it: npm run lab -- start 01',
  });
  expect(conditionsOf(root, 'only')).toHaveProperty('problem');
  expect(conditionsOf(root, 'mine')).toHaveProperty('problem');
  expect(conditionsOf(root, '')).toHaveProperty('problem');
  expect(conditionsOf(root, 'all')).toEqual({ conditions: [], tier: undefined });
});
