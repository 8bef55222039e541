/**
 * The types of a student's files, looked at while the tests run: in a process of
 * its own with low priority, so that the grading takes little longer. What comes
 * out is for people. It changes no grade, and neither does its failing.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import type { Lab } from '../../lab/course.ts';
import type { FileProblem } from '../../probe/observation.ts';

/** After that the types are not waited for. */
const LONGEST_MILLISECONDS = 60_000;
const MOST_BYTES = 16 * 1024 * 1024;

const checker = join(import.meta.dirname, 'main.ts');

/** The type errors of a lab's files in a folder; none where they cannot be looked for. */
export async function checkTypes(root: string, lab: Lab, mine: string): Promise<FileProblem[]> {
  const config = join(root, 'labs/tsconfig.json');
  const files = lab.files.map(({ file }) => join(mine, file)).filter((file) => existsSync(file));
  // Elsewhere the keys of the course's modules mean nothing.
  const isInside = !/^\.\.|^$/.test(relative(root, mine)) && !isAbsolute(relative(root, mine));
  if (!isInside || !existsSync(config)) return [];
  const text = await outputOf([
    '--import',
    import.meta.resolve('tsx'),
    checker,
    JSON.stringify({ root, config, files }),
  ]);
  return text === '' ? [] : (JSON.parse(text) as FileProblem[]);
}

/** What Node writes with these arguments; nothing when it fails. */
function outputOf(args: readonly string[]): Promise<string> {
  const limits = { timeout: LONGEST_MILLISECONDS, maxBuffer: MOST_BYTES };
  return new Promise((resolve) => {
    execFile(process.execPath, args, limits, (error, stdout) => resolve(error ? '' : stdout));
  });
}
