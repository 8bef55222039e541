import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UnfinishedError } from '#shared/contracts/unfinished.ts';
import { projectRoot } from '#shared/setup/project.mjs';
import { pointsOf, readLabs } from './course.ts';

describe.each(readLabs(projectRoot))('lab $id', (lab) => {
  const { id, name, files, tasks } = lab;

  test('is named by its number', () => {
    expect(name).toMatch(new RegExp(`^${id}-[a-z-]+$`));
    expect(existsSync(join(projectRoot, 'labs', name, 'lab.json'))).toBe(true);
  });

  test('gives 100 points, or 20 to warm up', () => {
    expect(pointsOf(lab)).toBe(id === '00' ? 20 : 100);
  });

  test('numbers its tasks, and has three hints for each', () => {
    expect(tasks.map((task) => task.id)).toEqual(tasks.map((_, index) => `${id}.${index + 1}`));
    expect(tasks.filter(({ hints }) => hints.length !== 3)).toEqual([]);
  });

  test('hollows files that there are', () => {
    expect(files.filter(({ solution }) => !existsSync(join(projectRoot, solution)))).toEqual([]);
  });

  test('is named by what is unfinished in it', () => {
    expect(new UnfinishedError(`${id}.1`).message).toBe(
      `Task ${id}.1 is unfinished: see labs/${name}/README.md, or \`npm run hint -- ${id}.1\``,
    );
  });
});

test('a task of a lab that is not there yet can be unfinished too', () => {
  expect(new UnfinishedError('99.1').message).toBe(
    'Task 99.1 is unfinished: see the handout in labs/, or `npm run hint -- 99.1`',
  );
});
