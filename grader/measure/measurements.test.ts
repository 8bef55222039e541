import { expect, test } from 'vitest';
import { projectRoot } from '#shared/setup/project.mjs';
import { readLabs } from '../lab/course.ts';
import { measureApart } from './measure-apart.ts';
import { measurements } from './measurements.ts';

test('every measurement that a lab names is there', () => {
  const named = readLabs(projectRoot).flatMap(({ prediction }) => prediction?.measure ?? []);
  expect(named.filter((name) => !Object.hasOwn(measurements, name))).toEqual([]);
});

test('a measurement comes from a process of its own', { timeout: 60_000 }, async () => {
  const result = await measureApart('nativeCall');
  expect(result).toMatchObject({ measured: { value: expect.any(Number) } });
});

test('a process that cannot measure says why', { timeout: 60_000 }, async () => {
  expect(await measureApart('nothing')).toEqual({
    problem: 'measurements[process.argv[2]] is not a function',
  });
});
