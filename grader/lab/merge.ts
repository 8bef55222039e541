/** Three versions of a file become one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from './user-error.ts';

/** Three versions of a text. */
export interface Versions {
  /** What both others began with. */
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

/** What both sides changed stands between these marks. */
const MARKS = { mine: 'yours', base: 'before', theirs: 'the course' };

/** How many changes at one place git counts before its exit status means failure. */
const MOST_CONFLICTS = 127;

/**
 * Merges as git does, but needs no repository.
 * @throws UserError when there is no git
 */
export function merge(versions: Versions): string {
  const folder = mkdtempSync(join(tmpdir(), 'hotpath-merge-'));
  try {
    const names = ['mine', 'base', 'theirs'] as const;
    for (const name of names) writeFileSync(join(folder, name), versions[name]);
    const labels = names.flatMap((name) => ['-L', MARKS[name]]);
    return runGit(folder, ['merge-file', '-p', ...labels, ...names]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runGit(folder: string, args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
  });
  if (error) {
    throw new UserError(
      `Merging needs git, which could not be run (${error.message}); nothing was changed. ` +
        'Install git, then run this again.',
    );
  }
  if (status === null || status > MOST_CONFLICTS) throw new Error(`git merge-file: ${stderr}`);
  return stdout;
}

/** The lines where marks of a merge begin, counted from 1: places that nobody has settled yet. */
export function conflictLines(text: string): readonly number[] {
  return text
    .split('\n')
    .flatMap((line, index) => (line.startsWith('<<<<<<< ') ? [index + 1] : []));
}
