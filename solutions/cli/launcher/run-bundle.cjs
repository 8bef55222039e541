/**
 * Runs a bundle with V8's code cache beside it: measured, the fastest way on
 * Node 20, 22 and 24, ahead of `require`, `import` and
 * `module.enableCompileCache`. CommonJS, because it also starts the VM's Worker,
 * where an ES module costs some milliseconds more.
 */
const { readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { Script } = require('node:vm');

/** @typedef {import('../../../shared/setup/project.mjs').Launched} Launched */

/**
 * Runs a CommonJS bundle in this thread. It finds packages from the project's
 * root, wherever the bundle lies.
 * @param {string} file the bundle
 * @param {Pick<Launched, 'root' | 'worker'>} launched
 * @returns {void}
 */
function runBundle(file, launched) {
  Error.prepareStackTrace = (error, frames) => traceInSources(file, launched.root, error, frames);
  const requireFrom = join(launched.root, 'package.json');
  const parameters = 'exports, require, module, __filename, __dirname, importMetaUrl';
  const source = `(function (${parameters}) {${readFileSync(file, 'utf8')}\n})`;
  const { run, saveCodeCache } = compile(file, source);
  Object.assign(globalThis, { hotpath: { ...launched, saveCodeCache } });
  process.once('exit', () => saveCodeCache());
  const module = { exports: {} };
  const { href } = pathToFileURL(requireFrom);
  run(module.exports, createRequire(requireFrom), module, file, dirname(file), href);
}

/**
 * Compiles by the code cache. Saving writes it anew, with what V8 has compiled
 * until then, where this version of V8 lacks it. V8 compiles a function when it is
 * first called, so what the first launch happens not to do is not in its cache. Of
 * native code that is much: the launch that first makes some writes a cache of its
 * own, which is taken from then on.
 *
 *     worker.cjs.VERSION.cache         by the first launch
 *     worker.cjs.VERSION.native.cache  by the first that compiled to native code
 *
 * A cache that V8 does not take, as it was started with other flags, goes: else each
 * launch would be without one, and write the other anew.
 *
 * @param {string} file
 * @param {string} source
 */
function compile(file, source) {
  const plain = `${file}.${process.versions.v8}.cache`;
  const native = `${file}.${process.versions.v8}.native.cache`;
  const ofNative = readIfThere(native);
  const cachedData = ofNative ?? readIfThere(plain);
  const script = new Script(source, { filename: file, cachedData });
  const isRejected = script.cachedDataRejected === true;
  if (isRejected) removeFile(native);
  const isTaken = cachedData !== undefined && !isRejected;
  let hasPlain = isTaken;
  let hasNative = isTaken && ofNative !== undefined;
  const saveCodeCache = (compiledToNative = false) => {
    if (compiledToNative ? hasNative : hasPlain) return;
    replaceFile(compiledToNative ? native : plain, script.createCachedData());
    hasPlain = true;
    hasNative ||= compiledToNative;
  };
  return { run: script.runInThisContext(), saveCodeCache };
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function removeFile(file) {
  try {
    rmSync(file, { force: true });
  } catch {
    // It stays where nothing can be written either.
  }
}

/**
 * @param {string} file
 * @param {Buffer} contents
 */
function replaceFile(file, contents) {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, contents);
    renameSync(temporary, file);
  } catch {
    // Without a code cache the next launch is a little slower, no more.
  }
}

/**
 * A stack trace with the places in the TypeScript sources. V8 calls this when a
 * trace is first looked at, so only then is the source map read.
 * @param {string} file the bundle
 * @param {string} root the project's folder
 * @param {Error} error
 * @param {NodeJS.CallSite[]} frames
 */
function traceInSources(file, root, error, frames) {
  const { describeFrame } = require('./source-map.cjs');
  return [String(error), ...frames.map((frame) => describeFrame(file, root, frame))].join(
    '\n    at ',
  );
}

module.exports = { runBundle };
