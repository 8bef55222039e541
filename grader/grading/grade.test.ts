import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type Author, type FixtureCourse, fixtureCourse, writeMine } from '../fixtures/project.ts';
import { places } from '../lab/places.ts';
import type { GradeReport } from '../report.ts';
import { type GradeNeeds, grade } from './grade.ts';
import { defaultLimits } from './limits.ts';
import { testId, writeManifest } from './manifest.ts';

// Each of these grades a lab, which takes long where many things go on.
vi.setConfig({ testTimeout: 120_000 });

let course: FixtureCourse;

beforeAll(async () => {
  course = await fixtureCourse();
  return course.remove;
}, 60_000);

/** Somebody's files, with changes by file name. */
function files(author: Author, changes: Record<string, (text: string) => string> = {}): string {
  const { root, lab } = course;
  const mine = writeMine(root, lab, author, mkdtempSync(join(root, 'mine-')));
  for (const [file, change] of Object.entries(changes)) {
    writeFileSync(join(mine, file), change(readFileSync(join(mine, file), 'utf8')));
  }
  return mine;
}

async function reportOn(mine: string, more: Partial<GradeNeeds> = {}): Promise<GradeReport> {
  const [report] = await grade({ ...course, mine, limits: defaultLimits, ...more });
  return report;
}

/** The tests that did not pass: how each is reported. */
function open({ tests }: GradeReport): Record<string, string> {
  const others = tests.filter(({ status }) => status !== 'passed');
  return Object.fromEntries(
    others.map((test) => [testId(test), `${test.status}: ${test.message}`]),
  );
}

/** A copy of the course whose tests may be changed. */
function copyOfCourse(): string {
  const copy = mkdtempSync(`${course.root}-copy-`);
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(course.root, copy, { recursive: true });
  return copy;
}

const testsIn = (root: string, name: string) => join(root, places.given(course.lab), 'tests', name);

test.concurrent('the reference has full marks', async () => {
  const report = await reportOn(files('reference'));
  expect(open(report)).toEqual({});
  expect(report).toMatchObject({ version: 1, lab: '90', score: 20, maxScore: 20, complete: true });
  expect(report.tasks.map(({ id, score, stretch }) => [id, score, stretch])).toEqual([
    ['90.1', 6, false],
    ['90.2', 6, false],
    ['90.3', 8, true],
  ]);
});

test.concurrent('another solution that does the same has full marks', async () => {
  expect(open(await reportOn(files('alternative')))).toEqual({});
});

test.concurrent('a skeleton has none, and every test says which task it came to', async () => {
  const report = await reportOn(files('skeleton'));
  expect(report.score).toBe(0);
  for (const { status, message } of report.tests) {
    expect(status).toBe('unfinished');
    expect(message).toMatch(/^the code came to task 90\.\d, which is unfinished$/);
  }
});

test.concurrent('a failure shows the program, what was expected and what came', async () => {
  const wrong = (text: string) => text.replace('strings.concatenate(a, b)', 'true');
  const mine = files('reference', { 'operators.ts': wrong });
  const report = await reportOn(mine, { seeds: [7], only: ['90.1 joins'] });
  const [{ message, rerun }] = report.tests;
  expect(message).toMatch(
    /^the program did not print what it should\nthe program:\n {4}print "\w+" \+ "\w+";\nexpected:\n {4}\w+\ngot:\n {4}\w+\nat .*1-add.test.ts:\d+$/,
  );
  expect(rerun).toBe('npm run grade -- 90 --only "90.1 joins strings" --seed 7');
});

test.concurrent('what the code throws is shown with its place in the source', async () => {
  const wrong = (text: string) =>
    text.replace(
      'if (areNumbers(a, b)) {',
      "if (areNumbers(a, b)) {\n        console.log('here');\n        throw new TypeError('no numbers today');",
    );
  const mine = files('reference', { 'operators.ts': wrong });
  const found = open(await reportOn(mine));
  expect(Object.keys(found)).toEqual(['90.1 adds two numbers']);
  const [message] = Object.values(found);
  expect(message).toContain('failed: the code threw TypeError: no numbers today\n    at ');
  expect(message).toContain('\nwhile it ran the scenario add, with ');
  expect(message).toMatch(/\n {4}at .*mine\/90-operators\/operators\.ts:\d+:\d+/);
  expect(message).toContain('your code wrote:\n    here');
});

test.concurrent('the seed comes from the files, and so do the inputs', async () => {
  const mine = files('reference', { 'operators.ts': () => 'wrong' });
  const graded = () => reportOn(mine, { only: ['90.1 adds'] });
  const [first, again] = [await graded(), await graded()];
  expect(again).toEqual(first);
  appendFileSync(join(mine, 'globals.ts'), '// changed\n');
  expect((await graded()).seed).not.toBe(first.seed);
});

test.concurrent('several seeds give a report each', async () => {
  const mine = files('reference');
  const needs = { ...course, mine, limits: defaultLimits };
  const reports = await grade({ ...needs, seeds: [1, 2, 3], only: ['90.1'] });
  expect(reports.map(({ seed, score }) => [seed, score])).toEqual([1, 2, 3].map((n) => [n, 6]));
});

test.concurrent('a file that does not parse costs the tests that need it', async () => {
  const mine = files('reference', {
    'globals.ts': (text) => text.replace('return {', 'return {{'),
  });
  const report = await reportOn(mine);
  const passed = report.tests.filter(({ status }) => status === 'passed').map(testId);
  expect(passed).toEqual([
    '90.1 adds two numbers',
    '90.2 compares numbers',
    '90.2 tells NaN from itself',
  ]);
  expect(open(report)['90.1 joins strings']).toMatch(
    /^failed: the code could not be built: mine\/90-operators\/globals\.ts:\d+:\d+$/,
  );
  expect(report.problems).toMatchObject([
    { file: 'mine/90-operators/globals.ts', message: expect.stringMatching(/^Expected /) },
  ]);
});

test.concurrent('a file that is missing is named', async () => {
  const mine = files('reference');
  rmSync(join(mine, 'globals.ts'));
  expect(open(await reportOn(mine, { only: ['keeps'] }))['90.3 keeps what is assigned']).toContain(
    'mine/90-operators/globals.ts is missing: `npm run lab -- start 90` makes it',
  );
});

test.concurrent('a file that hangs costs its tests, and the others run', async () => {
  const loop = (text: string) =>
    text.replace('if (areStrings(a, b)) return', 'for (;;);\n      return');
  const mine = files('reference', { 'operators.ts': loop });
  const limits = { ...defaultLimits, leastMilliseconds: 700 };
  const found = open(await reportOn(mine, { limits }));
  expect(Object.keys(found)).toEqual([
    '90.1 joins strings',
    '90.1 refuses everything else',
    '90.2 compares strings',
  ]);
  expect(found['90.1 joins strings']).toMatch(/^failed: the code was still running after [\d.]+ s/);
});

test.concurrent('nothing that the code does to `expect` or `test` counts', async () => {
  const cheat = (text: string) => `
    const pass = () => new Proxy(() => {}, { get: () => pass, apply: () => pass() });
    Object.assign(globalThis, { expect: pass(), test: pass(), it: pass(), graded: pass() });
    ${text.replace('return strings.concatenate(a, b)', 'return true')}`;
  const mine = files('reference', { 'operators.ts': cheat });
  expect(Object.keys(open(await reportOn(mine, { only: ['joins'] })))).toEqual([
    '90.1 joins strings',
  ]);
});

test.concurrent('importing the solution costs what imports it, and is named', async () => {
  const cheat = (text: string) =>
    `export { createGlobals } from '#solutions/caches/globals.ts';\n${text.replace('export function', 'function')}`;
  const mine = files('reference', { 'globals.ts': cheat });
  const report = await reportOn(mine, { only: ['keeps'] });
  expect(report.score).toBe(0);
  expect(report.problems).toMatchObject([
    {
      file: 'mine/90-operators/globals.ts',
      line: 1,
      message:
        "the import of '#solutions/caches/globals.ts' is refused: the reference is closed while a lab is graded",
    },
  ]);
});

test.concurrent('a changed test file costs its own tests', async () => {
  const root = copyOfCourse();
  appendFileSync(testsIn(root, '1-add.test.ts'), '// easier\n');
  rmSync(testsIn(root, '2-compare.test.ts'));
  const found = open(await reportOn(files('reference'), { root }));
  expect(Object.keys(found).every((id) => /^90\.[12] /.test(id))).toBe(true);
  const restore = 'restore it: git checkout -- labs/90-operators/tests';
  expect(found['90.1 joins strings']).toBe(
    `failed: labs/90-operators/tests/1-add.test.ts was changed; ${restore}/1-add.test.ts`,
  );
  expect(found['90.2 compares strings']).toBe(
    `failed: labs/90-operators/tests/2-compare.test.ts is missing; ${restore}/2-compare.test.ts`,
  );
});

test.concurrent('changed scenarios cost the tests that call them', async () => {
  const root = copyOfCourse();
  appendFileSync(testsIn(root, 'scenarios.ts'), '// easier\n');
  const found = open(await reportOn(files('reference'), { root }));
  expect(Object.keys(found)).toEqual([
    '90.1 adds two numbers',
    '90.2 compares numbers',
    '90.2 tells NaN from itself',
  ]);
  expect(found['90.1 adds two numbers']).toContain('tests/scenarios.ts was changed');
});

test.concurrent('a changed module beside the tests costs them all', async () => {
  const root = copyOfCourse();
  writeFileSync(testsIn(root, 'helper.ts'), 'export const help = 1;\n');
  await writeManifest(root, '90');
  writeFileSync(testsIn(root, 'helper.ts'), 'export const help = 2;\n');
  const report = await reportOn(files('reference'), { root });
  expect(report.score).toBe(0);
  expect(report.tests[0].message).toContain('tests/helper.ts was changed');
});

test.concurrent('a test that cannot run here is not run, which is no failure', async () => {
  const root = copyOfCourse();
  vi.stubEnv('HOTPATH_LLVM', 'none');
  onTestFinished(() => void vi.unstubAllEnvs());
  writeFileSync(
    testsIn(root, '3-globals.test.ts'),
    `import { graded, task } from '#grader/probe/graded.ts';
     task('90.3', 'Global variables', () => {
       graded('compiles', { points: 8, needs: ['libLLVM'] }, async () => {});
     });`,
  );
  await writeManifest(root, '90');
  const report = await reportOn(files('reference'), { root });
  expect(report).toMatchObject({ score: 12, maxScore: 20, complete: false });
  expect(open(report)['90.3 compiles']).toMatch(/^not-run: this test needs libLLVM/);
});

test.concurrent('there is nothing to grade without tests, and without files', async () => {
  const none = reportOn(files('reference'), { only: ['dances', 'sings'] });
  await expect(none).rejects.toThrow('No test of lab 90 contains dances, sings');
  await expect(reportOn('/nowhere')).rejects.toThrow('There is no folder /nowhere');
});

test.concurrent('a manifest is refused whose points are not those of the tasks', async () => {
  const root = copyOfCourse();
  const file = testsIn(root, '1-add.test.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace('{ points: 3 }', '{ points: 4 }'));
  await expect(writeManifest(root, '90')).rejects.toThrow(
    'labs/90-operators: the tests of task 90.1 give 7 points, lab.json says 6',
  );
});
