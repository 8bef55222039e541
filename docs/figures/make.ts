/**
 * Makes all figures of the guides anew: `node --import tsx docs/figures/make.ts`.
 * They come from runs of the VM, so they change when it does.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { drawFrames } from './frames.ts';

/** Every figure, by its file. */
export const figures: ReadonlyMap<string, () => string> = new Map([['frames.svg', drawFrames]]);

/** Where the figures lie. */
export const figuresFolder = import.meta.dirname;

if (process.argv[1] === import.meta.filename) {
  for (const [file, draw] of figures) writeFileSync(path.join(figuresFolder, file), draw());
}
