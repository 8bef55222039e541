/**
 * Makes the figures of lab 04 anew, from values that the VM writes and IR that it emits:
 *
 *     node --import tsx docs/figures/tagged-values/make.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#shared/setup/project.mjs';
import { drawOrder } from './order.ts';
import { drawSameness } from './sameness.ts';
import { drawSlots } from './slots.ts';

/** Every figure, by its file. */
export const figures: ReadonlyMap<string, () => string> = new Map([
  ['slots.svg', drawSlots],
  ['order.svg', drawOrder],
]);

/** Those that need libLLVM. */
export const emittedFigures: ReadonlyMap<string, () => string> = new Map([
  ['sameness.svg', drawSameness],
]);

/** Where the figures lie. */
export const figuresFolder = path.join(projectRoot, 'labs/04-tagged-values/figures');

if (process.argv[1] === import.meta.filename) {
  mkdirSync(figuresFolder, { recursive: true });
  for (const [file, draw] of [...figures, ...emittedFigures]) {
    writeFileSync(path.join(figuresFolder, file), draw());
  }
}
