/** Runs tests in one process, where a debugger can stop in the student's code. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Lab } from '../lab/course.ts';
import { settingsVariables } from '../probe/settings.ts';
import { testsFolder } from './tests-folder.ts';

export interface InspectNeeds {
  readonly root: string;
  readonly lab: Lab;
  readonly seed: number;
  readonly only: readonly string[];
}

/** Starts vitest with the lab's project and a debugger. @returns its exit status */
export function inspect({ root, lab, seed, only }: InspectNeeds): Promise<number> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = ['run', '--project', `lab${lab.id}`, '--inspect-brk', '--no-file-parallelism'];
  const settings = { seeds: [seed], only, testsFolder: testsFolder(root, lab) };
  const env = { ...process.env, ...settingsVariables('inline', settings) };
  const child = spawn(process.execPath, [vitest, ...args], { cwd: root, env, stdio: 'inherit' });
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}
