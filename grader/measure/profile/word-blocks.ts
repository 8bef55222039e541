/** How often each operation of a program's threaded code is executed. */
import { decodeWords, entriesOf, type Operation, wordRange } from '#shared/threaded/decode.ts';
import type { WordName } from '#shared/threaded/words.ts';
import { createVm } from '#solutions/vm.ts';
import { checkedRun, HEAP_BYTES, type Program } from './program.ts';
import type { Block } from './sequences.ts';

/** Runs a program, and says how often each block of its threaded code was executed. */
export function wordBlocks(program: Program): Block[] {
  const counts = new Map<number, number>();
  const watchWords = (index: number) => void counts.set(index, (counts.get(index) ?? 0) + 1);
  const { machine } = checkedRun(program, (output) =>
    createVm(output, { heapBytes: HEAP_BYTES, tier: 'threaded', watchWords }),
  );
  const { i32 } = machine.memory;
  return machine.functions.flatMap(({ offset }) => {
    const range = wordRange(i32, offset);
    if (range === undefined) return [];
    const entries = new Set(entriesOf(machine, offset).values());
    return wordBlocksOf(decodeWords(i32, range), entries).map((block) =>
      block.map(({ name, index }) => ({ name, count: counts.get(range.start + index) ?? 0 })),
    );
  });
}

/** Whether another operation than the next one may follow. */
function leaves(name: WordName): boolean {
  return name.startsWith('JUMP') || name === 'LOOP' || name.startsWith('RETURN');
}

/** The basic blocks of a function; one begins wherever a frame can go on. */
function wordBlocksOf(operations: readonly Operation[], entries: ReadonlySet<number>) {
  const blocks: Operation[][] = [];
  let isOver = true;
  for (const operation of operations) {
    if (isOver || entries.has(operation.index)) blocks.push([]);
    blocks[blocks.length - 1].push(operation);
    isOver = leaves(operation.name);
  }
  return blocks;
}
