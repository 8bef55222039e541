/**
 * Makes the figures of lab 01 anew, from runs of the VM:
 *
 *     node --import tsx docs/figures/bytecode-vm/make.ts
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#shared/setup/project.mjs';
import { drawCall } from './call.ts';
import { drawExpression, drawVariables } from './expression.ts';
import { drawInheritance } from './inheritance.ts';
import { drawJumps } from './jumps.ts';
import { drawSafepoints } from './safepoints.ts';
import { drawUpvalues } from './upvalues.ts';

/** Every figure, by its file. */
export const figures: ReadonlyMap<string, () => string> = new Map([
  ['expression.svg', drawExpression],
  ['variables.svg', drawVariables],
  ['jumps.svg', drawJumps],
  ['call.svg', drawCall],
  ['upvalues.svg', drawUpvalues],
  ['inheritance.svg', drawInheritance],
  ['safepoints.svg', drawSafepoints],
]);

/** Where the figures lie. */
export const figuresFolder = path.join(projectRoot, 'labs/01-bytecode-vm/figures');

if (process.argv[1] === import.meta.filename) {
  for (const [file, draw] of figures) writeFileSync(path.join(figuresFolder, file), draw());
}
