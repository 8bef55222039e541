import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { expect, test } from 'vitest';
import type { Result } from '../measure/measure-apart.ts';
import { readLabs } from './course.ts';
import { student } from './fixtures.ts';
import { measureLab } from './measure.ts';

const measured = (value: number, time: string): Result => ({
  measured: { value, beside: [['a count', time]] },
});

/** What the command says when it measures these: the student's first, then the reference's. */
async function saidBy(root: string, ...results: Result[]): Promise<string> {
  const said: string[] = [];
  const [, lab] = readLabs(root);
  const renamed = {
    ...lab,
    prediction: { ...lab.prediction, measure: 'dispatchRate' },
  } as typeof lab;
  const conditions: (string | undefined)[] = [];
  const session = {
    root,
    labs: [lab],
    colours: pc.createColors(false),
    say: (text: string) => void said.push(text),
    complain: () => {},
    ask: async () => undefined,
  };
  await measureLab(session, renamed, async (_name, condition) => {
    conditions.push(condition);
    return results.splice(0, 1)[0];
  });
  expect([['lab01', undefined], ['lab01'], [undefined]]).toContainEqual(conditions);
  return said.join('\n');
}

test('the prediction stands beside what was measured, the reference beside yours', async () => {
  const { root, lab } = student();
  await lab('start', '01');
  await lab('predict', '01', '120');
  expect(await saidBy(root, measured(98.765, '2 s'), measured(261.9, '1 s'))).toBe(
    `How many counts a second?
Measuring, which takes a moment …

            predicted  yours  reference
  millions        120   98.8        262
  a count                2 s        1 s`,
  );
});

test('before the lab is started there is the reference alone', async () => {
  const said = await saidBy(student().root, measured(2, '1 s'));
  expect(said).toContain('            predicted  reference\n  millions          -          2\n');
  expect(said).toContain('To measure your own: npm run lab -- start 01');
  expect(said).toContain('You had not predicted anything: npm run lab -- predict 01');
});

test('what cannot be measured yet says why', async () => {
  const { root, lab } = student();
  await lab('start', '01');
  const said = await saidBy(root, { problem: 'Task 01.1 is unfinished' }, measured(2, '1 s'));
  expect(said).toContain('  millions          -      -          2\n');
  expect(said).toContain('Yours could not be measured: Task 01.1 is unfinished');
});

test('a reference that was deleted is not there, and yours is measured all the same', async () => {
  const { root, lab } = student();
  await lab('start', '01');
  const [, { files }] = readLabs(root);
  rmSync(join(root, files[0].solution));
  const said = await saidBy(root, measured(98.765, '2 s'));
  expect(said).toContain(
    '            predicted  yours  reference\n  millions          -   98.8  not there\n',
  );
  expect(said).toContain(
    `\nThe reference could not be measured: ${files[0].solution} is missing, a part of the reference`,
  );
  expect(said).toContain('git restore solutions');
});

test('there may be nothing to measure, or a measurement that there is not', async () => {
  const { lab } = student();
  expect(await lab('measure', '00')).toMatchObject({
    status: 2,
    complaint: 'Lab 00 has nothing to measure.',
  });
  expect(await lab('measure', '01')).toMatchObject({
    status: 2,
    complaint: expect.stringMatching(
      /^Lab 01 names a measurement 'counts' that there is not. There are: nativeCall, dispatchRate, /,
    ),
  });
});
