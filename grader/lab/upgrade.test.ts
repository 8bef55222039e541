import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { countSkeleton, student } from './fixtures.ts';

const given = 'labs/01-counting/count.ts';
const count = 'mine/01-counting/count.ts';
const done = "return unfinished('01.1');";

/** Somebody who has done a task of lab 01 when the course changes. */
async function changedCourse(mine: string, theirs: string) {
  const worker = student();
  await worker.lab('start', '01');
  worker.write({ [count]: mine, [given]: theirs });
  return worker;
}

const work = countSkeleton.replace(done, 'return n + STEP;');
const newSkeleton = countSkeleton.replace('LAST = 9', 'LAST = 99');

test('changes in different places are merged, and a copy is kept', async () => {
  const { root, lab, read } = await changedCourse(work, newSkeleton);
  const { status, said } = await lab('upgrade', '01');
  expect(read(count)).toBe(newSkeleton.replace(done, 'return n + STEP;'));
  expect(read('mine/.base/01-counting/count.ts')).toBe(newSkeleton);
  const [copy] = readdirSync(join(root, 'mine/.backup/01-counting'));
  expect(read(`mine/.backup/01-counting/${copy}/count.ts`)).toBe(work);
  expect({ status, said }).toEqual({
    status: 0,
    said: `${count} has your changes and those of the course.
Your files as they were lie in mine/.backup/01-counting/${copy}/.
Next: npm run grade -- 01`,
  });
});

test('an untouched file is replaced and a missing one comes back', async () => {
  const { root, lab, read } = await changedCourse(countSkeleton, newSkeleton);
  rmSync(join(root, 'mine/01-counting/limits.ts'));
  const { said } = await lab('upgrade', '01');
  expect(said).toContain(`${count} is the new skeleton: you had not changed the old one.`);
  expect(said).toContain('mine/01-counting/limits.ts was missing and is there now.');
  expect(read(count)).toBe(newSkeleton);
});

test('without news nothing changes, and no copy is made', async () => {
  const { lab, read } = await changedCourse(work, countSkeleton);
  expect(await lab('upgrade', '01')).toEqual({
    status: 0,
    said: 'Lab 01 is up to date: its skeletons have not changed since you last took them in.',
    complaint: '',
  });
  expect(read(count)).toBe(work);
});

test('after a merge the course is up to date again', async () => {
  const { lab, read } = await changedCourse(work, newSkeleton);
  await lab('upgrade', '01');
  expect((await lab('upgrade', '01')).said).toContain('up to date');
  expect(read(count)).toContain('return n + STEP;');
});

test('where both have changed the same lines, both versions stand in the file', async () => {
  const mine = countSkeleton.replace('LAST = 9', 'LAST = 5');
  const { lab, read } = await changedCourse(mine, newSkeleton);
  const { status, said } = await lab('upgrade', '01');
  expect(status).toBe(1);
  expect(said).toContain(`At ${count}:10 your version and the course's stand one below the other;`);
  expect(said).toContain('Settle those places, then: npm run grade -- 01');
  expect(read(count)).toContain(`<<<<<<< yours
export const LAST = 5;
=======
export const LAST = 99;
>>>>>>> the course
`);
  expect((await lab('status', '01')).said).toContain('two versions at line 10');
});

test('with places left to settle it does nothing and names them', async () => {
  const mine = countSkeleton.replace('LAST = 9', 'LAST = 5');
  const { lab, read, write } = await changedCourse(mine, newSkeleton);
  await lab('upgrade', '01');
  const unsettled = read(count);
  write({ [given]: countSkeleton.replace('LAST = 9', 'LAST = 999') });
  const { status, complaint } = await lab('upgrade', '01');
  expect(status).toBe(2);
  expect(complaint).toMatch(
    /^An earlier upgrade is not finished.* At mine\/01-counting\/count.ts:10 /,
  );
  expect(complaint).toMatch(/Then run this again\.$/);
  expect(read(count)).toBe(unsettled);
});

test('without the skeletons that one started from nothing is merged', async () => {
  const { root, lab, read } = await changedCourse(work, newSkeleton);
  rmSync(join(root, 'mine/.base'), { recursive: true });
  expect(await lab('upgrade', '01')).toMatchObject({
    status: 2,
    complaint: `mine/.base/01-counting/count.ts is missing. It says what you started from, and without it your changes cannot be told from the course's, so nothing was changed.
  Compare by hand:             git diff --no-index ${given} ${count}
  Begin again, keeping a copy: npm run lab -- reset 01`,
  });
  expect(read(count)).toBe(work);
});

test('without git nothing is merged', async () => {
  const { root, lab, read } = await changedCourse(work, newSkeleton);
  vi.stubEnv('PATH', root);
  const { status, complaint } = await lab('upgrade', '01');
  vi.unstubAllEnvs();
  expect(status).toBe(2);
  expect(complaint).toMatch(
    /^Merging needs git, .* nothing was changed. Install git, then run this again\.$/,
  );
  expect(read(count)).toBe(work);
});

test('a lab that was not started says how to start it', async () => {
  expect((await student().lab('upgrade', '01')).complaint).toMatch(/npm run lab -- start 01$/);
});
