/**
 * Object files that stay the same from one run to the next, kept in the
 * project's cache: those of the VM's own support functions. To generate their
 * code takes longer than everything else that native code needs to begin.
 *
 *     .cache/objects/KEY.o      KEY: what the object was made from, hashed
 *     ┌────────────────┬───────────────┐
 *     │ hash of object │ object        │
 *     └────────────────┴───────────────┘
 *
 * A file that was cut short or changed is not used, and whatever goes wrong with
 * files only costs the time that would have been saved.
 *
 * Source: LLVM's `ObjectCache`.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '#shared/setup/project.mjs';

const FOLDER = join(cacheFolder, 'objects');
/** Bytes of a hash in a file. */
const HASH_BYTES = 32;
/** Files that are kept; a folder with more of them is emptied before the next one comes. */
const MAX_FILES = 16;

/**
 * The object file made from `source`: from the cache, or by `make`, and then it is
 * in the cache.
 * @param source everything that the object depends on, in any form
 */
export function cachedObject(source: readonly string[], make: () => Uint8Array): Uint8Array {
  const file = join(FOLDER, `${hashOf(source.join('\0')).toString('hex')}.o`);
  const known = read(file);
  if (known !== undefined) return known;
  const object = make();
  write(file, object);
  return object;
}

const hashOf = (data: string | Uint8Array) => createHash('sha256').update(data).digest();

/** The object in a file, if it is there and whole. */
function read(file: string): Uint8Array | undefined {
  try {
    const bytes = readFileSync(file);
    const object = bytes.subarray(HASH_BYTES);
    return hashOf(object).equals(bytes.subarray(0, HASH_BYTES)) ? object : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a file under another name first: nobody ever reads half of one. */
function write(file: string, object: Uint8Array): void {
  try {
    mkdirSync(FOLDER, { recursive: true });
    const files = readdirSync(FOLDER);
    if (files.length >= MAX_FILES) for (const name of files) rmSync(join(FOLDER, name));
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, Buffer.concat([hashOf(object), object]));
    renameSync(unfinished, file);
  } catch {
    // Without a cache it only takes longer.
  }
}
