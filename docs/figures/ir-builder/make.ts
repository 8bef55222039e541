/**
 * Makes the figures of lab 03 anew, from code that the reference emits:
 *
 *     node --import tsx docs/figures/ir-builder/make.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#shared/setup/project.mjs';
import { drawFrame } from './frame.ts';
import { drawPhi } from './phi.ts';
import { drawTraffic } from './traffic.ts';
import { drawTree } from './tree.ts';

/** Every figure, by its file. */
export const figures: ReadonlyMap<string, () => string> = new Map([
  ['tree.svg', drawTree],
  ['phi.svg', drawPhi],
  ['frame.svg', drawFrame],
  ['traffic.svg', drawTraffic],
]);

/** Where the figures lie. */
export const figuresFolder = path.join(projectRoot, 'labs/03-ir-builder/figures');

if (process.argv[1] === import.meta.filename) {
  mkdirSync(figuresFolder, { recursive: true });
  for (const [file, draw] of figures) writeFileSync(path.join(figuresFolder, file), draw());
}
