/** Where the VM's Worker starts. */
import { launched } from '../../../shared/setup/project.mjs';

/**
 * What `new Worker` is to be given: the bundle beside the one that runs, or the
 * source when `main.ts` runs as it is, under tsx.
 */
export const workerFile: string | URL =
  launched?.worker ?? new URL('./worker-from-source.mjs', import.meta.url);
