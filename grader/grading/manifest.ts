/**
 * The manifest of a lab: which tests there are, what they give, and what their
 * files look like. It is written from the pristine tests, and graded against.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findLab, type Lab, readLabs } from '../lab/course.ts';
import { UserError } from '../lab/user-error.ts';
import { collectTests } from './run-tests.ts';
import { testsFolder } from './tests-folder.ts';

/** A test as the manifest knows it. */
export interface ManifestTest {
  /** The file it stands in, in the lab's `tests/`. */
  readonly file: string;
  readonly task: string;
  readonly name: string;
  readonly points: number;
}

export interface Manifest {
  readonly version: 1;
  readonly lab: string;
  /** SHA-256 of every file in `tests/`, by its name. */
  readonly files: Readonly<Record<string, string>>;
  readonly tests: readonly ManifestTest[];
}

const NAME = 'manifest.json';

/** The name of a test, which is unique in its lab. */
export function testId({ task, name }: Pick<ManifestTest, 'task' | 'name'>): string {
  return `${task} ${name}`;
}

/** Reads the manifest of a lab. @throws UserError when there is none */
export function readManifest(root: string, lab: Lab): Manifest {
  const file = join(testsFolder(root, lab), NAME);
  if (!existsSync(file)) {
    throw new UserError(`labs/${lab.name}/tests/${NAME} is missing; write it: npm run skeletons`);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

/** The hash of every file in a folder of tests, by its name. */
export function hashTests(folder: string): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const files = names.filter((name) => name.endsWith('.ts'));
  return Object.fromEntries(files.map((name) => [name, hashOf(join(folder, name))]));
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** The manifests of all labs that have tests, as files to be written. */
export async function makeManifests(root: string): Promise<{ file: string; text: string }[]> {
  const labs = readLabs(root).filter((lab) => existsSync(testsFolder(root, lab)));
  const made: { file: string; text: string }[] = [];
  for (const lab of labs) made.push(await makeManifest(root, lab));
  return made;
}

/**
 * Writes the manifest of one lab.
 * @throws UserError when the points of its tests are not those of its tasks
 */
export async function writeManifest(root: string, labId: string): Promise<void> {
  const { file, text } = await makeManifest(root, findLab(readLabs(root), labId));
  writeFileSync(join(root, file), text);
}

async function makeManifest(root: string, lab: Lab): Promise<{ file: string; text: string }> {
  const folder = testsFolder(root, lab);
  const tests = await collectTests(root, lab);
  const problems = problemsOf(lab, tests);
  if (problems.length > 0) throw new UserError(`labs/${lab.name}: ${problems.join('\n')}`);
  const manifest: Manifest = { version: 1, lab: lab.id, files: hashTests(folder), tests };
  return {
    file: `labs/${lab.name}/tests/${NAME}`,
    text: `${JSON.stringify(manifest, null, 2)}\n`,
  };
}

/** What does not fit between a lab's tests and its tasks. */
function problemsOf(lab: Lab, tests: readonly ManifestTest[]): string[] {
  const ids = tests.map(testId);
  const repeated = ids.filter((id, index) => ids.indexOf(id) < index);
  const stray = tests.filter(({ task }) => !lab.tasks.some(({ id }) => id === task));
  const fractions = tests.filter(({ points }) => !Number.isSafeInteger(points) || points < 1);
  const sums = lab.tasks.flatMap(({ id, points }) => {
    const own = tests.filter(({ task }) => task === id);
    const sum = own.reduce((total, test) => total + test.points, 0);
    const differs = `the tests of task ${id} give ${sum} points, lab.json says ${points}`;
    return sum === points ? [] : [differs];
  });
  return [
    ...repeated.map((id) => `there are two tests '${id}'`),
    ...stray.map((test) => `the task of test '${testId(test)}' is not in lab.json`),
    ...fractions.map((test) => `the points of test '${testId(test)}' are no whole number`),
    ...sums,
  ];
}
