/** Finds a bundle that is up to date. Runs at every launch, so it only looks. */
import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Which bundle serves a variant, and what its inputs looked like.
 * @typedef {object} Pointer
 * @property {string} root the project's folder: a moved project builds anew
 * @property {string} key the bundle's folder
 * @property {readonly [file: string, bytes: number, mtimeMs: number][]} inputs relative to the root
 */

/**
 * What a bundle is built for, as a file name: Node's major version and the conditions.
 * @param {readonly string[]} conditions
 */
export function variantName(conditions) {
  const [major] = process.versions.node.split('.');
  return [`node${major}`, ...conditions.map(encodeURIComponent)].join(',');
}

/**
 * Where bundles may lie: in the project, else, where that cannot be written, in
 * a folder of the user's own among the temporary files.
 * @param {string} root the project's folder
 * @returns {string[]}
 */
export function cacheFolders(root) {
  const inProject = join(root, '.cache', 'bundles');
  const name = `hotpath-${process.getuid?.() ?? 'user'}${root.replace(/[^\w.-]+/g, '-').slice(-100)}`;
  const temporary = join(tmpdir(), name);
  return isForeign(temporary) ? [inProject] : [inProject, temporary];
}

/**
 * Whether somebody else may have put code into a folder: among the temporary
 * files anybody can make one under the name that we would choose.
 * @param {string} folder
 */
export function isForeign(folder) {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return false;
  return !found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0;
}

/**
 * The bundle that serves a variant when none of its inputs has changed size or
 * time, else null.
 * @param {string} folder
 * @param {string} variant
 * @param {string} root
 * @returns {string | null}
 */
export function freshBundle(folder, variant, root) {
  /** @type {Pointer | null} */
  const pointer = readJson(join(folder, `${variant}.json`));
  if (pointer === null) return null;
  if (pointer.root !== root) return null;
  if (!pointer.inputs.every((input) => isUnchanged(root, input))) return null;
  const bundle = join(folder, pointer.key);
  return existsSync(bundle) ? bundle : null;
}

/**
 * @param {string} root
 * @param {Pointer['inputs'][number]} input
 */
function isUnchanged(root, [file, bytes, mtimeMs]) {
  const found = statSync(join(root, file), { throwIfNoEntry: false });
  return found?.size === bytes && found.mtimeMs === mtimeMs;
}

/**
 * What a JSON file holds; null when it is not there or cannot be read.
 * @template T
 * @param {string} file
 * @returns {T | null}
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
