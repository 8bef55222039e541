/**
 * Starts the command line from a bundle that is built once and then only
 * checked: one `stat` for each source file. Measured on Node 20, `node --import
 * tsx` takes 150 ms until it has said hello, this 52, and `node -e 0` 43.
 *
 *     .cache/bundles/
 *       node20.json             the default conditions: which bundle, and the
 *       node20,lab01.json       size and time of every file that went into it
 *       <key>/                  named by a hash of contents and conditions
 *         main.cjs  worker.cjs      what esbuild made of main.ts and worker.ts
 *         *.map  *.cache            source maps, V8's code caches
 *         inputs.json               a hash of every file that went into it
 *
 * The VM's Worker takes longest: Node needs 20 ms to bring one up. So it is
 * started before there is a bundle, and told later what to run.
 *
 * What the bundled code may rely on is `globalThis.hotpath`, see
 * `shared/setup/project.mjs`; `import.meta.url` is that of the project's
 * `package.json`: good for finding packages, not for finding neighbours.
 */
import { createRequire } from 'node:module';
import { cacheFolders, freshBundle, variantName } from './bundle-cache.mjs';
import { activeConditions } from './conditions.mjs';
import { startWorker } from './start-worker.mjs';

/**
 * What to run.
 * @typedef {object} Program
 * @property {string} root the project's folder, where packages are found
 * @property {{ main: string, worker: string }} entries source files, relative to the root
 */

/** Exit status for a failure of the machinery, as for an error inside a VM. */
const INTERNAL_ERROR = 70;

/**
 * Runs the program's main entry in this thread and the other one in a Worker.
 * @param {Program} program
 * @returns {Promise<void>}
 */
export async function launch(program) {
  const worker = startWorker(new URL('./run-worker.cjs', import.meta.url), []);
  const bundle = await findBundle(program);
  if (bundle === null) return;
  const { root } = program;
  worker.postMessage({ file: `${bundle}/worker.cjs`, root });
  /** @type {typeof import('./run-bundle.cjs')} */
  const { runBundle } = createRequire(import.meta.url)('./run-bundle.cjs');
  try {
    runBundle(`${bundle}/main.cjs`, { root, worker });
  } catch (error) {
    if (!isMissingModule(error)) throw error;
    const { dependencyAdvice } = await import('./build-bundle.mjs');
    fail(`lox: ${dependencyAdvice(root, error)}`);
  }
}

/**
 * The folder of an up-to-date bundle, built where there is none; null after a
 * failure that was reported.
 * @param {Program} program
 * @returns {Promise<string | null>}
 */
async function findBundle(program) {
  const conditions = activeConditions();
  const variant = variantName(conditions);
  for (const folder of cacheFolders(program.root)) {
    const bundle = freshBundle(folder, variant, program.root);
    if (bundle) return bundle;
  }
  const { makeBundle } = await import('./make-bundle.mjs');
  const { bundle, problem } = makeBundle(program, conditions, variant);
  if (bundle === null) fail(problem);
  return bundle;
}

/**
 * @param {unknown} error
 * @returns {error is Error}
 */
function isMissingModule(error) {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}

/** @param {string} message */
function fail(message) {
  process.stderr.write(`${message.trimEnd()}\n`);
  process.exitCode = INTERNAL_ERROR;
}
