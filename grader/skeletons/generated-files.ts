/** Files that are written by a program, and kept in step with it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** A file by its name from the project's folder, and what it should contain. */
export interface GeneratedFile {
  readonly file: string;
  readonly text: string;
}

/** What would have to change, as a patch; empty when all is as it should be. */
export function patchFor(root: string, generated: readonly GeneratedFile[]): string {
  return outOfStep(root, generated)
    .map(({ file, text }) => {
      const found = read(root, file);
      const state = found === undefined ? 'missing' : 'as it is';
      const headers = { headerOptions: FILE_HEADERS_ONLY };
      return createTwoFilesPatch(file, file, found ?? '', text, state, 'as it should be', headers);
    })
    .join('\n');
}

/** Writes what is not as it should be. @returns the names of those files */
export function writeGenerated(root: string, generated: readonly GeneratedFile[]): string[] {
  return outOfStep(root, generated).map(({ file, text }) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    return file;
  });
}

function outOfStep(root: string, generated: readonly GeneratedFile[]): readonly GeneratedFile[] {
  return generated.filter(({ file, text }) => text !== read(root, file));
}

function read(root: string, file: string): string | undefined {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
