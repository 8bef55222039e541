/** Whether a run may be timed: only one that gave the right answer. */
import type { Failure } from './result.ts';
import type { Finished } from './run-process.ts';

/**
 * What is wrong with a run, or null.
 * @param expected all that it should print; null: whatever it prints is right
 */
export function judge(run: Finished, expected: string | null): Failure | null {
  const { stopped, exitCode, signal, stdout, stderr } = run;
  if (stopped === 'time limit') {
    return { outcome: 'timeout', reason: `killed after ${(run.wallMs / 1000).toFixed(0)} s` };
  }
  if (stopped === 'output limit') return { outcome: 'failed', reason: 'wrote without end' };
  if (stopped !== null) return { outcome: 'failed', reason: stopped.message };
  if (signal !== null) return { outcome: 'failed', reason: `ended by ${signal}` };
  if (exitCode !== 0) {
    return { outcome: 'failed', reason: firstLine(stderr) || `exit status ${exitCode}` };
  }
  if (expected === null || stdout === expected) return null;
  return { outcome: 'wrong', reason: firstDifference(stdout, expected) };
}

/** The first line of a text that says something. */
export function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0];
}

function firstDifference(stdout: string, expected: string): string {
  const got = stdout.split('\n');
  const wanted = expected.split('\n');
  const longest = Math.max(got.length, wanted.length);
  for (let line = 0; line < longest; line += 1) {
    if (got[line] === wanted[line]) continue;
    return `line ${line + 1} is ${quoted(got[line])}, expected ${quoted(wanted[line])}`;
  }
  throw new Error('The two texts are the same');
}

const LONGEST_QUOTE = 40;

/** A line short enough to be shown; undefined stands for the end of the text. */
function quoted(line: string | undefined): string {
  if (line === undefined) return 'missing';
  return JSON.stringify(line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line);
}
