import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countSkeleton, student } from './fixtures.ts';

const count = 'mine/01-counting/count.ts';

test('start copies the skeletons and says what comes next', async () => {
  const { lab, read } = student();
  const { status, said } = await lab('start', '01');
  expect(status).toBe(0);
  expect(said).toBe(`Lab 01, Counting, is yours now:
  mine/01-counting/count.ts
  mine/01-counting/limits.ts

The handout is labs/01-counting/README.md; it begins with task 01.1, Count up.
  Guess first:        npm run lab -- predict 01
  See how it goes:    npm run grade -- 01
  When you are stuck: npm run hint -- 01.1`);
  expect(read(count)).toBe(countSkeleton);
  expect(read('mine/.base/01-counting/count.ts')).toBe(countSkeleton);
});

test('editors find the rules of labs/ in mine/, where a student may change them', async () => {
  const { lab, read, write } = student();
  await lab('start', '00');
  expect(JSON.parse(read('mine/tsconfig.json'))).toEqual({
    extends: '../labs/tsconfig.json',
    include: ['.'],
  });
  write({ 'mine/tsconfig.json': '{}' });
  await lab('start', '01');
  expect(read('mine/tsconfig.json')).toBe('{}');
});

test('starting twice changes nothing and says what one may have wanted', async () => {
  const { lab, read, write } = student();
  await lab('start', '01');
  write({ [count]: 'my work' });
  expect(await lab('start', '01')).toEqual({
    status: 2,
    said: '',
    complaint: `You have started lab 01 already, so nothing was changed in mine/01-counting/.
  Where you stand:                 npm run lab -- status 01
  Take in changes of the course:   npm run lab -- upgrade 01
  Begin again, keeping a copy:     npm run lab -- reset 01`,
  });
  expect(read(count)).toBe('my work');
});

test('a single file of the student in the folder is enough to leave it alone', async () => {
  const { lab, read, write } = student();
  write({ 'mine/01-counting/notes.md': 'my notes' });
  expect((await lab('start', '01')).status).toBe(2);
  expect(read(count)).toBe('');
});

test('a file where the folder should be is named', async () => {
  const { lab, write } = student();
  write({ 'mine/01-counting': 'a file' });
  expect((await lab('start', '01')).complaint).toBe(
    'mine/01-counting is a file, and a folder is needed there. Give the file another name.',
  );
});

test('a lab is found by its number, its folder, and its name', async () => {
  for (const word of ['1', '01', '01-counting', 'counting']) {
    const { root, lab } = student();
    expect((await lab('start', word)).status).toBe(0);
    expect(existsSync(join(root, count))).toBe(true);
  }
});

test('no lab, a wrong lab and a wrong command list what there is', async () => {
  const { lab } = student();
  const labs = 'There are:\n  00  First steps\n  01  Counting';
  expect(await lab('start')).toMatchObject({ status: 2, complaint: `Which lab? ${labs}` });
  expect(await lab('start', '7')).toMatchObject({
    status: 2,
    complaint: `There is no lab '7'. ${labs}`,
  });
  expect(await lab('start', '01.2')).toMatchObject({
    status: 2,
    complaint: `'01.2' is a task, and a lab is wanted. ${labs}`,
  });
  expect(await lab('strat')).toMatchObject({
    status: 2,
    complaint: `There is no command and no lab 'strat'. Commands: start, status, predict, measure, upgrade, reset. ${labs}`,
  });
});

test('a missing skeleton is named, and nothing is copied', async () => {
  const { root, lab, read } = student();
  rmSync(join(root, 'labs/01-counting/limits.ts'));
  expect((await lab('start', '01')).complaint).toBe(
    'labs/01-counting/limits.ts is missing, though it comes with the course. Make it again: npm run skeletons',
  );
  expect(read(count)).toBe('');
});

test('a lab.json that cannot be read is named', async () => {
  const { lab, write } = student();
  write({ 'labs/01-counting/lab.json': '{' });
  const { status, complaint } = await lab('start', '01');
  expect(status).toBe(2);
  expect(complaint).toMatch(
    /^labs\/01-counting\/lab.json cannot be read \(.*\). It comes with the course: git checkout -- labs\/01-counting\/lab.json$/,
  );
});
