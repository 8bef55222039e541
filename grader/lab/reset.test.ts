import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countSkeleton, student } from './fixtures.ts';

const count = 'mine/01-counting/count.ts';
const work = countSkeleton.replace("return unfinished('01.1');", 'return n + STEP;');

/** Somebody who has done a task of lab 01. */
async function hardWorker() {
  const worker = student();
  await worker.lab('start', '01');
  worker.write({ [count]: work, 'mine/01-counting/notes.md': 'my notes' });
  return worker;
}

/** The copies of lab 01 that were kept. */
const copies = (root: string) => readdirSync(join(root, 'mine/.backup/01-counting')).sort();

test('reset shows what is lost, asks, keeps a copy and leaves other files alone', async () => {
  const { root, lab, answers, read } = await hardWorker();
  answers.push('y');
  const { status, said } = await lab('reset', '01');
  expect(status).toBe(0);
  expect(said).toContain(`-  return n + STEP;\n+  return unfinished('01.1');`);
  const [copy] = copies(root);
  expect(said).toContain(`Your files as they were lie in mine/.backup/01-counting/${copy}/.`);
  expect(said).toContain('Left alone, for it is no file of the course: notes.md');
  expect(read(count)).toBe(countSkeleton);
  expect(read(`mine/.backup/01-counting/${copy}/count.ts`)).toBe(work);
  expect(read('mine/01-counting/notes.md')).toBe('my notes');
});

test.each(['n', '', 'maybe'])("the answer '%s' changes nothing", async (answer) => {
  const { lab, answers, read } = await hardWorker();
  answers.push(answer);
  expect(await lab('reset', '01')).toMatchObject({
    status: 0,
    said: expect.stringMatching(/Nothing was changed\.$/),
  });
  expect(read(count)).toBe(work);
});

test('where nobody can answer it wants --yes', async () => {
  const { lab, read } = await hardWorker();
  expect(await lab('reset', '01')).toMatchObject({
    status: 2,
    complaint:
      'Nothing was changed: there is nobody here to ask. If you are sure: npm run lab -- reset 01 --yes',
  });
  expect(read(count)).toBe(work);
  expect((await lab('reset', '01', '--yes')).status).toBe(0);
  expect(read(count)).toBe(countSkeleton);
});

test('each reset keeps a copy of its own', async () => {
  const { root, lab, write } = await hardWorker();
  await lab('reset', '01', '--yes');
  write({ [count]: 'other work' });
  await lab('reset', '01', '--yes');
  expect(copies(root)).toHaveLength(2);
});

test('a missing file comes back', async () => {
  const { root, lab, read } = await hardWorker();
  rmSync(join(root, 'mine/01-counting/limits.ts'));
  await lab('reset', '01', '--yes');
  expect(read('mine/01-counting/limits.ts')).toBe('export const MOST = 10;\n');
});

test('without changes there is nothing to reset', async () => {
  const { lab } = student();
  await lab('start', '01');
  expect(await lab('reset', '01')).toEqual({
    status: 0,
    said: 'Your files of lab 01 are just as the course gives them; there is nothing to reset.',
    complaint: '',
  });
});

test('a lab that was not started says how to start it', async () => {
  expect(await student().lab('reset', '01', '--yes')).toMatchObject({
    status: 2,
    complaint:
      'You have not started lab 01 yet: there is nothing in mine/01-counting/. Start it: npm run lab -- start 01',
  });
});
