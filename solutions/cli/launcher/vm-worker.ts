/** Where the VM's Worker comes from. */
import type { Worker } from 'node:worker_threads';
import { launched } from '../../../shared/setup/project.mjs';
import { startWorker } from './start-worker.mjs';

/**
 * The Worker that the launcher has started, which can be had once; or a new
 * one from the source when `main.ts` runs as it is, under tsx.
 */
export function vmWorker(): Worker {
  return launched?.worker ?? startWorker(new URL('./worker-from-source.mjs', import.meta.url));
}
