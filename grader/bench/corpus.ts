/** The benchmark programs: a folder each, with the program in several languages. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A language by the ending of its files. */
export type Language = 'lox' | 'lua' | 'js';

/** One program in all its languages, which must print the same. */
export interface BenchProgram {
  readonly name: string;
  /** All that the program prints. */
  readonly expected: string;
  /** Its file in a language, or null where it was not written in it. */
  fileIn(language: Language): string | null;
}

/** Where the programs lie that the whole project shares. */
export const largePrograms = fileURLToPath(new URL('../../shared/programs/large', import.meta.url));

/**
 * Names of the programs in a folder, in alphabetic order: each has a folder
 * `NAME` with `NAME.lox` and `NAME.expected`.
 */
export function programNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => isComplete(folder, name))
    .sort();
}

function isComplete(folder: string, name: string): boolean {
  return ['lox', 'expected'].every((ending) => existsSync(join(folder, name, `${name}.${ending}`)));
}

/** Reads what a program is expected to print. */
export function readProgram(folder: string, name: string): BenchProgram {
  const fileWith = (ending: string) => join(folder, name, `${name}.${ending}`);
  return {
    name,
    expected: readFileSync(fileWith('expected'), 'utf8'),
    fileIn(language) {
      const file = fileWith(language);
      return existsSync(file) ? file : null;
    },
  };
}
