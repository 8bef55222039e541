import { expect, test } from 'vitest';
import { superinstructions } from '#shared/threaded/superinstructions.ts';
import { createVm } from '#solutions/vm.ts';
import { bytecodeBlocks } from './bytecode-blocks.ts';
import { counters, profiledPrograms } from './opcode-profile.ts';
import { checkedRun, HEAP_BYTES } from './program.ts';
import { frequencies, totalOf } from './sequences.ts';

const executed = (names: string, count: number) =>
  names.split(' ').map((name) => ({ name, count }));

test('sequences are counted within blocks, and programs weigh the same', () => {
  const short = [executed('A B C', 10), executed('A B', 10)];
  const long = [executed('C', 1000)];
  expect(frequencies([short, long], 2)).toEqual([
    { sequence: 'A B', count: 20, share: 0.2 },
    { sequence: 'B C', count: 10, share: 0.1 },
  ]);
});

test.each([
  ['bytecode', 'interpreter'],
  ['words', 'threaded'],
] as const)('all dispatches of %s are counted', (what, tier) => {
  for (const program of profiledPrograms(['fib', 'n-queens', 'streams'])) {
    const options = { heapBytes: HEAP_BYTES, tier, countDispatches: true };
    const vm = checkedRun(program, (output) => createVm(output, options));
    expect(totalOf(counters[what](program))).toBe(vm.statistics().dispatches);
  }
});

test('superinstructions have the shares that the profile measures', { timeout: 60_000 }, () => {
  const blocks = profiledPrograms().map(bytecodeBlocks);
  const measured = new Map(
    frequencies(blocks, 2).map(({ sequence, share }) => [sequence, share * 100]),
  );
  const differing = superinstructions
    .map(({ instructions, percent }) => {
      const sequence = instructions.join(' ');
      return { sequence, percent, measured: Number((measured.get(sequence) ?? 0).toFixed(2)) };
    })
    .filter(({ percent, measured }) => Math.abs(percent - measured) > 0.05);
  expect(differing).toEqual([]);
});
