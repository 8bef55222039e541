/** Running one program from a file or from standard input. */
import { writeSync } from 'node:fs';
import { type ExitCode, exitCodeOf } from './exit-codes.ts';
import { readSource } from './source-file.ts';
import { supervise } from './thread/supervise.ts';
import type { VmThread } from './thread/vm-thread.ts';

/**
 * Runs a program on the thread, which has been opened.
 * @param seconds time limit, undefined: none
 * @returns the process's exit status
 */
export async function runProgram(thread: VmThread, file: string, seconds: number | undefined): Promise<ExitCode> {
  const source = readSource(file);
  if (!source.ok) {
    writeSync(2, `${source.problem}\n`);
    return source.exitCode;
  }
  const outcome = await supervise(thread, seconds, thread.run(source.text));
  return exitCodeOf[outcome];
}
