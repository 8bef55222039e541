import { expect, test } from 'vitest';
import { student } from './fixtures.ts';

test('each hint says more than the one before, and the last stays', async () => {
  const { hint } = student();
  const said = [];
  for (let turn = 0; turn < 4; turn += 1) said.push((await hint('01.1')).said);
  expect(said[0]).toBe(`Task 01.1, Count up
Hint 1 of 3: a nudge

Look at one.

The next one says more: npm run hint -- 01.1. Hints cost no points.`);
  expect(said[1]).toContain('Hint 2 of 3: the idea\n\nAdd one.');
  expect(said[2]).toContain('Hint 3 of 3: the shape of it\n\none = one + 1');
  expect(said[3]).toBe(said[2]);
});

test('a level may be chosen, and does not set back what was seen', async () => {
  const { hint, lab } = student();
  expect((await hint('01.1', '--level', '2')).said).toContain('Hint 2 of 3');
  expect((await hint('01.1', '--level', '1')).said).toContain('Hint 1 of 3');
  expect((await hint('01.1')).said).toContain('Hint 3 of 3');
  expect((await lab('status', '01')).said).toContain('Hints seen: 01.1 (3)');
});

test('long hints are broken into lines', async () => {
  const { hint, read, write } = student();
  const long = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
  const file = 'labs/01-counting/lab.json';
  write({ [file]: read(file).replaceAll('Look at one.', long) });
  const lines = (await hint('01.1')).said.split('\n').slice(3, -2);
  expect(lines.join(' ')).toBe(long);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

const tasks = 'Lab 01 has:\n  01.1  Count up\n  01.2  Count down\n  01.3  Stop';

test.each([
  [[], 'Which task? Write lab and task, such as: npm run hint -- 01.1'],
  [['01'], `Which task? ${tasks}`],
  [['01.9'], `There is no task 01.9. ${tasks}`],
  [['7.1'], "There is no lab '7'. There are:\n  00  First steps\n  01  Counting"],
  [['01.3'], 'Task 01.3 has no hints; its handout says all there is.'],
  [['01.1', '--level', '4'], 'Task 01.1 has hints of levels 1 to 3.'],
  [
    ['01.1', '--level', 'one'],
    "error: option '--level <n>' argument 'one' is invalid. It must be a whole number, 1 or more.\nWhat there is: npm run hint -- --help",
  ],
])('%j cannot be shown', async (args, complaint) => {
  expect(await student().hint(...args)).toEqual({ status: 2, said: '', complaint });
});

test('a memory that cannot be understood is named and left alone', async () => {
  const { hint, read, write } = student();
  for (const text of ['{', '[]', '{ "01.1": "all" }']) {
    write({ 'mine/.hints.json': text });
    expect(await hint('01.1')).toMatchObject({
      status: 2,
      complaint:
        'mine/.hints.json cannot be understood. It only remembers which hints you have seen: mend it, or delete it.',
    });
    expect(read('mine/.hints.json')).toBe(text);
  }
});
