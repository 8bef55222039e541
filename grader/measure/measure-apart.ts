/** Makes a measurement in a process of its own, with a student's module or the reference. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '#shared/setup/project.mjs';
import type { Measured } from './measurements.ts';

/** What was measured, or why nothing was. */
export type Result = { readonly measured: Measured } | { readonly problem: string };

/** Whoever takes longer does not come to an end. */
const LONGEST_MILLISECONDS = 120_000;

/** Measures with the modules that the condition chooses: `lab01`, or none for the reference. */
export function measureApart(name: string, condition?: string): Promise<Result> {
  const conditions = condition === undefined ? [] : ['--conditions', condition];
  const program = join(projectRoot, 'grader/measure/main.ts');
  const args = [...conditions, '--import', 'tsx', program, name];
  const options = { cwd: projectRoot, timeout: LONGEST_MILLISECONDS };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      if (error === null) resolve({ measured: JSON.parse(lastLine(stdout)) as Measured });
      else resolve({ problem: problemOf(error, stderr) });
    });
  });
}

function problemOf({ killed, signal }: { killed?: boolean; signal?: string | null }, text: string) {
  if (killed) return `it was still running after ${LONGEST_MILLISECONDS / 1000} s`;
  if (signal) return `its process was killed by ${signal}`;
  return reasonIn(text) || 'its process ended without a word';
}

/** The line that has the cause: an error of a build has lines above it or below. */
function reasonIn(text: string): string {
  const cause = text.split('\n').find((line) => /\bERROR\b/.test(line));
  return cause?.trim() ?? lastLine(text);
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
