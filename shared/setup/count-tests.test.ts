import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './project.mjs';
import { scratchFolder, writeFiles } from './scratch-folder.ts';

/** What is printed for a report, when there is one, and the tests' exit status. */
function count(testResults: unknown, exit: number) {
  const folder = scratchFolder();
  if (testResults) writeFiles(folder, { 'report.json': JSON.stringify({ testResults }) });
  const script = join(projectRoot, 'shared/setup/count-tests.mjs');
  const args = [script, join(folder, 'report.json'), String(exit)];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { stdout, status };
}

const passed = { status: 'passed' };
const failed = { status: 'failed' };

test('tests are summed over files', () => {
  const files = [
    { status: 'passed', assertionResults: [passed, passed, { status: 'skipped' }] },
    { status: 'failed', assertionResults: [passed, failed] },
  ];
  expect(count(files, 1)).toEqual({ stdout: '3 passed, 1 failed\n', status: 1 });
});

test('all passed is exit status 0', () => {
  const files = [{ status: 'passed', assertionResults: [passed] }];
  expect(count(files, 0)).toEqual({ stdout: '1 passed, 0 failed\n', status: 0 });
});

test('a file that did not load is a failure', () => {
  const files = [
    { status: 'passed', assertionResults: [passed] },
    { status: 'failed', assertionResults: [] },
  ];
  expect(count(files, 1)).toEqual({ stdout: '1 passed, 1 failed\n', status: 1 });
});

test('a run that failed for another reason than a test is a failure', () => {
  const files = [{ status: 'passed', assertionResults: [passed] }];
  expect(count(files, 1)).toEqual({ stdout: '1 passed, 1 failed\n', status: 1 });
});

test.each([0, 2])('no report is a failure, also after exit status %i', (exit) => {
  expect(count(null, exit)).toEqual({ stdout: '0 passed, 1 failed\n', status: exit || 1 });
});
