/** What is remembered from one command to the next, in JSON files in `mine/`. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { readText, writeText } from './places.ts';
import { UserError } from './user-error.ts';

/** A file of entries by lab or task, and what is lost with it. */
export interface Notebook<Entry> {
  readonly file: string;
  readonly purpose: string;
  /** Says whether something read from the file is an entry. */
  readonly isEntry: (value: unknown) => value is Entry;
}

/** All entries; none where there is no file. @throws UserError when it cannot be understood */
export function readNotes<Entry>(
  root: string,
  { file, purpose, isEntry }: Notebook<Entry>,
): ReadonlyMap<string, Entry> {
  const entries = Object.entries(parse(root, file, purpose));
  const valid = entries.filter((pair): pair is [string, Entry] => isEntry(pair[1]));
  if (valid.length < entries.length) throw new UserError(broken(file, purpose));
  return new Map(valid);
}

/** Remembers one entry beside the others. The file is there whole at every moment. */
export function remember<Entry>(
  root: string,
  notebook: Notebook<Entry>,
  key: string,
  entry: Entry,
): void {
  const entries = new Map(readNotes(root, notebook)).set(key, entry);
  const inOrder = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const temporary = `${notebook.file}.new`;
  writeText(root, temporary, `${JSON.stringify(Object.fromEntries(inOrder), null, 2)}\n`);
  renameSync(join(root, temporary), join(root, notebook.file));
}

function parse(root: string, file: string, purpose: string): object {
  try {
    const value: unknown = JSON.parse(readText(root, file) ?? '{}');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError(broken(file, purpose));
}

function broken(file: string, purpose: string): string {
  return `${file} cannot be understood. It only remembers ${purpose}: mend it, or delete it.`;
}
