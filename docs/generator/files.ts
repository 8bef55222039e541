/** The project's files, by their paths from its root, with `/` on every platform. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Folders that a clone of the project does not have. */
const generatedFolders: ReadonlySet<string> = new Set([
  'node_modules',
  'site',
  'mine',
  'generated',
]);

/** A folder's entries, sorted, without what is hidden or made by the tools. */
export interface Entries {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** Reads what lies in a folder. */
export function entriesOf(root: string, folder: string): Entries {
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !generatedFolders.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = (folders: boolean) =>
    entries.filter((entry) => entry.isDirectory() === folders).map(({ name }) => name);
  return { folders: names(true), files: names(false) };
}

/** All files in a folder and the folders in it; none when it is not there. */
export function filesUnder(root: string, folder: string): string[] {
  if (!existsSync(path.join(root, folder))) return [];
  const { folders, files } = entriesOf(root, folder);
  const within = (name: string) => path.posix.join(folder, name);
  return [...files.map(within), ...folders.flatMap((name) => filesUnder(root, within(name)))];
}

/** What a path names. */
export function kindOf(root: string, file: string): 'file' | 'folder' | undefined {
  const hidden = file.split('/').some((part) => generatedFolders.has(part) || part === '.git');
  const stat = hidden ? undefined : statSync(path.join(root, file), { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  return stat.isDirectory() ? 'folder' : 'file';
}

/** A text file's contents. */
export function readText(root: string, file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** A file's size in bytes. */
export function sizeOf(root: string, file: string): number {
  return statSync(path.join(root, file)).size;
}
