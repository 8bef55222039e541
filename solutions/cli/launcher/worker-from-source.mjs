/**
 * Starts the VM's Worker from its TypeScript source: a Worker of Node 20 does
 * not inherit `--import tsx`.
 */
import { register } from 'tsx/esm/api';

register();
await import('../worker.ts');
