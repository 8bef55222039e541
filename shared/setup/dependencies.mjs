/** The npm packages: are they those that the lock file names, and `npm ci`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What npm's two lock files say of a package.
 * @typedef {{ version?: string, optional?: boolean }} Locked
 */

/**
 * Why `node_modules` does not fit `package-lock.json`, or null when it does.
 * Contents decide, not times: a checkout touches files. Optional packages, such
 * as those for other platforms, may be absent.
 * @param {string} root the project's folder
 * @returns {string | null}
 */
export function dependencyProblem(root) {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return 'the dependencies are not installed';
  const installed = packagesIn(record);
  for (const [path, wanted] of Object.entries(packagesIn(join(root, 'package-lock.json')))) {
    const version = installed[path]?.version;
    if (path === '' || version === wanted.version) continue;
    if (version === undefined && wanted.optional) continue;
    return `${path} is ${version ?? 'absent'}, the lock file says ${wanted.version}`;
  }
  return null;
}

/**
 * @param {string} file
 * @returns {Record<string, Locked>}
 */
function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/**
 * Runs `npm ci`, which also works inside an npm script. Its words go to stderr.
 * @param {string} root the project's folder
 * @param {readonly string[]} options of npm's, besides
 * @returns {boolean} whether it succeeded
 */
export function installDependencies(root, options = []) {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...options];
  const [command, ...rest] = npm?.endsWith('.js')
    ? [process.execPath, npm, ...args]
    : ['npm', ...args];
  return spawnSync(command, rest, { cwd: root, stdio: ['ignore', 2, 2] }).status === 0;
}
