/**
 * Watching over a run: Ctrl-C and the time limit. Both are the main thread's
 * business, since the VM's own never looks up from its program.
 */
import { ExitCode } from '#shared/contracts/exit-codes.ts';
import { writeText } from '../write-text.ts';
import type { VmThread } from './vm-thread.ts';

/** How long, in milliseconds, a VM may take to notice that it has to stop. */
const GRACE = 2_000;

/**
 * Waits for a run. Ctrl-C stops the program; after the first one the signal
 * has its default effect again, so that a second one ends this process.
 * @param seconds time limit, undefined: none
 */
export async function supervise<Result>(
  thread: VmThread,
  seconds: number | undefined,
  run: Promise<Result>,
): Promise<Result> {
  const interrupt = () => thread.stop('interrupt');
  process.once('SIGINT', interrupt);
  let timer: NodeJS.Timeout | undefined;
  if (seconds !== undefined) {
    timer = setTimeout(() => {
      thread.stop('timeout');
      timer = setTimeout(() => void giveUp(), GRACE);
    }, seconds * 1000);
  }
  const result = await run;
  process.off('SIGINT', interrupt);
  clearTimeout(timer);
  return result;
}

/** Ends a process whose VM does not answer, because it waits for somebody to read its output. */
async function giveUp(): Promise<void> {
  writeText(2, 'Time limit exceeded.\n[the VM did not answer]\n');
  const { exitNow } = await import('#shared/runtime/exit-now.ts');
  exitNow(ExitCode.TIMEOUT);
}
