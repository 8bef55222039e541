import { judge } from '#grader/machine-code/judge.ts';
import { graded, task } from '#grader/probe/graded.ts';
import type { Random } from '#grader/probe/random.ts';

const word = (random: Random) => random.integer(-(2 ** 31), 2 ** 31 - 1);

function pairs(random: Random): [number, number][] {
  const any = Array.from({ length: 6 }, (): [number, number] => [word(random), word(random)]);
  return [[2, 3], [-1, 1], [0, 0], [2 ** 31 - 1, 1], [-(2 ** 31), -1], ...any];
}

/** Doubles as text, which can also say -0 and NaN. */
function doublePairs(random: Random): [string, string][] {
  const any = () => String(word(random) / random.integer(1, 1000));
  const pairs = Array.from({ length: 6 }, (): [string, string] => [any(), any()]);
  return [['0.1', '0.2'], ['-0', '-0'], ['1e308', '1e308'], ['Infinity', '-Infinity'], ...pairs];
}

function sum([a, b]: readonly [string, string]): string {
  const result = Number(a) + Number(b);
  return Object.is(result, -0) ? '-0' : String(result);
}

type Sums = { integers: (number | null)[]; doubles: string[] };

/** Additions and what came out, one in a line. */
function inLines(
  pairs: readonly (readonly [number | string, number | string])[],
  sums: readonly (number | string | null)[],
): string {
  return pairs.map(([a, b], index) => `${a} + ${b} = ${sums[index]}`).join('\n');
}

task('00.4', 'Add', () => {
  for (const architecture of ['x86-64', 'arm64'] as const) {
    graded(
      `adds two integers on ${architecture}`,
      { points: 1 },
      async ({ probe, expect, random }) => {
        const code = await probe.scenario<number[]>('encode', {
          architecture,
          name: 'addIntegers',
        });
        for (const [a, b] of pairs(random)) {
          const { result, words } = judge(architecture, code, { integers: [a, b] });
          expect(result, `${a} + ${b}: ${words}`).toBe((a + b) | 0);
        }
      },
    );
  }

  graded('adds two doubles on both', { points: 1 }, async ({ probe, expect, random }) => {
    for (const architecture of ['x86-64', 'arm64'] as const) {
      const code = await probe.scenario<number[]>('encode', { architecture, name: 'addDoubles' });
      for (const [a, b] of doublePairs(random)) {
        const { result, words } = judge(architecture, code, { doubles: [Number(a), Number(b)] });
        expect(result, `${a} + ${b}: ${words}`).toBe(Number(a) + Number(b));
      }
    }
  });

  graded(
    'adds on the processor',
    { points: 1, needs: ['machine code'] },
    async ({ probe, expect, random }) => {
      const [integers, doubles] = [pairs(random), doublePairs(random)];
      const sums = await probe.scenario<Sums>('callAdd', { integers, doubles });
      expect(inLines(integers, sums.integers), 'sums of integers').toBe(
        inLines(
          integers,
          integers.map(([a, b]) => (a + b) | 0),
        ),
      );
      expect(inLines(doubles, sums.doubles), 'sums of doubles').toBe(
        inLines(doubles, doubles.map(sum)),
      );
    },
  );
});
