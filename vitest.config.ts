import { defineConfig } from 'vitest/config';

/**
 * Tests orchestrate child processes, so threads, which start faster than
 * forks, are enough. The JSON report is what `.ci/run` counts.
 */
export default defineConfig({
  test: {
    include: ['{shared,solutions,grader,docs}/**/*.test.ts'],
    pool: 'threads',
    testTimeout: 20_000,
    hookTimeout: 20_000,
    reporters: ['default', 'json'],
    outputFile: { json: '.cache/test-report.json' },
  },
});
