/** Starts a Worker in the way that the VM's wants to be started. */
import { SHARE_ENV, Worker } from 'node:worker_threads';

/**
 * Stack in MiB. The parser bounds how deep a tree may nest, and Lox calls take
 * no JavaScript stack, so this is plenty.
 */
const STACK_MEGABYTES = 16;

/**
 * Starts a Worker, which does not keep the process alive until somebody `ref`s it.
 * @param {URL} file
 * @param {string[]} [execArgv] Node's arguments; this process's when they are not given
 */
export function startWorker(file, execArgv) {
  const worker = new Worker(file, {
    resourceLimits: { stackSizeMb: STACK_MEGABYTES },
    // It writes to the descriptors itself; streams would only cost time.
    stdout: true,
    stderr: true,
    env: SHARE_ENV,
    trackUnmanagedFds: false,
    ...(execArgv && { execArgv }),
  });
  worker.unref();
  return worker;
}
