import { graded, task } from '#grader/probe/graded.ts';
import type { Probe } from '#grader/probe/probe.ts';
import { expressionOf } from './expressions.ts';
import { count, functionIn, instructionsOf, opcodesOf } from './printed-ir.ts';
import type { conditions, values as valuesScenario } from './scenarios.ts';

const needs = ['libLLVM'] as const;

/** What expressions give for two numbers, by their texts. */
async function valuesOf(
  probe: Probe,
  expressions: readonly string[],
  args: readonly [number, number],
) {
  const seen = await probe.scenario<ReturnType<typeof valuesScenario>>('values', {
    texts: [...expressions],
    args: [...args],
  });
  const values = expressions.map((text, index) => [text, seen.results[index] ?? '']);
  return { ...seen, values: Object.fromEntries(values) as Record<string, string> };
}

task('03.1', 'An expression tree', () => {
  graded('computes with numbers', { points: 2, needs }, async ({ probe, expect, random }) => {
    const a = random.integer(2, 1000);
    const b = random.integer(1001, 2000) / 4;
    const wanted = {
      [`a + ${b}`]: `${a + b}`,
      'a - b': `${a - b}`,
      'b - a': `${b - a}`,
      'a * b': `${a * b}`,
      'a / b': `${a / b}`,
      'a - b - 1': `${a - b - 1}`,
      'a - (b - 1)': `${a - (b - 1)}`,
      'a / (b * 2) + b / a': `${a / (b * 2) + b / a}`,
    };
    const { verdict, values } = await valuesOf(probe, Object.keys(wanted), [a, b]);
    expect(verdict, 'what the verifier says').toBe('');
    expect(values, `a is ${a}, b is ${b}; the left operand comes first`).toEqual(wanted);
  });

  graded('computes what any tree says', { points: 2, needs }, async ({ probe, expect, random }) => {
    const [a, b] = [random.integer(-50, 50) / 2, random.integer(51, 99) / 8];
    const trees = Array.from({ length: 12 }, () => expressionOf(random, 5));
    const { verdict, values } = await valuesOf(
      probe,
      trees.map(({ text }) => text),
      [a, b],
    );
    expect(verdict, 'what the verifier says').toBe('');
    const wanted = trees.map(({ text, value }) => {
      const result = value({ a, b });
      return [text, Object.is(result, -0) ? '-0' : `${result}`];
    });
    expect(values, `a is ${a}, b is ${b}`).toEqual(Object.fromEntries(wanted));
  });

  graded(
    'changes the sign, and knows -0',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 1000);
      const wanted = { '-a': '-0', '-b': `-${n}`, '--b': `${n}`, '-(a * -b)': '0', '0 - a': '0' };
      const { values } = await valuesOf(probe, Object.keys(wanted), [0, n]);
      expect(values, `a is 0, b is ${n}: -a is -0, which 0 - a is not`).toEqual(wanted);
    },
  );

  graded('refuses what is no number', { points: 1, needs }, async ({ probe, expect, random }) => {
    const name = random.identifier();
    const isRefused = (text: string) => probe.scenario<boolean>('isRefused', { text });
    for (const text of ['"text"', `a + ${name}`, `${name} = a`, 'a < b', '!a', '-nil']) {
      expect(await isRefused(text), text).toBe(true);
    }
    expect(await isRefused('-a + (b = a)'), 'nothing is wrong with this one').toBe(false);
  });

  graded('compares, NaN included', { points: 1, needs }, async ({ probe, expect, random }) => {
    const a = random.integer(1, 99);
    const pairs: readonly (readonly [number, number])[] = [
      [a, a + 1],
      [a + 1, a],
      [a, a],
      [Number.NaN, a],
    ];
    for (const [left, right] of pairs) {
      const wanted = {
        'a < b': left < right,
        'a <= b': left <= right,
        'a > b': left > right,
        'a >= b': left >= right,
        'a == b': left === right,
        'a != b': left !== right,
        '!(a < b)': !(left < right),
      };
      const seen = await probe.scenario<ReturnType<typeof conditions>>('conditions', {
        texts: Object.keys(wanted),
        args: [`${left}`, `${right}`],
      });
      expect(
        seen,
        `a is ${left}, b is ${right}: whatever is compared with NaN is false, but for !=`,
      ).toEqual(wanted);
    }
  });

  graded(
    'gives a name another value when it is assigned',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 100);
      const wanted = {
        'a - (a = b)': '-1',
        '(a = b) - a': '0',
        '(a = a + 1) * (a = a * 2)': `${(n + 1) * (2 * (n + 1))}`,
        'a + (b = a = 0) + a + b': `${n}`,
      };
      const { ir, values } = await valuesOf(probe, Object.keys(wanted), [n, n + 1]);
      expect(
        values,
        `a is ${n}, b is ${n + 1}: what was read before an assignment stays what it was`,
      ).toEqual(wanted);
      const memory = count(functionIn(ir, 'f0'), /^(alloca|load|store)/);
      expect(memory, 'instructions that use memory: a variable is a name for a value').toBe(0);
    },
  );

  graded(
    'emits an instruction for each operator, and none for names and constants',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(3, 99);
      const { ir } = await valuesOf(probe, [`a * ${n} - b / (a + ${n})`], [1, 2]);
      const fn = functionIn(ir);
      expect(instructionsOf(fn).length, `instructions of\n${ir}`).toBe(5);
      expect(opcodesOf(fn)).toEqual(['fadd', 'fdiv', 'fmul', 'fsub', 'ret']);
    },
  );
});
