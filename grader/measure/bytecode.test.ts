import { expect, test } from 'vitest';
import { countsOf, programs } from './bytecode.ts';

test('what the interpreter does is counted, whatever the machine', () => {
  expect(countsOf(programs.fib)).toEqual({ dispatches: 6_991_834, calls: 635_621, error: '' });
  expect(countsOf(programs.depth)).toMatchObject({ error: 'Stack overflow.' });
});
