import { describe, expect, test } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { compareTraffic, memoryTraffic, summing } from './ir-builder.ts';

describe.skipIf(whyUnavailable() !== null)('the measurement of lab 03', () => {
  test('counts what bytecode and IR do to slots', () => {
    const { bytecode, ir } = compareTraffic('fun f(a, b) { return a - b; }');
    // Three instructions push or pop three values each at most; the IR loads both, and stores the result.
    expect(bytecode).toEqual({ reads: 5, writes: 3 });
    expect(ir).toEqual({ reads: 2, writes: 1 });
  });

  test('registers spare most of the traffic of a loop', () => {
    const { bytecode, ir } = compareTraffic(summing);
    const left = (100 * (ir.reads + ir.writes)) / (bytecode.reads + bytecode.writes);
    expect(memoryTraffic().value).toBe(left);
    expect(left).toBeLessThan(60);
  });
});
