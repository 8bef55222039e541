/** Folders for the time of one grading, which never outlive it. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Workspace {
  /** Makes an empty folder that children can read. */
  folder(name: string): string;
  remove(): void;
}

/** The name says which process it belongs to: what a killed one left behind is found by the next. */
const PREFIX = 'hotpath-grade-';

const current = new Set<string>();
process.on('exit', () => {
  for (const folder of current) removeFolder(folder);
});

/** Makes a workspace. It goes with `remove`, or with this process. */
export function createWorkspace(): Workspace {
  removeOrphans();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), `${PREFIX}${process.pid}-`));
  current.add(folder);
  // Children may run as a user who is not ours.
  chmodSync(folder, 0o755);
  return {
    folder(name) {
      mkdirSync(join(folder, name));
      return join(folder, name);
    },
    remove() {
      removeFolder(folder);
      current.delete(folder);
    },
  };
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Removes folders of graders that are no longer there. */
function removeOrphans(): void {
  const parent = realpathSync(tmpdir());
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : 0;
    if (pid > 0 && !isAlive(pid)) removeFolder(join(parent, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
