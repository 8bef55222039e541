/** The end of the process, whatever its threads are doing. */
import koffi from '#shared/memory/foreign-calls.ts';

/**
 * Ends the process at once. Node's own `process.exit` waits for every thread,
 * and one that is blocked in a system call keeps it waiting.
 */
export function exitNow(code: number): void {
  // Without a name: whatever this process has loaded, so also the C library.
  const exit = koffi.load(null).func('_exit', 'void', ['int']) as (code: number) => void;
  exit(code);
}
