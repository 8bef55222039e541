/** Bundles the program with esbuild. */
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { referenceProblem } from '../../../shared/setup/reference.mjs';

/** @typedef {import('./launch.mjs').Program} Program */

/**
 * What a build gives: files by name and the sources that went into them
 * relative to the root, or what to tell the user.
 * @typedef {{ files: Map<string, string>, inputs: string[], problem: '' }
 *   | { files: null, inputs: [], problem: string }} Build
 */

/** How often a build starts again because a source was saved meanwhile. */
const ATTEMPTS = 3;

/**
 * Builds both entries for the running major version of Node.
 * @param {Program} program
 * @param {readonly string[]} conditions
 * @returns {Build}
 */
export function buildBundle(program, conditions) {
  const { root } = program;
  const esbuild = loadEsbuild(root);
  if (esbuild === null) return failed(`lox: ${dependencyAdvice(root)}`);
  try {
    for (let attempt = 1; ; attempt++) {
      const started = Date.now();
      const { metafile, outputFiles } = esbuild.buildSync(buildOptions(program, conditions));
      const inputs = [...Object.keys(metafile.inputs), ...alsoInputs(root)];
      if (attempt < ATTEMPTS && inputs.some((file) => changedSince(join(root, file), started))) {
        continue;
      }
      const files = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
      return { files, inputs, problem: '' };
    }
  } catch (error) {
    return failed(explain(esbuild, error, program.root, conditions));
  }
}

/**
 * `minifySyntax` puts the values of constants into the code, across modules;
 * names and whitespace stay readable. Nothing is written here; `outdir` only
 * makes the source maps' names relative to the root.
 * @param {Program} program
 * @param {readonly string[]} conditions
 */
function buildOptions({ root, entries }, conditions) {
  return /** @satisfies {import('esbuild').BuildOptions} */ ({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: root,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node.split('.')[0]}`,
    conditions: [...conditions],
    external: ['koffi', '*.node'],
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'importMetaUrl' },
    minifySyntax: true,
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
}

/**
 * Files that decide how a build comes out and are no modules of it.
 * @param {string} root
 */
function alsoInputs(root) {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const files = [join(here, 'build-bundle.mjs'), join(here, 'run-bundle.cjs')];
  for (const name of ['package.json', 'tsconfig.json']) {
    if (statSync(join(root, name), { throwIfNoEntry: false })) files.push(join(root, name));
  }
  return files.map((file) => relative(root, file));
}

/**
 * Whether a file was saved after a moment; clocks of file systems are coarse.
 * @param {string} file
 * @param {number} moment in milliseconds
 */
function changedSince(file, moment) {
  const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
  return mtimeMs >= moment;
}

/**
 * @param {string} root
 * @returns {typeof import('esbuild') | null}
 */
function loadEsbuild(root) {
  try {
    return createRequire(join(root, 'package.json'))('esbuild');
  } catch {
    return null;
  }
}

/**
 * What to do when a package is not there, in one line.
 * @param {string} root
 * @param {Error} [error]
 */
export function dependencyAdvice(root, error) {
  const [what] = error?.message.split('\n') ?? ['the dependencies are not installed'];
  return `${what}; run: npm ci --prefix ${root}`;
}

/**
 * Which file of the reference is missing, where one is; else esbuild's own
 * messages, or the one line of any other error.
 * @param {typeof import('esbuild')} esbuild
 * @param {unknown} error
 * @param {string} root
 * @param {readonly string[]} conditions
 */
function explain(esbuild, error, root, conditions) {
  if (error instanceof Error && 'errors' in error) {
    const { errors } = /** @type {import('esbuild').BuildFailure} */ (error);
    const incomplete = referenceProblem(root, (lab) => !conditions.includes(`lab${lab}`));
    if (incomplete !== null && errors.every(isUnresolved)) return `lox: ${incomplete}`;
    const color = Boolean(process.stderr.isTTY && !process.env.NO_COLOR);
    return esbuild.formatMessagesSync(errors, { kind: 'error', color }).join('');
  }
  return `lox: ${String(error)}`;
}

/** @param {import('esbuild').Message} message */
function isUnresolved({ text }) {
  return text.startsWith('Could not resolve');
}

/**
 * @param {string} problem
 * @returns {Build}
 */
function failed(problem) {
  return { files: null, inputs: [], problem };
}
