/**
 * Looks at each of a student's files by itself: does it parse, does it import
 * only what it may, does it export what its skeleton exports? A file for which
 * the answer is no costs only the tests that need it.
 */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildFailure, build, type Message } from 'esbuild';
import type { LabFile } from '../../lab/course.ts';
import { places } from '../../lab/places.ts';
import type { FileProblem } from '../../probe/observation.ts';
import type { LabUnderTest } from './child-tree.ts';
import { importGuard } from './import-guard.ts';

/** A student's file in the tree. */
export interface StudentFile {
  /** Absolute. */
  readonly path: string;
  /** What other modules import from it. */
  readonly exports: readonly string[];
  /** What is wrong with it. */
  readonly problems: readonly FileProblem[];
}

export interface StudentFilesNeeds {
  readonly root: string;
  readonly tree: string;
  readonly labs: readonly LabUnderTest[];
}

/** Looks at all files of all labs. */
export function checkStudentFiles(needs: StudentFilesNeeds): Promise<StudentFile[]> {
  const files = needs.labs.flatMap(({ lab }) =>
    lab.files.map((file) => ({ lab, file, path: join(needs.tree, places.mine(lab), file.file) })),
  );
  const students = new Set(files.map(({ path }) => path));
  return Promise.all(
    files.map(async ({ lab, file, path }) => {
      // The skeleton, which exports what the reference does: nobody deletes that.
      const exports = await exportsOf(join(needs.root, places.given(lab), file.file));
      const name = `${places.mine(lab)}/${file.file}`;
      const problems = existsSync(path)
        ? await problemsOf(needs.tree, path, { file, name, exports, students })
        : [problemOf(name, `is missing: \`npm run lab -- start ${lab.id}\` makes it`)];
      return { path, exports, problems };
    }),
  );
}

/** The names that a module exports, types left out. */
async function exportsOf(path: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [path],
    bundle: false,
    write: false,
    metafile: true,
    format: 'esm',
    logLevel: 'silent',
    tsconfigRaw: {},
  });
  return Object.values(metafile.outputs)[0].exports;
}

interface Expected {
  readonly file: LabFile;
  readonly name: string;
  readonly exports: readonly string[];
  readonly students: ReadonlySet<string>;
}

async function problemsOf(
  tree: string,
  path: string,
  { file, name, exports, students }: Expected,
): Promise<FileProblem[]> {
  try {
    const { metafile } = await build({
      absWorkingDir: tree,
      entryPoints: [path],
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'silent',
      tsconfigRaw: {},
      plugins: [importGuard({ tree, students, shallow: true })],
    });
    const found = Object.values(metafile.outputs)[0].exports;
    const missing = exports.filter((wanted) => !found.includes(wanted));
    return missing.map((wanted) =>
      problemOf(name, `does not export '${wanted}', which ${basename(file.file)} has to`),
    );
  } catch (error) {
    return (error as BuildFailure).errors.map((message) => problemIn(name, message));
  }
}

function problemOf(file: string, message: string): FileProblem {
  return { file, line: 0, column: 0, message, text: '' };
}

/** What esbuild says, as a problem of a file. */
export function problemIn(name: string, { location, text }: Message): FileProblem {
  if (location === null) return problemOf(name, text);
  const { line, column, lineText } = location;
  return { file: name, line, column: column + 1, message: text, text: lineText };
}

/** What stands in the place of a file that cannot be used: whoever calls it learns why. */
export function stubOf({ exports, problems }: StudentFile): string {
  const names = exports.map((name) => `notBuilt as ${name}`).join(', ');
  return `function notBuilt() {
  const error = new Error('a file could not be built');
  throw Object.assign(error, { name: 'NotBuiltError', problems: ${JSON.stringify(problems)} });
}
export { ${names} };
`;
}
