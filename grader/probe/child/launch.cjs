/**
 * The program of a child process: waits for requests, runs a bundle that holds
 * the grader's `perform` and the student's code, and answers.
 *
 * Everything that it uses is taken before any of the student's code is loaded,
 * which is when the first request comes. The first request also brings the
 * word that answers have to begin with; the student's code cannot have read
 * it, so what it writes into the channel itself is seen to be forged.
 *
 * Reading and writing are synchronous: nothing here depends on an event loop
 * that the student's code could keep busy or empty.
 */
const { readFileSync, readSync, writeSync } = require('node:fs');
const { Script } = require('node:vm');
const { parse, stringify } = JSON;
// Unlike `process.exit`, this asks nobody.
const { reallyExit } = /** @type {{ reallyExit: (code: number) => never }} */ (
  /** @type {unknown} */ (process)
);
const exit = reallyExit.bind(process);

/** @typedef {import('../observation.ts').Reply} Reply */
/** @typedef {import('../observation.ts').ObservationRequest} Request */

/**
 * How to start, as JSON in the first argument.
 * @typedef {object} Launch
 * @property {string} bundle the file that exports `perform`
 * @property {string} koffi the file to load koffi from
 * @property {readonly string[]} modules the built-in modules that the bundle may load
 * @property {string} root the project's folder
 */

/** The channel, a socket to the parent. */
const CHANNEL = 3;
const NEWLINE = 0x0a;
const SIGKILL = 9;
const PR_SET_PDEATHSIG = 1;
/** As long as the VM's native stack is everywhere else. */
const NATIVE_STACK_BYTES = 16 * 1024 * 1024;

/** @type {Launch} */
const launch = parse(process.argv[2]);
process.argv.length = 1;

const koffi = loadKoffi();
writeAtOnce(process.stdout);
writeAtOnce(process.stderr);
const script = new Script(wrapped(readFileSync(launch.bundle, 'utf8')), {
  filename: launch.bundle,
});
writeSync(CHANNEL, 'ready\n');
serve();

async function serve() {
  const { word, request } = parse(readLine());
  const answer = (/** @type {Reply} */ reply) =>
    writeSync(CHANNEL, `${word} ${stringify(reply)}\n`);
  /** @type {import('./perform.ts').Leave} */
  const leave = (reply) => {
    answer(reply);
    exit(0);
    throw new Error('the process has ended');
  };
  const { bundle, load } = prepareBundle();
  const failed = (/** @type {unknown} */ error) =>
    leave({ ended: bundle().endedByThrowing(error) });
  process.on('uncaughtException', failed);
  try {
    load();
    const { perform } = bundle();
    answer(await perform(request, leave));
    for (;;) answer(await perform(parse(readLine()).request, leave));
  } catch (error) {
    failed(error);
  }
}

/** The next line from the parent; when there is none any more, this process has nothing left to do. */
function readLine() {
  const bytes = [];
  const chunk = Buffer.alloc(64 * 1024);
  for (;;) {
    const count = readSync(CHANNEL, chunk, 0, chunk.length, null);
    if (count === 0) exit(0);
    bytes.push(Buffer.from(chunk.subarray(0, count)));
    if (chunk[count - 1] === NEWLINE) return Buffer.concat(bytes).toString();
  }
}

/**
 * Lets a stream write without waiting for the event loop: what somebody prints
 * without end is to come out, not to pile up in memory.
 * @param {NodeJS.WriteStream} stream
 */
function writeAtOnce(stream) {
  /** @typedef {{ _handle?: { setBlocking?: (isBlocking: boolean) => void } }} WithHandle */
  const { _handle } = /** @type {WithHandle} */ (/** @type {unknown} */ (stream));
  _handle?.setBlocking?.(true);
}

/**
 * What the bundle exports. Its functions are there as soon as it begins to
 * load, so also where the student's code throws while it loads.
 * @typedef {object} Bundle
 * @property {import('./perform.ts').Perform} perform
 * @property {typeof import('./describe-thrown.ts').endedByThrowing} endedByThrowing
 */

/** @returns {{ bundle: () => Bundle, load: () => void }} */
function prepareBundle() {
  const { href } = new URL(`file://${launch.root}/package.json`);
  // Where `shared/setup/project.mjs` looks for what a launcher has to say.
  Object.assign(globalThis, { hotpath: { root: launch.root } });
  const module = { exports: /** @type {Bundle} */ ({}) };
  const load = () => script.runInThisContext()(module.exports, guardedRequire, module, href);
  return { bundle: () => module.exports, load };
}

/** @param {string} source */
function wrapped(source) {
  return `(function (exports, require, module, importMetaUrl) {${source}\n})`;
}

/**
 * Loads only what the import guard has let into the bundle: an import whose
 * name is computed while the program runs comes here as well.
 * @param {string} name
 */
function guardedRequire(name) {
  if (name === 'koffi' && koffi !== null) return koffi;
  if (launch.modules.includes(name)) return require(name);
  throw new Error(`the import of '${name}' was refused: write imports as the skeleton has them`);
}

/** Loads koffi while there is time, and lets the system end this process when its parent is gone. */
function loadKoffi() {
  try {
    const library = require(launch.koffi);
    // Before any library is loaded, or it stays 2 MiB: see shared/memory/foreign-calls.ts.
    library.config({ sync_stack_size: NATIVE_STACK_BYTES });
    if (process.platform === 'linux') {
      const prctl = library.load(null).func('prctl', 'int', ['int', 'ulong']);
      prctl(PR_SET_PDEATHSIG, SIGKILL);
    }
    return library;
  } catch {
    return null;
  }
}
