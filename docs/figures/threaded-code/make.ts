/**
 * Makes the figures of lab 02 anew, from translations and runs of the VM:
 *
 *     node --import tsx docs/figures/threaded-code/make.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#shared/setup/project.mjs';
import { drawDispatches } from './dispatches.ts';
import { drawOperands } from './operands.ts';
import { drawTiers } from './tiers.ts';

/** Every figure, by its file. */
export const figures: ReadonlyMap<string, () => string> = new Map([
  ['operands.svg', drawOperands],
  ['tiers.svg', drawTiers],
  ['dispatches.svg', drawDispatches],
]);

/** Where the figures lie. */
export const figuresFolder = path.join(projectRoot, 'labs/02-threaded-code/figures');

if (process.argv[1] === import.meta.filename) {
  mkdirSync(figuresFolder, { recursive: true });
  for (const [file, draw] of figures) writeFileSync(path.join(figuresFolder, file), draw());
}
