/** What a process uses, as the system sees it from outside. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Usage {
  /** Memory in RAM and in swap space. */
  readonly bytes: number;
  /** Time that its threads have computed. */
  readonly cpuMilliseconds: number;
}

/** Reads what a process uses; undefined when it is gone, or the system does not say. */
export async function readUsage(pid: number): Promise<Usage | undefined> {
  return process.platform === 'linux' ? usageFromProc(pid) : usageFromPs(pid);
}

/** Linux counts processor time in ticks of this length, on every processor that we know. */
const TICK_MILLISECONDS = 10;

function usageFromProc(pid: number): Usage | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const kilobytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    // Behind the name, which may hold anything: state, then numbers from ppid on.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      bytes: (kilobytes('VmRSS') + kilobytes('VmSwap')) * 1024,
      cpuMilliseconds: (Number(fields[11]) + Number(fields[12])) * TICK_MILLISECONDS,
    };
  } catch {
    return undefined;
  }
}

function usageFromPs(pid: number): Promise<Usage | undefined> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=,time=', '-p', String(pid)], (error, stdout) => {
      const [rss, time] = stdout.trim().split(/\s+/);
      resolve(error ? undefined : { bytes: Number(rss) * 1024, cpuMilliseconds: parseTime(time) });
    });
  });
}

/** Reads `[[days-]hours:]minutes:seconds`. */
export function parseTime(text: string): number {
  const [days, clock] = text.includes('-') ? text.split('-') : ['0', text];
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return (Number(days) * 86_400 + seconds) * 1000;
}
