/** Sees to it that there is a libLLVM, or says once a day how to get one. */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installAdvice, llvmPackages } from './advice.mjs';
import { searchLlvm } from './find-llvm.mjs';

const A_DAY = 24 * 3_600_000;

/**
 * Unpacks libLLVM into the cache when none is there and that can be done. After
 * a failure it stays silent for a day, so that the next start does not wait.
 * @param {import('./find-llvm.mjs').Places & { cache: string }} places
 * @param {(text: string) => void} say
 * @returns {Promise<void>}
 */
export async function provideLlvm(places, say) {
  const { cache, env = process.env } = places;
  const { found, problem } = searchLlvm(places);
  if (found || env.HOTPATH_LLVM === 'none') return;
  if (env.HOTPATH_LLVM) {
    say(`${problem}; the compiled tiers are switched off`);
    return;
  }
  if (failedToday(cache)) return;
  try {
    await unpack(cache, say);
    rmSync(failureFile(cache), { force: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(`${problem}; the compiled tiers are switched off, all else works (${reason})`);
    say(`to have them: ${installAdvice(llvmPackages)}`);
    rememberFailure(cache, reason);
  }
}

/**
 * @param {string} cache
 * @param {(text: string) => void} say
 */
async function unpack(cache, say) {
  const { canFetchLlvm, fetchLlvm } = await import('./fetch-llvm.mjs');
  if (!canFetchLlvm()) throw new Error('only Debian and Ubuntu can unpack it without root');
  say('unpacking libLLVM into .cache/llvm, once, about 35 MB to download');
  const { version } = fetchLlvm(cache);
  say(`libLLVM ${version} is ready`);
}

/** @param {string} cache */
const failureFile = (cache) => join(cache, 'llvm-failed.txt');

/** @param {string} cache */
function failedToday(cache) {
  const file = statSync(failureFile(cache), { throwIfNoEntry: false });
  return file !== undefined && Date.now() - file.mtimeMs < A_DAY;
}

/**
 * @param {string} cache
 * @param {string} reason
 */
function rememberFailure(cache, reason) {
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(failureFile(cache), `${reason}\n`);
  } catch {
    // The folder cannot be written: the words above come again next time.
  }
}
