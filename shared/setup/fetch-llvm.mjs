/**
 * Unpacks Debian's or Ubuntu's libLLVM into the project's cache. Needs no root
 * and installs nothing: apt downloads the packages, dpkg unpacks them.
 *
 *     .cache/llvm/
 *       complete.json                          written last
 *       usr/lib/x86_64-linux-gnu/libLLVM.so.19.1
 *       usr/lib/x86_64-linux-gnu/libz3.so.4    and what else the system lacks
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { commandPath, run } from './commands.mjs';
import { supportedVersions, unpackedLlvm } from './find-llvm.mjs';

/** @typedef {import('./find-llvm.mjs').Llvm} Llvm */

/**
 * Whether this system has what it takes: the tools of Debian and its children.
 * @param {string} [path] the value of PATH
 */
export function canFetchLlvm(path) {
  return ['apt-get', 'dpkg', 'ldd'].every((name) => commandPath(name, path) !== null);
}

/**
 * Downloads and unpacks libLLVM and what it needs and the system lacks.
 * @param {string} cache the project's cache folder
 * @returns {Llvm}
 * @throws Error that says what failed
 */
export function fetchLlvm(cache) {
  mkdirSync(cache, { recursive: true });
  removeAbandoned(cache);
  const work = join(cache, `llvm-unpacking-${process.pid}`);
  try {
    const downloads = join(work, 'downloads');
    mkdirSync(downloads, { recursive: true });
    download(downloads);
    const tree = join(work, 'tree');
    for (const file of packageFiles(downloads)) {
      run('dpkg', ['-x', join(downloads, file), tree], { seconds: 60 });
    }
    rmSync(join(tree, 'usr/share'), { recursive: true, force: true });
    writeFileSync(join(tree, 'complete.json'), JSON.stringify(inspect(tree), null, 2));
    return moveIntoPlace(tree, cache);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Downloads by the system's package lists, and where these are absent or out of
 * date, by lists fetched into the work folder.
 * @param {string} folder where the packages go
 */
function download(folder) {
  try {
    downloadBy(folder, []);
  } catch {
    const state = join(folder, 'apt');
    mkdirSync(join(state, 'lists/partial'), { recursive: true });
    const own = ['-o', `Dir::State::lists=${state}/lists`, '-o', `Dir::Cache=${state}`];
    run('apt-get', ['update', ...aptOptions, ...own], { seconds: 60 });
    downloadBy(folder, own);
  }
}

/**
 * A server that does not answer is given up soon, a list that cannot be fetched
 * is an error, and a root's apt writes to our folder as root.
 */
const aptOptions = [
  ...['-o', 'Acquire::http::Timeout=10', '-o', 'Acquire::https::Timeout=10'],
  ...['-o', 'Acquire::Retries=0', '-o', 'APT::Update::Error-Mode=any'],
  ...['-o', 'APT::Sandbox::User=root', '-q'],
];

/**
 * @param {string} folder
 * @param {readonly string[]} lists options that name the package lists
 */
function downloadBy(folder, lists) {
  const packages = packagesToGet(lists);
  const args = ['download', ...packages, ...aptOptions, ...lists];
  run('apt-get', args, { cwd: folder, seconds: 600 });
}

/**
 * The packages that `apt-get install` would add for the first version on offer.
 * @param {readonly string[]} lists
 * @returns {string[]}
 */
function packagesToGet(lists) {
  for (const version of supportedVersions) {
    const packages = packagesFor(`libllvm${version}`, lists);
    if (packages.length > 0) return packages;
  }
  throw new Error('apt offers none of libllvm18 to libllvm22');
}

/**
 * What installing a package would add, or nothing when that cannot be. An
 * upgrade, `Inst name [old] (new …)`, is no addition.
 * @param {string} name
 * @param {readonly string[]} lists
 * @returns {string[]}
 */
function packagesFor(name, lists) {
  try {
    const simulate = ['install', '--simulate', '--no-install-recommends', name];
    const plan = run('apt-get', [...simulate, ...aptOptions, ...lists], { seconds: 20 });
    return [...plan.matchAll(/^Inst (\S+) \(/gm)].map((match) => match[1]);
  } catch {
    return [];
  }
}

/** @param {string} folder */
function packageFiles(folder) {
  return readdirSync(folder).filter((file) => file.endsWith('.deb'));
}

/**
 * Finds libLLVM in an unpacked tree and the order in which to load what it needs.
 * @param {string} tree
 * @returns {import('./find-llvm.mjs').Unpacked}
 */
function inspect(tree) {
  const libraries = readdirSync(tree, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\/lib[^/]*\.so\.[\d.]+$/.test(file))
    .map((file) => join(tree, file));
  const folders = [...new Set(libraries.map((file) => join(file, '..')))];
  const path = libraries.find((file) => /\/libLLVM\.so\.\d+\.\d+$/.test(file));
  if (!path) throw new Error('the packages hold no libLLVM');
  const needed = neededBy(path, folders).filter((file) => file.startsWith(tree));
  return {
    library: relative(tree, path),
    version: Number(/\.so\.(\d+)/.exec(path)?.[1]),
    preload: dependenciesFirst(needed, folders).map((file) => relative(tree, file)),
  };
}

/**
 * Every library that one needs, directly or not, as the dynamic loader would
 * find them with the unpacked folders in its path.
 * @param {string} library
 * @param {readonly string[]} folders
 * @returns {string[]}
 */
function neededBy(library, folders) {
  const env = { ...process.env, LC_ALL: 'C', LD_LIBRARY_PATH: folders.join(':') };
  const { stdout, stderr } = spawnSync('ldd', [library], {
    encoding: 'utf8',
    env,
    timeout: 20_000,
  });
  const missing = /^.*not found.*$/m.exec(stdout + stderr);
  if (missing) throw new Error(`the system lacks what libLLVM needs: ${missing[0].trim()}`);
  return [...stdout.matchAll(/=> (\S+)/g)].map((match) => match[1]);
}

/**
 * Orders libraries so that each comes after those it needs: these need fewer
 * libraries than it does, because it needs them all and itself not.
 * @param {readonly string[]} libraries
 * @param {readonly string[]} folders
 * @returns {string[]}
 */
function dependenciesFirst(libraries, folders) {
  const count = new Map(libraries.map((file) => [file, neededBy(file, folders).length]));
  return [...libraries].sort((a, b) => (count.get(a) ?? 0) - (count.get(b) ?? 0));
}

/**
 * Moves a complete tree to `.cache/llvm`. When another process was quicker, its
 * tree stays.
 * @param {string} tree
 * @param {string} cache
 * @returns {Llvm}
 */
function moveIntoPlace(tree, cache) {
  if (unpackedLlvm(cache) === null) {
    rmSync(join(cache, 'llvm'), { recursive: true, force: true });
    renameSync(tree, join(cache, 'llvm'));
  }
  const llvm = unpackedLlvm(cache);
  if (llvm === null) throw new Error('the unpacked libLLVM is not for this processor');
  return llvm;
}

/**
 * Removes what an interrupted run left behind.
 * @param {string} cache
 */
function removeAbandoned(cache) {
  const anHourAgo = Date.now() - 3_600_000;
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name);
    if (name.startsWith('llvm-unpacking-') && statSync(folder).mtimeMs < anHourAgo) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
