/** The Lox corpus: which programs there are, and what each must do. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ExitCode } from '#shared/contracts/exit-codes.ts';
import { type Expectation, expectationOf } from './expectations.ts';

/** A program of the corpus. */
export interface CorpusProgram {
  /** Folder and file, without the ending: `closures/shared-variable`. */
  readonly name: string;
  readonly source: string;
  readonly expectation: Expectation;
  /** Whether it takes many seconds in modes that collect at every allocation. */
  readonly slowUnderStress: boolean;
}

/** The comment with which a program says that it is slow under stress. */
const SLOW = '\n// Slow with a collection at every allocation.\n';

/** The folder of the corpus. */
export const corpusFolder = path.join(import.meta.dirname, '../../shared/programs');

/** The small programs that fix one corner of the language each. */
export function conformancePrograms(): CorpusProgram[] {
  return foldersIn(corpusFolder)
    .filter((folder) => folder !== 'large')
    .flatMap((folder) => filesIn(folder).map((file) => conformanceProgram(folder, file)));
}

function foldersIn(parent: string): string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function filesIn(folder: string): string[] {
  const files = readdirSync(path.join(corpusFolder, folder));
  return files.filter((file) => file.endsWith('.lox')).sort();
}

function conformanceProgram(folder: string, file: string): CorpusProgram {
  const source = readFileSync(path.join(corpusFolder, folder, file), 'utf8');
  return {
    name: `${folder}/${path.basename(file, '.lox')}`,
    source,
    expectation: expectationOf(source),
    slowUnderStress: source.includes(SLOW),
  };
}

/** How large the larger programs are to be. */
export type ProgramSize = 'full' | 'small';

/** The line that says how large a program is: `var size = 27; // small: 9`. */
const SIZE_LINE = /^var size = \S+; \/\/ small: (\S+)$/m;

/** The larger programs, which also serve as benchmarks. */
export function largePrograms(size: ProgramSize): CorpusProgram[] {
  const folder = path.join(corpusFolder, 'large');
  if (!existsSync(folder)) return [];
  const complete = (name: string) => existsSync(path.join(folder, name, `${name}.small.expected`));
  return foldersIn(folder)
    .filter(complete)
    .map((name) => {
      const file = (ending: string) => readFileSync(path.join(folder, name, name + ending), 'utf8');
      const full = file('.lox');
      const small = full.replace(SIZE_LINE, (_line, value: string) => `var size = ${value};`);
      return {
        name: `large/${name}`,
        source: size === 'full' ? full : small,
        expectation: {
          output: file(size === 'full' ? '.expected' : '.small.expected'),
          exitCode: ExitCode.OK,
          errors: [],
          errorsComplete: true,
        },
        slowUnderStress: false,
      };
    });
}
