import { describe, expect, test } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { measureTypeTest } from '../tagged-values.ts';
import { codeOf, timeOf } from './machine-code.ts';
import { type Encoding, encodings, operations } from './operations.ts';

const all = Object.values<Encoding>(encodings).flatMap((encoding) =>
  operations.map((operation) => ({ encoding, operation })),
);

describe.skipIf(whyUnavailable() !== null)('operations on values in two encodings', () => {
  test.each(all)('$operation.name is machine code ($encoding.name)', ({ encoding, operation }) => {
    for (const place of ['registers', 'slots'] as const) {
      const { instructions, bytes } = codeOf(encoding, operation, place);
      expect(instructions.length).toBeGreaterThan(0);
      expect(bytes).toBeGreaterThan(instructions.length);
    }
  });

  test('both give the same answers about numbers', () => {
    const answers = all.map(({ encoding, operation }) => timeOf(encoding, operation).yes);
    const [tagged, structure] = [
      answers.slice(0, operations.length),
      answers.slice(-operations.length),
    ];
    expect(tagged).toEqual(structure);
    // 512 numbers, of which each differs from the next.
    expect(operations.map(({ name }, index) => [name, tagged[index]])).toEqual([
      ['copy', 0],
      ['is it a number?', 512],
      ['a + b, guarded', 0],
      ['does it count as false?', 0],
      ['a == b', 0],
    ]);
  });

  test('a value in memory takes half as much', () => {
    const copy = (encoding: Encoding) => codeOf(encoding, operations[0], 'slots');
    const [tagged, structure] = [copy(encodings.tagged), copy(encodings.structure)];
    expect(2 * tagged.instructions.length).toBeLessThanOrEqual(structure.instructions.length + 1);
  });

  test('the measurement of lab 04 counts, and times nothing', () => {
    expect(measureTypeTest()).toEqual(measureTypeTest());
  });
});
