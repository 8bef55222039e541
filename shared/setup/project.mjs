/**
 * Where the project lies, for plain JavaScript that runs before any dependency
 * is there and for bundles, whose `import.meta.url` is not the source's.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What the `lox` launcher tells the bundles that it runs, as `globalThis.hotpath`
 * in the main thread and in the VM's Worker.
 * @typedef {object} Launched
 * @property {string} root the project's folder
 * @property {import('node:worker_threads').Worker} [worker]
 *   the VM's Worker, on its way already; in the main thread only
 * @property {(compiledToNative?: boolean) => void} saveCodeCache
 *   writes V8's code cache now, where the next launch lacks one; else that is
 *   done when the thread ends, which a Worker does not when its process exits
 */

/** What the launcher said, or undefined when the source runs as it is. */
export const launched = /** @type {{ hotpath?: Launched }} */ (globalThis).hotpath;

/** The project's folder. */
export const projectRoot = launched?.root ?? join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Everything that can be made again: bundles, an unpacked libLLVM, reports. */
export const cacheFolder = join(projectRoot, '.cache');
