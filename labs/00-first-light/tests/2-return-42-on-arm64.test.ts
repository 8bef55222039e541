import { explain, judge } from '#grader/machine-code/judge.ts';
import { graded, task } from '#grader/probe/graded.ts';

task('00.2', 'Return 42, on arm64', () => {
  graded(
    'returns 42 and other numbers of 16 bits',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const values = [42, 0, 1, 255, 256, 0x7fff, 0x8000, 0xffff, random.integer(0, 0xffff)];
      const codes = await probe.scenario<number[][]>('encodeReturns', {
        architecture: 'arm64',
        values,
      });
      for (const [index, value] of values.entries()) {
        const judged = judge('arm64', codes[index]);
        expect(judged.result, explain(judged, value)).toBe(value);
      }
    },
  );

  graded('returns any number of 32 bits', { points: 2 }, async ({ probe, expect, random }) => {
    const any = Array.from({ length: 8 }, () => random.integer(-(2 ** 31), 2 ** 31 - 1));
    const values = [0x10000, 0x12340000, -1, -42, -65_536, 2 ** 31 - 1, -(2 ** 31), ...any];
    const codes = await probe.scenario<number[][]>('encodeReturns', {
      architecture: 'arm64',
      values,
    });
    for (const [index, value] of values.entries()) {
      const judged = judge('arm64', codes[index]);
      expect(judged.result, explain(judged, value)).toBe(value);
    }
  });
});
