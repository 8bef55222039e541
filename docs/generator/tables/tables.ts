/** Tables of the documentation that follow from the code, by name. */
import { opcodeTable } from './opcodes.ts';
import { regionTable } from './regions.ts';
import { structureTables } from './structures.ts';
import { wordTable } from './words.ts';

/** Makes Markdown, line by line. */
export type MakeTable = () => readonly string[];

/** Every generated table. */
export const tables: ReadonlyMap<string, MakeTable> = new Map([
  ['opcodes', opcodeTable],
  ['regions', regionTable],
  ['structures', structureTables],
  ['words', wordTable],
]);
