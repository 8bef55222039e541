import pc from 'picocolors';
import { expect, test } from 'vitest';
import type { Lab } from '../lab/course.ts';
import { formats } from './format.ts';
import { makeReport, type ReportNeeds } from './make-report.ts';
import type { ManifestTest } from './manifest.ts';
import type { TestResult } from './run-tests.ts';

const task = (id: string, title: string, stretch: boolean) => ({
  id,
  title,
  points: 5,
  stretch,
  hints: [],
});

const lab: Lab = {
  id: '42',
  name: '42-lab',
  title: 'A lab',
  files: [],
  tasks: [task('42.1', 'First', false), task('42.2', 'The second', true)],
};

const tests: ManifestTest[] = [
  { file: 'a.test.ts', task: '42.1', name: 'starts', points: 2 },
  { file: 'a.test.ts', task: '42.1', name: 'goes on', points: 3 },
  { file: 'b.test.ts', task: '42.2', name: 'ends', points: 5 },
];

const result = (index: number, more: Partial<TestResult> = {}): TestResult => ({
  ...tests[index],
  seed: 7,
  passed: true,
  ...more,
});

function report(results: readonly TestResult[], more: Partial<ReportNeeds> = {}) {
  const run = { results, broken: new Map([['b.test.ts', 'it cannot be loaded']]) };
  const none = { problems: new Map<string, string>(), fileProblems: [], rerunOptions: '' };
  return makeReport({ lab, tests, seed: 7, run, ...none, ...more });
}

test('points are those of the tests that passed', () => {
  const failure = { status: 'failed', message: 'no' } as const;
  const made = report([result(0), result(1, { passed: false, failure }), result(2)]);
  expect(made).toMatchObject({ score: 7, maxScore: 10, complete: true, seed: 7 });
  expect(made.tasks.map(({ score, maxScore }) => `${score}/${maxScore}`)).toEqual(['2/5', '5/5']);
  expect(made.tests[1]).toMatchObject({ score: 0, points: 3, status: 'failed', message: 'no' });
});

test('a test that does not report has failed', () => {
  const made = report([result(0)]);
  expect(made.tests.map(({ status, message }) => [status, message])).toEqual([
    ['passed', ''],
    ['failed', 'the test was not run: it did not report'],
    ['failed', 'the test was not run: it cannot be loaded'],
  ]);
});

test('results of tests that nobody expects, and of other seeds, count for nothing', () => {
  const stranger = result(0, { name: 'cheats', points: 100 });
  const made = report([stranger, result(0, { seed: 8 }), result(1, { file: 'other.test.ts' })]);
  expect(made).toMatchObject({ score: 0, maxScore: 10 });
});

test('the tests of a file that was changed have failed, whatever they report', () => {
  const problems = new Map([['a.test.ts', 'it was changed']]);
  const made = report([result(0), result(1), result(2)], { problems });
  expect(made.score).toBe(5);
  expect(made.tests[0]).toMatchObject({ status: 'failed', message: 'it was changed' });
});

test('a test that was not run makes the report incomplete', () => {
  const made = report([result(0), result(1), result(2, { passed: false, notRun: 'no library' })]);
  expect(made).toMatchObject({ score: 5, complete: false });
  expect(made.tests[2]).toMatchObject({ status: 'not-run', message: 'no library' });
});

test('the pretty format has a line for each task, and tells what failed', () => {
  const failure = { status: 'failed', message: 'expected 1 to be 2\nat x.test.ts:3' } as const;
  const unfinished = { status: 'unfinished', message: 'the code came to task 42.2' } as const;
  const made = report([
    result(0),
    result(1, { passed: false, failure }),
    result(2, { passed: false, failure: unfinished }),
  ]);
  expect(formats.pretty([made], pc.createColors(false))).toBe(`42 A lab  seed 7
  42.1 First        2/5   1 failed
  42.2 The second   0/5   1 unfinished

failed 42.1 goes on (3 points)
    expected 1 to be 2
    at x.test.ts:3
    again: npm run grade -- 42 --only "42.1 goes on" --seed 7

Score: 2/10; next: task 42.1, npm run hint -- 42.1
`);
});

test('the pretty format says what was not run, and why', () => {
  const text = formats.pretty(
    [report([result(0), result(1), result(2, { notRun: 'no library' })])],
    pc.createColors(false),
  );
  expect(text).toContain('42.2 The second   0/5   1 not run');
  expect(text).toContain('\n1 test was not run: no library\n');
  expect(text).toContain('Score: 5/10, incomplete\n');
});

test('the JSON format is the reports', () => {
  const made = report([result(0), result(1), result(2)]);
  expect(JSON.parse(formats.json([made]))).toEqual([made]);
});

test('files that could not be built stand once at the top, and a line for each task', () => {
  const failure = { status: 'failed', message: 'the code could not be built: a.ts:3:8' } as const;
  const made = report(
    [result(0, { failure, passed: false }), result(1, { failure, passed: false }), result(2)],
    {
      fileProblems: [
        { file: 'a.ts', line: 3, column: 8, message: 'Expected ")"', text: 'oh dear;' },
      ],
    },
  );
  expect(formats.pretty([made], pc.createColors(false))).toBe(`42 A lab  seed 7
could not be built
  a.ts:3:8: Expected ")"
      oh dear;
             ^

  42.1 First        0/5   2 failed
  42.2 The second   5/5   OK

failed 42.1, all 2 tests (5 points): the code could not be built: a.ts:3:8

Score: 5/10; next: task 42.1, npm run hint -- 42.1
`);
});

test('type errors stand below, the first of them, and cost nothing', () => {
  const error = { file: 'a.ts', column: 2, message: 'wrong\n  because', text: '' };
  const typeErrors = Array.from({ length: 7 }, (_, line) => ({ ...error, line: line + 1 }));
  const made = { ...report([result(0), result(1), result(2)]), typeErrors };
  const text = formats.pretty([made], pc.createColors(false));
  expect(text).toContain(
    '\n\ntype errors in your files (they do not change the grade)\n  a.ts:1:2 wrong\n',
  );
  expect(text).toMatch(
    /a\.ts:5:2 wrong\n {2}… 2 more; your editor shows them all\n\nScore: 10\/10\n$/,
  );
});

test('a run of some of the tests says that it is no grade', () => {
  const made = report([result(0), result(1)], { tests: tests.slice(0, 2) });
  expect(made.partial).toBe(true);
  expect(formats.pretty([made], pc.createColors(false))).toMatch(
    /\nScore: 5\/5 \(some of the lab's tests only\)\n$/,
  );
  expect(report([]).partial).toBe(false);
});

test('the command that runs a test alone can be pasted into a shell', () => {
  const named = [{ ...tests[0], name: 'joins with `+` for $1' }];
  expect(report([], { tests: named }).tests[0].rerun).toBe(
    'npm run grade -- 42 --only "42.1 joins with \\`+\\` for \\$1" --seed 7',
  );
});
