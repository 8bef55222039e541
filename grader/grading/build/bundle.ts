/** The one file that children run: the grader's part, the VM, and the student's modules in it. */
import { existsSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type BuildFailure, build } from 'esbuild';
import { referenceProblem } from '#shared/setup/reference.mjs';
import type { FileProblem } from '../../probe/observation.ts';
import { GraderError } from '../grader-error.ts';
import {
  type ChildTreeNeeds,
  makeChildTree,
  type ScenarioSource,
  TESTS_IN_TREE,
} from './child-tree.ts';
import { importGuard } from './import-guard.ts';
import { checkStudentFiles, problemIn, type StudentFile, stubOf } from './student-files.ts';

export interface Bundle {
  readonly file: string;
  /** Its source map, and the folder that the sources are shown from. */
  readonly map: string;
  readonly tree: string;
  /** The built-in modules that it imports. */
  readonly modules: readonly string[];
  /** What is wrong with the student's files. */
  readonly problems: readonly FileProblem[];
}

/**
 * Makes a bundle by way of a tree in an empty folder.
 * @throws GraderError when it cannot be made, which is no fault of the students' files
 */
export async function makeBundle(
  needs: ChildTreeNeeds,
  tree: string,
  file: string,
): Promise<Bundle> {
  const { root, labs, scenarios } = needs;
  const incomplete = referenceProblem(root, (id) => !labs.some(({ lab }) => lab.id === id));
  if (incomplete !== null) throw new GraderError(incomplete);
  makeChildTree(needs, tree);
  const students = await checkStudentFiles({ root, tree, labs });
  const conditions = labs.map(({ lab }) => `lab${lab.id}`);
  const entry = entryOf(tree, scenarios);
  const built = await bundleWithStubs({ tree, conditions, entry, file }, students);
  return { file, map: `${file}.map`, tree, ...built };
}

interface Input {
  readonly tree: string;
  readonly conditions: readonly string[];
  readonly entry: string;
  readonly file: string;
}

/** Bundles; where linking shows that another file cannot be used, once more without it. */
async function bundleWithStubs(input: Input, students: readonly StudentFile[]) {
  try {
    return await bundle(input, students);
  } catch (error) {
    const blamed = students.map((student) => blame(student, error as BuildFailure, input.tree));
    const isNew = blamed.some(({ problems }, index) => problems !== students[index].problems);
    if (!isNew) throw new GraderError(`The bundle for the children cannot be made: ${error}`);
    return bundle(input, blamed);
  }
}

/** The file, with those errors that lie in it. */
function blame(student: StudentFile, { errors }: BuildFailure, tree: string): StudentFile {
  const name = relative(tree, student.path);
  const own = errors.filter(({ location }) => location?.file === name);
  if (own.length === 0) return student;
  return { ...student, problems: own.map((message) => problemIn(name, message)) };
}

async function bundle(input: Input, students: readonly StudentFile[]) {
  const { tree, conditions, entry, file } = input;
  const paths = new Set(students.map(({ path }) => path));
  for (const student of students) {
    if (student.problems.length > 0) writeFileSync(student.path, stubOf(student));
  }
  const { metafile } = await build({
    absWorkingDir: tree,
    stdin: { contents: entry, resolveDir: tree, sourcefile: 'entry.ts', loader: 'ts' },
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node.split('.')[0]}`,
    conditions: [...conditions],
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'importMetaUrl' },
    minifySyntax: true,
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    tsconfigRaw: {},
    logLevel: 'silent',
    plugins: [importGuard({ tree, students: paths, shallow: false })],
  });
  const imports = Object.values(metafile.inputs).flatMap((found) => found.imports);
  const external = imports.filter((found) => found.external).map(({ path }) => path);
  const modules = [...new Set(external)].filter((name) => name !== 'koffi');
  return { modules, problems: students.flatMap(({ problems }) => problems) };
}

/** What the bundle exports, to `launch.cjs`. */
function entryOf(tree: string, { problem }: ScenarioSource): string {
  return `
    ${importScenarios(tree, problem)}
    import { createPerform } from './grader/probe/child/perform.ts';
    export { endedByThrowing } from './grader/probe/child/describe-thrown.ts';
    export const perform = createPerform(scenarios);
  `;
}

function importScenarios(tree: string, problem: string | undefined): string {
  if (problem !== undefined) {
    const fail = `() => { throw new Error(${JSON.stringify(problem)}); }`;
    return `const scenarios = new Proxy({}, { get: () => ${fail} });`;
  }
  const file = `./${TESTS_IN_TREE}/scenarios.ts`;
  return existsSync(join(tree, file))
    ? `import * as scenarios from '${file}';`
    : 'const scenarios = {};';
}
