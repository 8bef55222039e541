import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { type FixtureCourse, fixtureCourse } from '../fixtures/project.ts';
import { formatMatrix } from './matrix.ts';
import { type Mutant, readMutants, verifyFolder } from './mutants.ts';
import { problemsIn, type VerifyResult } from './result.ts';
import { verify } from './verify.ts';

// Each of these grades a lab several times, which takes long where many things go on.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let course: FixtureCourse;

beforeEach(async () => {
  course = await fixtureCourse();
  onTestFinished(course.remove);
});

function quickly(said: string[] = []): Promise<VerifyResult> {
  const say = (line: string) => void said.push(line);
  return verify({ root: course.root, labs: [], seeds: 20, quick: true, say });
}

/** Changes a text file of the course. */
function change(file: string, from: string, to: string): void {
  const path = join(course.root, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}

function writeMutants(mutants: readonly Partial<Mutant>[]): void {
  const folder = verifyFolder(course.root, course.lab);
  writeFileSync(join(folder, 'mutants.json'), JSON.stringify(mutants));
}

test('a course in order holds, and the matrix shows who kills whom', async () => {
  const said: string[] = [];
  const result = await quickly(said);
  expect(problemsIn(result)).toEqual([]);
  expect(result).toMatchObject({ version: 1, holds: true, seeds: 2 });
  expect(formatMatrix(result.labs[0])).toBe(`90 Operators
  mutant               90.1  90.2  90.3
  add/does-nothing       1*    .     .   killed
  compare/all-numbers    .     2*    .   killed
`);
  expect(said[0]).toMatch(/^skeletons and manifests holds \([\d.]+ s\)$/);
  expect(said).toHaveLength(7);
});

test('whatever does not hold is named', async () => {
  const [add] = readMutants(course.root, course.lab);
  writeMutants([
    { ...add, name: 'survivor', replace: `${add.find} if (numberAt(a) > 1000) numberAt(a);` },
    { ...add, name: 'nowhere', find: 'this text' },
  ]);
  // A test that a skeleton passes, and that the reference fails.
  change('labs/90-operators/tests/1-add.test.ts', 'toBe(a + b)', 'toBe(a - b)');
  change('labs/90-operators/operators.ts', "return unfinished('90.2')", "throw new Error('oh')");
  const result = await quickly();
  const problems = problemsIn(result).map((problem) => problem.split('\n')[0]);
  expect(result.holds).toBe(false);
  expect(problems).toContain(
    'skeletons and manifests: labs/ is out of step; npm run skeletons would do this:',
  );
  expect(problems).toContainEqual(
    expect.stringMatching(
      /^lab 90, skeleton: '90.2 compares numbers' is not unfinished but failed: the code threw Error: oh/,
    ),
  );
  expect(problems).toContainEqual(
    expect.stringMatching(/^lab 90, reference: '90.1 adds two numbers' failed with seed 1: /),
  );
  expect(problems).toContain(
    'lab 90, mutant nowhere: what it replaces stands nowhere in solutions/interpreter/operators.ts, not once',
  );
});

test('a mutant that survives is named with the tests that were to kill it', async () => {
  const [add] = readMutants(course.root, course.lab);
  writeMutants([
    { ...add, name: 'survivor', replace: `${add.find} numberAt(a);`, description: 'reads twice' },
    { ...add, name: 'untested', killedBy: ['90.1 dances'] },
  ]);
  const result = await quickly();
  expect(problemsIn(result)).toEqual([
    "lab 90, mutant survivor survives '90.1 adds two numbers' with seed 1, 2 (reads twice)",
    "lab 90, mutant untested is to be killed by '90.1 dances': no such test",
  ]);
  expect(formatMatrix(result.labs[0])).toContain('survivor    .*    .     .   NOT KILLED');
});
