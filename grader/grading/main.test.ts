/** The command as a whole: what it writes, how it ends, and what it leaves behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { projectRoot } from '#shared/setup/project.mjs';
import { writeFiles } from '#shared/setup/scratch-folder.ts';
import { type FixtureCourse, fixtureCourse, writeMine } from '../fixtures/project.ts';
import { readGrades } from '../lab/grades.ts';
import type { GradeReport } from '../report.ts';

// Each of these starts a grader, which takes long where many things go on.
vi.setConfig({ testTimeout: 120_000 });

let course: FixtureCourse;

beforeAll(async () => {
  course = await fixtureCourse();
  return course.remove;
}, 60_000);

beforeEach(() => {
  writeMine(course.root, course.lab, 'reference');
});

function startGrader(...args: string[]): ChildProcess {
  const command = ['--import', 'tsx', join(projectRoot, 'grader/grading/main.ts')];
  const project = ['--project', course.root];
  return spawn(process.execPath, [...command, ...args, ...project], { cwd: projectRoot });
}

async function runGrader(...args: string[]) {
  const child = startGrader(...args);
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (text) => {
    texts.stdout += text;
  });
  child.stderr?.on('data', (text) => {
    texts.stderr += text;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  return { status, ...texts };
}

test('full marks: exit status 0, and the grade is remembered', async () => {
  const { status, stdout, stderr } = await runGrader('90');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^90 Operators {2}seed \d+\n {2}90\.1 Add /);
  expect(stdout).toMatch(/\nScore: 20\/20\n$/);
  expect(readGrades(course.root).get('90')).toMatchObject({ score: 20, maxScore: 20 });
});

test('a task stands for its lab with the tests of that task alone', async () => {
  const { status, stdout } = await runGrader('90.3');
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^90 Operators {2}seed \d+\n {2}90\.3 .*OK\nScore: \d+\/\d+ \(some of the lab's tests only/,
  );
});

test('points are missing: exit status 1, and JSON says it all', async () => {
  writeMine(course.root, course.lab, 'skeleton');
  const { status, stdout } = await runGrader('90', '--format', 'json', '--seed', '3');
  const [report] = JSON.parse(stdout) as GradeReport[];
  expect(status).toBe(1);
  expect(report).toMatchObject({ version: 1, lab: '90', seed: 3, score: 0, maxScore: 20 });
});

test('the reference of the graded lab may have been deleted', async () => {
  const kept = course.lab.files.map(({ solution }) => {
    const file = join(course.root, solution);
    return { file, text: readFileSync(file, 'utf8') };
  });
  for (const { file } of kept) rmSync(file);
  const complete = await runGrader('90');
  writeLoop();
  const hanging = await runGrader('90', '--only', '90.1 joins', '--hang-after', '0.2');
  for (const { file, text } of kept) writeFileSync(file, text);
  expect(complete).toMatchObject({ status: 0, stderr: '' });
  expect(complete.stdout).toMatch(/\nScore: 20\/20\n$/);
  expect(hanging.stdout).toContain('since the reference is not there to compare with');
  expect(hanging.status).toBe(1);
});

test('another part of the reference that is missing is named in one line', async () => {
  const other = {
    id: '91',
    name: '91-other',
    files: [{ solution: 'solutions/other.ts' }],
    tasks: [],
  };
  writeFiles(course.root, { 'labs/91-other/lab.json': JSON.stringify(other) });
  const { status, stderr } = await runGrader('90');
  rmSync(join(course.root, 'labs/91-other'), { recursive: true });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr:
      'solutions/other.ts is missing, a part of the reference; to get it back: git restore solutions\n',
  });
});

test('type errors are told, and change nothing', async () => {
  const mine = writeMine(course.root, course.lab, 'reference');
  appendFileSync(join(mine, 'globals.ts'), 'export const wrong: number = "text";\n');
  const { status, stdout } = await runGrader('90', '--only', '90.3');
  expect(stdout).toMatch(
    /\n {2}mine\/90-operators\/globals\.ts:\d+:14 Type 'string' is not assignable to type 'number'\.\n/,
  );
  expect(status).toBe(0);
});

test('a closed stdout is no reason to complain', async () => {
  const grader = startGrader('90', '--only', '90.3');
  let stderr = '';
  grader.stderr?.on('data', (text) => {
    stderr += text;
  });
  grader.stdout?.destroy();
  const status = await new Promise((resolve) => grader.on('close', resolve));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test.each([
  [[], 'Which lab? You have started:\n  npm run grade -- 90    Operators\n'],
  [['07'], "There is no lab '07'"],
  [['90.7'], 'There is no task 90.7. Lab 90 has:\n  90.1  '],
  [['90.1', '--only', 'joins'], '90.1 is short for 90 --only 90.1: beside --only, name the lab'],
  [['90', '--format', 'xml'], "argument 'xml' is invalid"],
])('%j grades nothing: exit status 2', async (args, words) => {
  const { status, stderr } = await runGrader(...args);
  expect(stderr).toContain(words);
  expect(status).toBe(2);
});

/** Puts an endless loop into the student's `add`. */
function writeLoop(): void {
  const file = join(course.root, 'mine', course.lab.name, 'operators.ts');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('const b = a', 'for (;;);\n      const b = a'));
}

/** A grader that waits for code that hangs. */
async function hangingGrader() {
  writeMine(course.root, course.lab, 'reference');
  writeLoop();
  const grader = startGrader('90', '--only', '90.1');
  const ended = new Promise((resolve) => grader.on('close', resolve));
  await vi.waitFor(() => expect(children(grader).length).toBeGreaterThan(1), 60_000);
  return { grader, ended, hanging: children(grader), folders: () => workspaces(grader) };
}

/** The processes that a process has started. */
function children({ pid }: ChildProcess): string[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return readFileSync(file, 'utf8').split(' ').filter(Boolean);
}

const workspaces = ({ pid }: ChildProcess) =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`hotpath-grade-${pid}-`));

const alive = (pids: readonly string[]) => pids.filter((pid) => readdirSync('/proc').includes(pid));

test.runIf(process.platform === 'linux')('Ctrl-C ends everything and leaves nothing', async () => {
  const { grader, ended, hanging, folders } = await hangingGrader();
  expect(folders()).toHaveLength(1);
  grader.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(folders()).toEqual([]);
  await vi.waitFor(() => expect(alive(hanging)).toEqual([]), 10_000);
});

test.runIf(process.platform === 'linux')(
  'a grader that is killed takes its children along, and the next one clears up',
  async () => {
    const { grader, ended, hanging, folders } = await hangingGrader();
    grader.kill('SIGKILL');
    await ended;
    await vi.waitFor(() => expect(alive(hanging)).toEqual([]), 10_000);
    writeMine(course.root, course.lab, 'reference');
    await runGrader('90', '--only', '90.1 joins');
    expect(folders()).toEqual([]);
  },
);
