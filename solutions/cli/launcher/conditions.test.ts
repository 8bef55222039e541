import { expect, test } from 'vitest';
import { activeConditions } from './conditions.mjs';

test('without any it is none', () => {
  expect(activeConditions([], {})).toEqual([]);
});

test.each([
  [['-C', 'lab01', '-C', 'lab06']],
  [['--conditions=lab06', '--conditions', 'lab01']],
  [['--enable-source-maps', '-C=lab06', '-C', 'lab01', '-C', 'lab01']],
])('%j is lab01 and lab06', (execArgv) => {
  expect(activeConditions(execArgv, {})).toEqual(['lab01', 'lab06']);
});

test('the environment adds to the arguments', () => {
  const env = { NODE_OPTIONS: '--conditions=lab02', HOTPATH_CONDITIONS: 'lab06, lab03' };
  expect(activeConditions(['-C', 'lab01'], env)).toEqual(['lab01', 'lab02', 'lab03', 'lab06']);
});
