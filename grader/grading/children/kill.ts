/** Ending processes that do not want to end. */
import { readdirSync, readFileSync } from 'node:fs';

/** The variable by which descendants of our children are known. */
export const MARK_VARIABLE = 'HOTPATH_GRADED_BY';

/** Kills a group of processes, given by the process that leads it or led it. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // All of them have ended.
  }
}

/**
 * Kills whatever processes carry the mark in their environment: those that the
 * students' code started and that left our children's groups. Only Linux tells.
 *
 * Only processes that are younger than this one are looked at. Reading the
 * environment of another waits for its memory, which may be for ever.
 */
export function killMarked(mark: string): void {
  if (process.platform !== 'linux') return;
  const entry = `${MARK_VARIABLE}=${mark}`;
  const own = startOf('self');
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name) || startOf(name) < own) continue;
    if (environmentOf(name).includes(entry)) kill(Number(name));
  }
}

/** When a process started, in ticks since the system did; the past when it is gone. */
export function startOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may hold anything: state, then numbers; the start is the 20th.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return Number.NEGATIVE_INFINITY;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
