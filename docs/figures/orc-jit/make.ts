/**
 * Makes the figures of lab 05 anew, from compilations and runs of the VM:
 *
 *     node --import tsx docs/figures/orc-jit/make.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#shared/setup/project.mjs';
import { drawDriver } from './driver.ts';
import { drawGoingNative } from './going-native.ts';
import { drawPlaces } from './places.ts';
import { drawRetired } from './retired.ts';

/** Every figure, by its file. */
export const figures: ReadonlyMap<string, () => string> = new Map([
  ['places.svg', drawPlaces],
  ['driver.svg', drawDriver],
  ['going-native.svg', drawGoingNative],
  ['retired.svg', drawRetired],
]);

/** Where the figures lie. */
export const figuresFolder = path.join(projectRoot, 'labs/05-orc-jit/figures');

if (process.argv[1] === import.meta.filename) {
  mkdirSync(figuresFolder, { recursive: true });
  for (const [file, draw] of figures) writeFileSync(path.join(figuresFolder, file), draw());
}
