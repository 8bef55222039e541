/** What the numbers are measured on. */
import { arch, availableParallelism, cpus, loadavg, platform, release } from 'node:os';
import type { MachineDescription } from './result.ts';

/**
 * Describes this machine at the end of a run.
 * @param loadBefore the load averages when the run began
 */
export function describeMachine(loadBefore: readonly number[]): MachineDescription {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    platform: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    loadBefore,
    loadAfter: loadavg(),
  };
}
