/**
 * Finds libLLVM without loading it. Looked for in this order: the file that
 * `HOTPATH_LLVM` names, the system's folders, Homebrew's, the project's own
 * cache, the dynamic loader's list.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  homebrewFiles,
  isForThisProcessor,
  loaderFiles,
  systemFiles,
  versionOf,
} from './llvm-files.mjs';
import { cacheFolder } from './project.mjs';

/**
 * A libLLVM that can be loaded.
 * @typedef {object} Llvm
 * @property {string} path absolute path of the library
 * @property {number} version LLVM's major version; 0 when the file's name does not tell it
 * @property {'HOTPATH_LLVM' | 'system' | 'homebrew' | 'cache'} origin
 * @property {readonly string[]} preload
 *   libraries to load before it, globally and in this order; only the cache has
 *   any, because the dynamic loader does not look there for what libLLVM needs
 */

/**
 * Where to look; every part has a default, tests bring their own.
 * @typedef {object} Places
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(version: number) => readonly string[]} [system] the system's files for a version
 * @property {(version: number) => readonly string[]} [homebrew] Homebrew's files for a version
 * @property {string} [cache] the project's cache folder
 * @property {() => readonly string[]} [loader] every libLLVM that the dynamic loader knows
 */

/** @typedef {{ found: Llvm, problem: null } | { found: null, problem: string }} Search */

/** Supported versions in order of preference: those that are tested come first. */
export const supportedVersions = [19, 22, 21, 20, 18];

/**
 * The libLLVM to use, or null when there is none.
 * @param {Places} [places]
 * @returns {Llvm | null}
 */
export function findLlvm(places) {
  return searchLlvm(places).found;
}

/**
 * The libLLVM to use, and where there is none, why.
 * @param {Places} [places]
 * @returns {Search}
 */
export function searchLlvm(places = {}) {
  const { env = process.env, system = systemFiles, homebrew = homebrewFiles } = places;
  const { cache = cacheFolder, loader = loaderFiles } = places;
  if (env.HOTPATH_LLVM === 'none')
    return { found: null, problem: 'HOTPATH_LLVM=none rules it out' };
  if (env.HOTPATH_LLVM) return checkNamed(env.HOTPATH_LLVM);
  const found =
    firstOf(system, 'system') ??
    firstOf(homebrew, 'homebrew') ??
    unpackedLlvm(cache) ??
    firstOf(byVersion(loader()), 'system');
  if (found) return { found, problem: null };
  return { found: null, problem: 'no libLLVM of version 18 to 22 is installed' };
}

/**
 * @param {string} path
 * @returns {Search}
 */
function checkNamed(path) {
  if (!existsSync(path)) {
    return { found: null, problem: `HOTPATH_LLVM names ${path}, which does not exist` };
  }
  const version = versionOf(path);
  if (version !== 0 && !supportedVersions.includes(version)) {
    return {
      found: null,
      problem: `HOTPATH_LLVM names ${path}, LLVM ${version}; versions 18 to 22 are supported`,
    };
  }
  return { found: { path, version, origin: 'HOTPATH_LLVM', preload: [] }, problem: null };
}

/**
 * The first file that is there and fits the processor, preferred version first.
 * @param {(version: number) => readonly string[]} files
 * @param {Llvm['origin']} origin
 * @returns {Llvm | null}
 */
function firstOf(files, origin) {
  for (const version of supportedVersions) {
    const path = files(version).find(isForThisProcessor);
    if (path) return { path, version, origin, preload: [] };
  }
  return null;
}

/**
 * @param {readonly string[]} files
 * @returns {(version: number) => readonly string[]}
 */
function byVersion(files) {
  return (version) => files.filter((file) => versionOf(file) === version);
}

/**
 * What `complete.json` says; setup writes it last, so that a folder without it
 * is one whose download was interrupted. Names are relative to the folder.
 * @typedef {{ library: string, version: number, preload: readonly string[] }} Unpacked
 */

/**
 * The libLLVM that setup unpacked into the cache, or null.
 * @param {string} cache
 * @returns {Llvm | null}
 */
export function unpackedLlvm(cache) {
  const folder = join(cache, 'llvm');
  const marker = join(folder, 'complete.json');
  if (!existsSync(marker)) return null;
  /** @type {Unpacked} */
  const { library, version, preload } = JSON.parse(readFileSync(marker, 'utf8'));
  const path = join(folder, library);
  if (!isForThisProcessor(path)) return null;
  return { path, version, origin: 'cache', preload: preload.map((name) => join(folder, name)) };
}
