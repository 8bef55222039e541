/**
 * Makes the figures of lab 07 anew, from runs of the VM:
 *
 *     node --import tsx docs/figures/hidden-classes/make.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#shared/setup/project.mjs';
import { drawInstances } from './instances.ts';
import { drawLearning } from './learning.ts';
import { drawOverflow } from './overflow.ts';
import { drawTree } from './tree.ts';

/** Every figure, by its file. */
export const figures: ReadonlyMap<string, () => string> = new Map([
  ['tree.svg', drawTree],
  ['instances.svg', drawInstances],
  ['overflow.svg', drawOverflow],
  ['learning.svg', drawLearning],
]);

/** Where the figures lie. */
export const figuresFolder = path.join(projectRoot, 'labs/07-hidden-classes/figures');

if (process.argv[1] === import.meta.filename) {
  mkdirSync(figuresFolder, { recursive: true });
  for (const [file, draw] of figures) writeFileSync(path.join(figuresFolder, file), draw());
}
