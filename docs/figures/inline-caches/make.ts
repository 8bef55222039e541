/**
 * Makes the figures of lab 06 anew, from runs of the VM:
 *
 *     node --import tsx docs/figures/inline-caches/make.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#shared/setup/project.mjs';
import { drawCollection } from './collection.ts';
import { drawSite } from './site.ts';
import { drawTimeline } from './timeline.ts';

/** Every figure, by its file. */
export const figures: ReadonlyMap<string, () => string> = new Map([
  ['site.svg', drawSite],
  ['timeline.svg', drawTimeline],
  ['collection.svg', drawCollection],
]);

/** Where the figures lie. */
export const figuresFolder = path.join(projectRoot, 'labs/06-inline-caches/figures');

if (process.argv[1] === import.meta.filename) {
  mkdirSync(figuresFolder, { recursive: true });
  for (const [file, draw] of figures) writeFileSync(path.join(figuresFolder, file), draw());
}
