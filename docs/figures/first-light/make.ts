/**
 * Makes the figures of lab 00 anew: `node --import tsx docs/figures/first-light/make.ts`.
 * `speed.svg` is a measurement: make it on a machine that does nothing else.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#shared/setup/project.mjs';
import { drawModRM, drawNumber, drawWord } from './encodings.ts';
import { drawPages } from './pages.ts';
import { drawSpeed } from './speed.ts';

/** Figures that come out the same each time, by their file. */
export const figures: ReadonlyMap<string, () => string> = new Map([
  ['number.svg', drawNumber],
  ['modrm.svg', drawModRM],
  ['word.svg', drawWord],
  ['pages.svg', drawPages],
]);

/** Where the figures lie. */
export const figuresFolder = path.join(projectRoot, 'labs/00-first-light/figures');

if (process.argv[1] === import.meta.filename) {
  mkdirSync(figuresFolder, { recursive: true });
  for (const [file, draw] of [...figures, ['speed.svg', drawSpeed] as const]) {
    writeFileSync(path.join(figuresFolder, file), draw());
  }
}
