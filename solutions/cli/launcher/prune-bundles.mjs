/** Removes bundles that nothing uses any more. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './bundle-cache.mjs';

/** @typedef {import('./bundle-cache.mjs').Pointer} Pointer */

/** Unused bundles that are kept, for changes that are taken back. */
const KEPT = 4;

/** A launch that is under way may still want its Worker's bundle. */
const MINUTES_OF_GRACE = 10;

/**
 * Keeps the bundles that a variant points to and the newest few of the others.
 * @param {string} folder
 */
export function pruneBundles(folder) {
  const names = readdirSync(folder);
  const used = new Set(names.map((name) => keyIn(join(folder, name))));
  const unused = names
    .filter((name) => !name.endsWith('.json') && !used.has(name))
    .map((name) => ({ path: join(folder, name), time: modified(join(folder, name)) }))
    .sort((a, b) => b.time - a.time);
  const old = Date.now() - MINUTES_OF_GRACE * 60_000;
  for (const { path, time } of unused.slice(KEPT)) {
    if (time < old) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * The bundle that a file points to, when it is a pointer.
 * @param {string} file
 */
function keyIn(file) {
  /** @type {Pointer | null} */
  const pointer = file.endsWith('.json') ? readJson(file) : null;
  return pointer?.key;
}

/** @param {string} path */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
