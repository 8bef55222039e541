import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { testsFolder } from './grader/grading/tests-folder.ts';
import { type Lab, readLabs } from './grader/lab/course.ts';
import { isStarted } from './grader/lab/places.ts';
import { settingsVariables } from './grader/probe/settings.ts';

const root = import.meta.dirname;

/**
 * The project's own tests. They orchestrate child processes, so threads, which
 * start faster than forks, are enough.
 */
const unit: TestProjectConfiguration = {
  test: {
    name: 'unit',
    include: ['{shared,solutions,grader,docs}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'grader/fixtures/**'],
    pool: 'threads',
    setupFiles: ['./shared/setup/without-colours.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
};

/**
 * A lab's tests on a student's files, in vitest's own process: for the test
 * panels of editors, and for debuggers, at which a test may wait without end.
 * Grading is `npm run grade`.
 */
function labProject(lab: Lab): TestProjectConfiguration {
  const conditions = [`lab${lab.id}`, 'module', 'node', 'development|production'];
  const isSet = process.env.HOTPATH_PROBE !== undefined;
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      name: `lab${lab.id}`,
      include: [`labs/${lab.name}/tests/*.test.ts`],
      pool: 'threads',
      testTimeout: 0,
      env: isSet ? {} : settingsVariables('inline', { testsFolder: testsFolder(root, lab) }),
    },
  };
}

const started = readLabs(root).filter((lab) => isStarted(root, lab));

/** `npm test` runs the project `unit` alone. The JSON report is what `.ci/run` counts. */
export default defineConfig({
  test: {
    projects: [unit, ...started.map(labProject)],
    reporters: ['default', 'json'],
    outputFile: { json: '.cache/test-report.json' },
  },
});
