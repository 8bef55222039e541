import { expect, test } from 'vitest';
import { student } from './fixtures.ts';
import { readGuess } from './predict.ts';

const guess = (root: string) => readGuess(root, { id: '01' })?.value;

test('it asks and remembers', async () => {
  const { root, lab, answers } = student();
  answers.push('12.5');
  expect(await lab('predict', '01')).toEqual({
    status: 0,
    said: 'How many counts a second?\nNoted: 12.5 millions. When your files are done, this sets it beside what is measured: npm run lab -- measure 01',
    complaint: '',
  });
  expect(guess(root)).toBe(12.5);
});

test.each([
  ['120', 120],
  ['0,5', 0.5],
  ['3 millions', 3],
  ['3x', 3],
])("the answer '%s' may stand in the command", async (answer, value) => {
  const { root, lab } = student();
  expect((await lab('predict', '01', answer)).status).toBe(0);
  expect(guess(root)).toBe(value);
});

test('a prediction may be changed, or kept by an empty answer', async () => {
  const { root, lab, answers } = student();
  await lab('predict', '01', '10');
  answers.push('', '20');
  const { said } = await lab('predict', '01');
  expect(said).toMatch(
    /you predicted 10 millions\. Enter a number to change that, nothing to keep it/,
  );
  expect(said).toMatch(/Your prediction stands\.$/);
  expect(guess(root)).toBe(10);
  await lab('predict', '01');
  expect(guess(root)).toBe(20);
  expect((await lab('status', '01')).said).toContain('You predicted 20 millions.');
});

test('what is no number, nobody to answer, and nothing to predict', async () => {
  const { lab } = student();
  expect(await lab('predict', '01', 'many')).toMatchObject({
    status: 2,
    complaint:
      "'many' is not a number. Answer with a number of millions: npm run lab -- predict 01 10",
  });
  expect(await lab('predict', '01')).toMatchObject({
    status: 2,
    complaint:
      'There is nobody here to ask. Write your answer into the command: npm run lab -- predict 01 10',
  });
  expect(await lab('predict', '00')).toMatchObject({
    status: 2,
    complaint: 'Lab 00 has nothing to predict. Go on: npm run lab -- status 00',
  });
});
