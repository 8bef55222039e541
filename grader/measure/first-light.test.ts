import { expect, it } from 'vitest';
import { hostArchitecture } from '#shared/memory/architecture.ts';
import { makeExecutable, mapCode, release, toFunction } from '#vm/first-light/executable-memory';
import { sumLoop } from './first-light.ts';

it('measures a loop that adds up', () => {
  const memory = mapCode(sumLoop[hostArchitecture()]);
  makeExecutable(memory);
  const sum = toFunction(memory, { result: 'int32', parameters: ['int32'] });
  expect([1, 2, 10, 1000].map((n) => sum(n))).toEqual([1, 3, 55, 500_500]);
  release(memory);
});
