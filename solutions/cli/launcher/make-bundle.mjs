/**
 * Makes a bundle where none is up to date: takes one whose inputs have the same
 * contents as now, else builds. Two launches at once do not disturb each other,
 * because whatever others may read is written elsewhere and then renamed.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { buildBundle } from './build-bundle.mjs';
import { cacheFolders, readJson } from './bundle-cache.mjs';
import { pruneBundles } from './prune-bundles.mjs';

/** @typedef {import('./launch.mjs').Program} Program */

/**
 * What a bundle was made for and from: `inputs.json`.
 * @typedef {{ variant: string, root: string, hashes: Record<string, string> }} Origin
 */

/**
 * The folder of a bundle that fits the sources as they are now.
 * @param {Program} program
 * @param {readonly string[]} conditions
 * @param {string} variant
 * @returns {{ bundle: string, problem: '' } | { bundle: null, problem: string }}
 */
export function makeBundle(program, conditions, variant) {
  const folders = cacheFolders(program.root);
  for (const folder of folders) {
    const bundle = adoptBundle(folder, variant, program.root);
    if (bundle) return { bundle, problem: '' };
  }
  const { files, inputs, problem } = buildBundle(program, conditions);
  if (files === null) return { bundle: null, problem };
  const origin = { variant, root: program.root, hashes: hashesOf(program.root, inputs) };
  for (const folder of folders) {
    const bundle = publish(folder, origin, files);
    if (bundle) return { bundle, problem: '' };
  }
  return { bundle: null, problem: `lox: cannot write to any of ${folders.join(', ')}` };
}

/**
 * An earlier bundle made from the same contents: files were touched, or changed
 * and changed back.
 * @param {string} folder
 * @param {string} variant
 * @param {string} root
 * @returns {string | null}
 */
function adoptBundle(folder, variant, root) {
  if (!existsSync(folder)) return null;
  for (const key of readdirSync(folder)) {
    /** @type {Origin | null} */
    const origin = readJson(join(folder, key, 'inputs.json'));
    if (origin?.variant !== variant || origin.root !== root || !hasSameInputs(origin)) continue;
    attempt(() => writePointer(folder, key, origin));
    return join(folder, key);
  }
  return null;
}

/**
 * Whether every input has the contents that it had.
 * @param {Origin} origin
 */
function hasSameInputs({ root, hashes }) {
  return Object.keys(hashes).every((file) => hashOf(join(root, file)) === hashes[file]);
}

/**
 * Writes a bundle and points its variant to it.
 * @param {string} folder
 * @param {Origin} origin
 * @param {ReadonlyMap<string, string>} files contents by name
 * @returns {string | null} the bundle's folder, or null when nothing can be written here
 */
function publish(folder, origin, files) {
  const key = hash(JSON.stringify(origin)).slice(0, 20);
  const bundle = join(folder, key);
  return attempt(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const work = mkdtempSync(join(folder, 'building-'));
    for (const [name, text] of files) writeFileSync(join(work, name), text);
    writeFileSync(join(work, 'inputs.json'), JSON.stringify(origin));
    renameInto(work, bundle);
    writePointer(folder, key, origin);
    pruneBundles(folder);
    return bundle;
  });
}

/**
 * Gives a finished folder its name; when another launch was quicker, its folder stays.
 * @param {string} work
 * @param {string} bundle
 */
function renameInto(work, bundle) {
  try {
    renameSync(work, bundle);
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    if (!existsSync(bundle)) throw error;
  }
}

/**
 * Notes which bundle serves a variant and what its inputs look like now.
 * @param {string} folder
 * @param {string} key
 * @param {Origin} origin
 */
function writePointer(folder, key, { variant, root, hashes }) {
  const inputs = Object.keys(hashes).map((file) => {
    const { size, mtimeMs } = statSync(join(root, file));
    return [file, size, mtimeMs];
  });
  const temporary = join(folder, `${variant}.${process.pid}.tmp`);
  writeFileSync(temporary, JSON.stringify({ root, key, inputs }));
  renameSync(temporary, join(folder, `${variant}.json`));
}

/**
 * What a function returns, or null when the file system refuses.
 * @template T
 * @param {() => T} action
 * @returns {T | null}
 */
function attempt(action) {
  try {
    return action();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return null;
    throw error;
  }
}

/**
 * @param {string} root
 * @param {readonly string[]} files
 */
function hashesOf(root, files) {
  return Object.fromEntries(files.map((file) => [file, hashOf(join(root, file))]));
}

/**
 * A file's contents as a hash, or '' when it is gone.
 * @param {string} file
 */
function hashOf(file) {
  return existsSync(file) ? hash(readFileSync(file)) : '';
}

/** @param {string | Buffer} contents */
function hash(contents) {
  return createHash('sha256').update(contents).digest('hex');
}
