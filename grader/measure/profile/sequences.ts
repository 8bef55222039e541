/**
 * Which instructions follow one another, and how often.
 *
 * Only what stands in one basic block counts: a jump that arrives between two
 * instructions, or a call that leaves there, forbids making one of them. So it
 * is enough to know how often each instruction was executed; all sequences in a
 * block were executed as often as their first instruction.
 */

/** An instruction or operation of a block. */
export interface Executed {
  readonly name: string;
  /** How often. */
  readonly count: number;
}

/** Instructions that are only ever executed one after the other. */
export type Block = readonly Executed[];

/** How often each sequence of a program was executed, by its names with spaces between. */
export type SequenceCounts = ReadonlyMap<string, number>;

/** One row of a profile. */
export interface Frequency {
  readonly sequence: string;
  /** Executions in all programs together. */
  readonly count: number;
  /** Of everything that a program dispatches, the part that begins such a sequence; the mean over the programs. */
  readonly share: number;
}

/** Counts the sequences with so many instructions. */
export function countSequences(blocks: readonly Block[], length: number): SequenceCounts {
  const counts = new Map<string, number>();
  for (const block of blocks) {
    for (let first = 0; first + length <= block.length; first += 1) {
      const names = block.slice(first, first + length).map(({ name }) => name);
      const sequence = names.join(' ');
      counts.set(sequence, (counts.get(sequence) ?? 0) + block[first].count);
    }
  }
  return counts;
}

/** How much was dispatched in all. */
export function totalOf(blocks: readonly Block[]): number {
  return blocks.flat().reduce((total, { count }) => total + count, 0);
}

/**
 * The sequences of several programs, the most frequent first. Each program has
 * the same weight, however long it runs.
 */
export function frequencies(programs: readonly (readonly Block[])[], length: number): Frequency[] {
  const rows = new Map<string, Frequency>();
  for (const blocks of programs) {
    const weight = 1 / (totalOf(blocks) * programs.length);
    for (const [sequence, count] of countSequences(blocks, length)) {
      const row = rows.get(sequence) ?? { sequence, count: 0, share: 0 };
      rows.set(sequence, { sequence, count: row.count + count, share: row.share + count * weight });
    }
  }
  return [...rows.values()].filter(({ count }) => count > 0).sort((a, b) => b.share - a.share);
}
