/**
 * `npm run profile`: which instructions the large programs execute, alone and
 * in pairs and triples, in bytecode and in threaded code. Superinstructions are
 * chosen by it.
 */
import Table from 'cli-table3';
import colours from 'picocolors';
import { largePrograms } from '../../corpus/programs.ts';
import { bytecodeBlocks } from './bytecode-blocks.ts';
import type { Program } from './program.ts';
import { type Block, type Frequency, frequencies } from './sequences.ts';
import { wordBlocks } from './word-blocks.ts';

/** The large programs at their small size, or those of them with these names. */
export function profiledPrograms(names: readonly string[] = []): Program[] {
  return largePrograms('small')
    .map(({ name, source, expectation }) => ({
      name: name.replace('large/', ''),
      source,
      output: expectation.output,
    }))
    .filter(({ name }) => names.length === 0 || names.includes(name));
}

/** What can be counted. */
export const counters = { bytecode: bytecodeBlocks, words: wordBlocks } as const satisfies Record<
  string,
  (program: Program) => Block[]
>;

const titles = ['single', 'pairs', 'triples'];
const ROWS = 25;

/** All tables, as text. */
export function formatProfile(programs: readonly Program[]): string {
  return Object.entries(counters)
    .map(([what, blocksOf]) => {
      const blocks = programs.map(blocksOf);
      return titles
        .map(
          (title, index) =>
            `${colours.bold(`${what}, ${title}`)}\n${tableOf(frequencies(blocks, index + 1))}\n`,
        )
        .join('\n');
    })
    .join('\n');
}

function tableOf(rows: readonly Frequency[]): string {
  const table = new Table({
    head: ['', 'count', 'share', 'cumulated'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'right', 'right', 'right'],
  });
  let cumulated = 0;
  for (const { sequence, count, share } of rows.slice(0, ROWS)) {
    cumulated += share;
    table.push([sequence, count.toLocaleString('en'), percent(share), percent(cumulated)]);
  }
  return table.toString();
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
