import { expect, test } from 'vitest';
import { scratchFolder } from '#shared/setup/scratch-folder.ts';
import { pointsOf, readLabs } from './course.ts';
import { scratchCourse, student } from './fixtures.ts';
import { readGrades, rememberGrade } from './grades.ts';
import { printLabOverview } from './overview.ts';

/** Remembers a grade with these points for the tasks of a lab. */
function grade(root: string, id: string, ...points: number[]): void {
  const lab = readLabs(root).find((candidate) => candidate.id === id);
  if (lab === undefined) throw new Error(`There is no lab ${id}`);
  const tasks = lab.tasks.map(({ id: taskId, title, stretch, points: maxScore }, index) => {
    return { id: taskId, title, stretch, maxScore, score: points[index] };
  });
  const score = points.reduce((sum, each) => sum + each, 0);
  rememberGrade(root, lab, { score, maxScore: pointsOf(lab), tasks });
}

test('at first it says how to start', async () => {
  expect(await student().lab()).toEqual({
    status: 0,
    complaint: '',
    said: `  Lab               Tasks  Points    State
  00   First steps    0/1    -/20    not started
  01   Counting       0/3   -/100    not started

Next: Start lab 00, First steps:
  npm run lab -- start 00`,
  });
});

test('then it follows from task to task', async () => {
  const { root, lab } = student();
  await lab('start', '00');
  grade(root, '00', 20);
  await lab('start', '01');
  grade(root, '01', 60, 12.5, 0);
  expect((await lab()).said).toBe(`  Lab               Tasks    Points    State
  00   First steps    1/1     20/20    done
  01   Counting       1/3  72.5/100    started

Lab 01, Counting
  01.1  Count up      60/60
  01.2  Count down  12.5/30  stretch
  01.3  Stop           0/10  stretch

Next: Task 01.2, Count down, 30 points. The handout is labs/01-counting/README.md.
  Have it graded: npm run grade -- 01
  Get a hint:     npm run hint -- 01.2`);
});

test('a lab that was begun comes before one that was passed over', async () => {
  const { lab } = student();
  await lab('start', '01');
  expect((await lab()).said).toContain('Next: Task 01.1, Count up, 60 points.');
});

test('a new lab comes before stretch tasks', async () => {
  const { root, lab, write, read } = student();
  const file = 'labs/00-first-steps/lab.json';
  write({ [file]: read(file).replace('"stretch":false', '"stretch":true') });
  await lab('start', '00');
  expect((await lab()).said).toContain('Next: Start lab 01, Counting:');
  await lab('start', '01');
  grade(root, '01', 60, 30, 10);
  expect((await lab()).said).toContain('Next: Task 00.1, One, 20 points.');
});

test('the grade of some tests only is not remembered', async () => {
  const { root, lab } = student();
  await lab('start', '01');
  const [, second] = readLabs(root);
  rememberGrade(root, second, { score: 60, maxScore: 60, tasks: [] });
  expect((await lab()).said).toContain('-/100');
});

test('changes after the grade are told', async () => {
  const { root, lab, write } = student();
  await lab('start', '00');
  grade(root, '00', 20);
  write({ 'mine/00-first-steps/one.ts': 'changed' });
  const { said } = await lab();
  expect(said).toContain('20/20    in progress, changed since the last grade');
  expect((await lab('status', '00')).said).toContain(
    'Next: All tasks of lab 00 have had their points. See whether the lab as it is now has them, too:\n  npm run grade -- 00',
  );
});

test('new skeletons are told', async () => {
  const { lab, write } = student();
  await lab('start', '01');
  write({ 'labs/01-counting/limits.ts': 'export const MOST = 11;\n' });
  expect((await lab()).said).toMatch(
    /The course's files for lab 01 have changed\..*\n {2}npm run lab -- upgrade 01$/,
  );
});

test('when all is done it says so', async () => {
  const { root, lab } = student();
  for (const id of ['00', '01']) await lab('start', id);
  grade(root, '00', 20);
  grade(root, '01', 60, 30, 10);
  expect((await lab()).said).toMatch(/Next: Every lab is done\./);
});

test('it prints for people and for pipes', () => {
  const root = scratchCourse();
  const printed = (pretty: boolean) => {
    let text = '';
    printLabOverview({ root, pretty, write: (part) => (text += part) });
    return text;
  };
  const ESCAPE = String.fromCharCode(27);
  expect(printed(false)).not.toContain(ESCAPE);
  expect(printed(true)).toContain('░░░░░░░░░░');
  expect(printed(true)).toContain(`${ESCAPE}[1mNext:`);
});

test('a course without labs', () => {
  let text = '';
  printLabOverview({ root: scratchFolder(), pretty: false, write: (part) => (text += part) });
  expect(text).toBe('Next: This version of the course has no labs yet.\n');
});

test('a task that was graded alone counts, and the lab is done when it was graded as a whole', () => {
  const root = scratchCourse();
  const lab = readLabs(root)[1];
  const [first, second] = lab.tasks;
  const reportOf = (
    { id, title, stretch, points }: (typeof lab.tasks)[number],
    maxScore = points,
  ) => ({
    score: maxScore,
    maxScore,
    tasks: [{ id, title, stretch, score: maxScore, maxScore }],
  });
  rememberGrade(root, lab, reportOf(first));
  rememberGrade(root, lab, reportOf(second, second.points - 1));
  const known = readGrades(root).get(lab.id);
  expect(known).toMatchObject({ score: first.points, tasks: { [first.id]: first.points } });
  expect(known?.maxScore).toBe(pointsOf(lab));
  grade(root, lab.id, ...lab.tasks.map(({ points }) => points));
  rememberGrade(root, lab, {
    ...reportOf(first),
    score: 0,
    tasks: [{ ...reportOf(first).tasks[0], score: 0 }],
  });
  expect(readGrades(root).get(lab.id)?.score).toBe(pointsOf(lab) - first.points);
});
