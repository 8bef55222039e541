/** Standard input as a whole. */
import { readSync } from 'node:fs';
import { sleep } from '#shared/runtime/sleep.ts';

const CHUNK_BYTES = 64 * 1024;

/** Reads until it ends, waiting also where it is a pipe or a terminal that was set not to wait. */
export function readStandardInput(): Buffer {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const bytes = readChunk(chunk);
    if (bytes === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, bytes));
  }
}

function readChunk(chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(0, chunk);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      sleep(1);
    }
  }
}
