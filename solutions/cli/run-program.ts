/** Running one program from a file or from standard input. */
import { ExitCode } from '#shared/contracts/exit-codes.ts';
import { readSource } from './source-file.ts';
import type { Outcome } from './thread/messages.ts';
import { supervise } from './thread/supervise.ts';
import type { VmThread } from './thread/vm-thread.ts';
import { writeText } from './write-text.ts';

/** The exit status that tells how a run ended. */
export const exitCodeOf: Readonly<Record<Outcome, ExitCode>> = {
  ok: ExitCode.OK,
  incomplete: ExitCode.COMPILE_ERROR,
  rejected: ExitCode.COMPILE_ERROR,
  error: ExitCode.RUNTIME_ERROR,
  internal: ExitCode.INTERNAL_ERROR,
  unavailable: ExitCode.UNAVAILABLE,
  timeout: ExitCode.TIMEOUT,
  interrupt: ExitCode.INTERRUPTED,
  left: ExitCode.OK,
  // Whoever read the output has gone, as `head` does: nobody wants to hear of it.
  unread: ExitCode.OK,
};

/**
 * Runs a program on the thread, which has been opened.
 * @param seconds time limit, undefined: none
 * @returns the process's exit status
 */
export async function runProgram(
  thread: VmThread,
  file: string,
  seconds: number | undefined,
): Promise<ExitCode> {
  const source = readSource(file);
  if (!source.ok) {
    writeText(2, `${source.problem}\n`);
    return source.exitCode;
  }
  const outcome = await supervise(thread, seconds, thread.run(source.text));
  return exitCodeOf[outcome];
}
