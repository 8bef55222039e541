/** Runs a lab's tests with vitest, which only orchestrates them: what they judge happens in children. */
import { join } from 'node:path';
import { createVitest, type Reporter, type TestCase, type Vitest } from 'vitest/node';
import type { Lab } from '../lab/course.ts';
import type { GradedTest } from '../probe/graded.ts';
import { type ProbeSettings, settingsVariables } from '../probe/settings.ts';
import { GraderError } from './grader-error.ts';
import type { ManifestTest } from './manifest.ts';

/** What a test reported. */
export interface TestResult extends GradedTest {
  readonly file: string;
  readonly passed: boolean;
}

export interface TestRun {
  readonly results: readonly TestResult[];
  /** Why the tests of a file could not be run, by the file's name. */
  readonly broken: ReadonlyMap<string, string>;
}

export interface RunTestsNeeds {
  readonly root: string;
  readonly lab: Lab;
  /** Names in the lab's `tests/`. */
  readonly files: readonly string[];
  readonly settings: Partial<ProbeSettings>;
  /** Tests that may be under way at a time. */
  readonly concurrency: number;
  readonly onResult: (result: TestResult) => void;
}

const graderFolder = join(import.meta.dirname, '..');

/** Runs test files. */
export async function runTests(needs: RunTestsNeeds): Promise<TestRun> {
  const { root, lab, files, settings, concurrency, onResult } = needs;
  const results: TestResult[] = [];
  const broken = new Map<string, string>();
  const reporter: Reporter = {
    onTestCaseResult(test) {
      const result = resultOf(test);
      results.push(result);
      onResult(result);
    },
    onTestModuleEnd(module) {
      const [error] = module.errors();
      if (error !== undefined) broken.set(nameOf(module.moduleId), error.message);
    },
  };
  if (files.length === 0) return { results, broken };
  const env = settingsVariables('child', settings);
  const include = files.map((file) => `labs/${lab.name}/tests/${file}`);
  await withVitest({ root, include, env, reporter, concurrency }, (vitest) => vitest.start());
  return { results, broken };
}

/**
 * The tests of a lab, without running them.
 * @throws GraderError when a file cannot be loaded
 */
export async function collectTests(root: string, lab: Lab): Promise<ManifestTest[]> {
  const include = [`labs/${lab.name}/tests/*.test.ts`];
  const env = settingsVariables('child', {});
  return withVitest({ root, include, env, reporter: {}, concurrency: 1 }, async (vitest) => {
    const { testModules } = await vitest.collect();
    const modules = [...testModules].sort((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
    return modules.flatMap((module) => {
      const [error] = module.errors();
      if (error !== undefined) throw new GraderError(`${module.moduleId}: ${error.message}`);
      return [...module.children.allTests()].map((test) => {
        const { task, name, points } = gradedTest(test);
        return { file: nameOf(module.moduleId), task, name, points };
      });
    });
  });
}

interface VitestNeeds {
  readonly root: string;
  readonly include: readonly string[];
  readonly env: Record<string, string>;
  readonly reporter: Reporter;
  readonly concurrency: number;
}

/**
 * One thread runs all files, and in each of them so many tests at once: their
 * time goes by waiting for children. No test has a time limit, since every
 * observation does.
 */
async function withVitest<Result>(
  { root, include, env, reporter, concurrency }: VitestNeeds,
  action: (vitest: Vitest) => Promise<Result>,
): Promise<Result> {
  const exitCode = process.exitCode;
  const vitest = await createVitest(
    'test',
    {
      config: false,
      root,
      include: [...include],
      env,
      watch: false,
      cache: false,
      pool: 'threads',
      maxWorkers: 1,
      isolate: false,
      sequence: { concurrent: true },
      maxConcurrency: concurrency,
      testTimeout: 0,
      hookTimeout: 0,
      passWithNoTests: true,
      reporters: [reporter],
    },
    {
      // Not the one beside the tests: whoever edits it must not stop them.
      tsconfig: join(graderFolder, '../tsconfig.json'),
      resolve: { alias: [{ find: /^#grader\//, replacement: `${graderFolder}/` }] },
    },
  );
  try {
    return await action(vitest);
  } finally {
    await vitest.close();
    // Failing tests are not this process's failure.
    process.exitCode = exitCode;
  }
}

function resultOf(test: TestCase): TestResult {
  const passed = test.result().state === 'passed';
  return { ...gradedTest(test), file: nameOf(test.module.moduleId), passed };
}

function gradedTest(test: TestCase): GradedTest {
  const { graded } = test.meta();
  if (graded === undefined) {
    throw new GraderError(`'${test.fullName}' is no graded test: write it with graded(…)`);
  }
  return graded;
}

function nameOf(moduleId: string): string {
  return moduleId.slice(moduleId.lastIndexOf('/') + 1);
}
