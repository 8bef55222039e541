/**
 * `node shared/setup/count-tests.mjs REPORT STATUS` prints `N passed, N failed` from Vitest's
 * JSON report and exits with the status of the tests. Whatever went wrong
 * besides a test counts as a failure: a file that did not load, and a run that
 * failed without a failed test, as it does where the type checker objects.
 */
import { readFileSync } from 'node:fs';

/** @typedef {{ status: string, assertionResults: { status: string }[] }} TestFile */

/**
 * @param {string} report
 * @returns {TestFile[]}
 */
function testFiles(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    return [];
  }
}

/** @param {TestFile} file */
function failuresIn({ status, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === 'failed').length;
  return failed === 0 && status === 'failed' ? 1 : failed;
}

const [report, exit] = process.argv.slice(2);
const files = testFiles(report);
const tests = files.flatMap((file) => file.assertionResults);
const passed = tests.filter((test) => test.status === 'passed').length;
const counted = files.reduce((sum, file) => sum + failuresIn(file), 0);
const isWrong = Number(exit) !== 0 || files.length === 0;
const failed = counted === 0 && isWrong ? 1 : counted;
process.exitCode = Number(exit) || Math.min(failed, 1);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
