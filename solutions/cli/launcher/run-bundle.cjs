/**
 * Runs a bundle with V8's code cache beside it: measured, the fastest way on
 * Node 20, 22 and 24, ahead of `require`, `import` and
 * `module.enableCompileCache`. CommonJS, because it also starts the VM's Worker,
 * where an ES module costs some milliseconds more.
 */
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
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
  process.once('exit', saveCodeCache);
  const module = { exports: {} };
  const { href } = pathToFileURL(requireFrom);
  run(module.exports, createRequire(requireFrom), module, file, dirname(file), href);
}

/**
 * Compiles by the code cache. Saving writes it anew, with what V8 has compiled
 * until then, where there was none for this version of V8; it does so once.
 * @param {string} file
 * @param {string} source
 */
function compile(file, source) {
  const cache = `${file}.${process.versions.v8}.cache`;
  const cachedData = readIfThere(cache);
  const script = new Script(source, { filename: file, cachedData });
  let isLacking = cachedData === undefined || script.cachedDataRejected === true;
  const saveCodeCache = () => {
    if (isLacking) replaceFile(cache, script.createCachedData());
    isLacking = false;
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
