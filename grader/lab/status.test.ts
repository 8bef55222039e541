import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countSkeleton, student } from './fixtures.ts';

test('it tells tasks, files and what is unfinished in them', async () => {
  const { root, lab, write } = student();
  await lab('start', '01');
  write({
    'mine/01-counting/count.ts': countSkeleton.replace(
      "return unfinished('01.1');",
      '// unfinished',
    ),
  });
  rmSync(join(root, 'mine/01-counting/limits.ts'));
  expect(await lab('01')).toEqual({
    status: 0,
    complaint: '',
    said: `Lab 01, Counting: in progress, not graded yet

  01.1  Count up    -/60
  01.2  Count down  -/30  stretch  unfinished: count.ts:14
  01.3  Stop        -/10  stretch

  mine/01-counting/count.ts   changed
  mine/01-counting/limits.ts  missing

Next: Task 01.1, Count up, 60 points. The handout is labs/01-counting/README.md.
  Have it graded: npm run grade -- 01
  Get a hint:     npm run hint -- 01.1`,
  });
});

test('without a lab it tells of every lab that was started', async () => {
  const { lab } = student();
  expect((await lab('status')).said).toBe((await lab()).said);
  await lab('start', '00');
  expect((await lab('status')).said).toBe((await lab('status', '00')).said);
  await lab('start', '01');
  expect((await lab('status')).said).toContain('Lab 01, Counting: started');
});

test('of a lab that was not started it says how to start', async () => {
  const { said } = await student().lab('status', '01');
  expect(said).toContain('Lab 01, Counting: not started');
  expect(said).toMatch(/npm run lab -- start 01$/);
});

test('help, and options that there are not', async () => {
  const { lab } = student();
  const { said } = await lab('--help');
  expect(said).toContain('start [lab]             copy a lab into mine/');
  expect(said).toContain('\n  npm run lab -- measure 01   predicted, yours, reference\n');
  expect((await lab('predict', '--help')).said).toMatch(
    /keeps your answer[\s\S]*\n {2}npm run lab -- predict 01 100 {3}notes 100 without asking$/,
  );
  expect(await lab('reset', '--force')).toEqual({
    status: 2,
    said: '',
    complaint: "error: unknown option '--force'\nWhat there is: npm run lab -- --help",
  });
});
