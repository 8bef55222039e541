import { explain, judge } from '#grader/machine-code/judge.ts';
import { graded, task } from '#grader/probe/graded.ts';

task('00.1', 'Return 42, on x86-64', () => {
  graded('returns 42', { points: 1 }, async ({ probe, expect }) => {
    const [code] = await probe.scenario<number[][]>('encodeReturns', {
      architecture: 'x86-64',
      values: [42],
    });
    const judged = judge('x86-64', code);
    expect(judged.result, explain(judged, 42)).toBe(42);
  });

  graded('returns any number of 32 bits', { points: 2 }, async ({ probe, expect, random }) => {
    const any = Array.from({ length: 8 }, () => random.integer(-(2 ** 31), 2 ** 31 - 1));
    const values = [
      0,
      1,
      -1,
      127,
      128,
      255,
      256,
      -129,
      65_535,
      65_536,
      2 ** 31 - 1,
      -(2 ** 31),
      ...any,
    ];
    const codes = await probe.scenario<number[][]>('encodeReturns', {
      architecture: 'x86-64',
      values,
    });
    for (const [index, value] of values.entries()) {
      const judged = judge('x86-64', codes[index]);
      expect(judged.result, explain(judged, value)).toBe(value);
    }
  });
});
