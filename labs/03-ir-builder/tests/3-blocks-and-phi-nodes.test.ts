import { graded, task } from '#grader/probe/graded.ts';
import type { Probe } from '#grader/probe/probe.ts';
import { count, functionIn } from './printed-ir.ts';
import type { NumberCall, numbers } from './scenarios.ts';

const needs = ['libLLVM'] as const;

function run(probe: Probe, source: string, calls: readonly NumberCall[]) {
  const given = calls.map(({ name, args }) => ({ name, args: [...args] }));
  return probe.scenario<ReturnType<typeof numbers>>('numbers', { source, calls: given });
}

const callsOf = (name: string, ...lists: readonly (readonly number[])[]): NumberCall[] =>
  lists.map((args) => ({ name, args }));

task('03.3', 'Blocks and phi nodes', () => {
  graded('takes one branch of an if', { points: 3, needs }, async ({ probe, expect, random }) => {
    const n = random.integer(10, 99);
    const source = `fun f(n) {
  var x = 1; var y = 2;
  if (n < ${n}) { x = n; } else { y = n * 2; }
  if (n == ${n}) x = x + 100;
  return x * 1000 + y;
}
fun sign(n) { if (n < 0) return -1; else if (n > 0) return 1; else return 0; }`;
    const { verdict, results } = await run(probe, source, [
      ...callsOf('f', [n - 1], [n], [n + 1]),
      ...callsOf('sign', [-n], [n], [0]),
    ]);
    expect(verdict, 'what the verifier says').toBe('');
    expect(results, `of f for ${n - 1}, ${n}, ${n + 1}; of sign for ${-n}, ${n}, 0`).toEqual([
      `${(n - 1) * 1000 + 2}`,
      `${101 * 1000 + 2 * n}`,
      `${1000 + 2 * (n + 1)}`,
      '-1',
      '1',
      '0',
    ]);
  });

  graded(
    'brings variables together that both ways change',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 40);
      const source = `fun f(n) {
  var x = 0; var y = n; var z = 5;
  if (n > ${n}) { x = n; if (n > ${2 * n}) { x = x * 2; y = 1; } else { y = 2; } }
  else { y = 3; { var x = 9; x = x + 1; y = y + x; } }
  return x * 10000 + y * 100 + z;
}`;
      const values = [n, n + 1, 2 * n + 1];
      const { ir, verdict, results } = await run(
        probe,
        source,
        callsOf('f', ...values.map((v) => [v])),
      );
      expect(verdict, 'what the verifier says').toBe('');
      expect(
        results,
        `for ${values.join(', ')}; the inner x of the else branch is another variable`,
      ).toEqual([
        `${13 * 100 + 5}`,
        `${(n + 1) * 10000 + 200 + 5}`,
        `${2 * (2 * n + 1) * 10000 + 100 + 5}`,
      ]);
      expect(
        count(functionIn(ir, 'f'), /^(alloca|load|store)/),
        'instructions that use memory',
      ).toBe(0);
    },
  );

  graded('repeats a while loop', { points: 3, needs }, async ({ probe, expect, random }) => {
    const n = random.integer(5, 30);
    const source = `fun sum(n) { var s = 0; var i = 0; while (i < n) { i = i + 1; s = s + i * i; } return s; }
fun table(n, m) { var t = 0; for (var i = 0; i < n; i = i + 1) for (var j = 0; j < m; j = j + 1) t = t + i * j; return t; }
fun never(n) { while (n < 0) n = n + 1; return n; }
fun first(n) { while (true) { n = n + 1; if (n > 10) return n; } }
fun swap(n) { var a = 1; var b = 2; for (var i = 0; i < n; i = i + 1) { var t = a; a = b; b = t; } return a * 10 + b; }`;
    const { ir, verdict, results } = await run(probe, source, [
      ...callsOf('sum', [n], [0]),
      ...callsOf('table', [n, 4]),
      ...callsOf('never', [n]),
      ...callsOf('first', [3]),
      ...callsOf('swap', [n]),
    ]);
    let [squares, products] = [0, 0];
    for (let i = 1; i <= n; i += 1) squares += i * i;
    for (let i = 0; i < n; i += 1) for (let j = 0; j < 4; j += 1) products += i * j;
    expect(verdict, 'what the verifier says').toBe('');
    expect(results).toEqual([
      `${squares}`,
      '0',
      `${products}`,
      `${n}`,
      '11',
      n % 2 === 0 ? '12' : '21',
    ]);
    const fn = functionIn(ir, 'sum');
    expect(count(fn, /^(alloca|load|store)/), 'instructions that use memory').toBe(0);
    expect(
      count(fn, /^phi$/),
      'phi nodes of a loop that changes two variables',
    ).toBeGreaterThanOrEqual(2);
  });

  graded(
    'looks at operands of `and` and `or` only as long as nothing is decided',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(3, 90);
      const source = `fun f(n) {
  var seen = 0;
  if (note(1) > n and note(2) > 0 or note(3) == n or (seen = note(4)) < 0) seen = seen + 100;
  if (!(n > 0 and (seen = seen + 1000) > 0)) seen = -seen;
  return seen;
}`;
      const { verdict, results, noted } = await run(probe, source, callsOf('f', [0], [3], [n + 1]));
      expect(verdict, 'what the verifier says').toBe('');
      expect(results, `of f for 0, 3 and ${n + 1}; note(x) gives x`).toEqual([
        '-100',
        '1100',
        '1004',
      ]);
      expect(
        noted,
        'what was looked at: of 0, the first two; of 3, the first and the third',
      ).toEqual(['1', '2', '1', '3', '1', '3', '4']);
    },
  );

  graded('recurs: fib as in Lox', { points: 3, needs }, async ({ probe, expect, random }) => {
    const n = random.integer(10, 18);
    const { verdict, results } = await run(
      probe,
      `fun fib(n) { if (n < 2) return n; return fib(n - 2) + fib(n - 1); }
fun even(n) { if (n == 0) return 1; return odd(n - 1); }
fun odd(n) { if (n == 0) return 0; return even(n - 1); }
fun collatz(n) { var steps = 0; while (n != 1) { if (half(n) * 2 == n) n = n / 2; else n = 3 * n + 1; steps = steps + 1; } return steps; }
fun half(n) { var h = 0; while (h + h < n) h = h + 1; return h; }
fun nothing(n) { n = n + 1; }`,
      [
        ...callsOf('fib', [n]),
        ...callsOf('even', [n]),
        ...callsOf('collatz', [n]),
        ...callsOf('nothing', [n]),
      ],
    );
    const fib = (k: number): number => (k < 2 ? k : fib(k - 2) + fib(k - 1));
    let steps = 0;
    for (let k = n; k !== 1; k = k % 2 === 0 ? k / 2 : 3 * k + 1) steps += 1;
    expect(verdict, 'what the verifier says').toBe('');
    expect(
      results,
      `of fib, even, collatz and nothing for ${n}; who comes to the end returns NaN`,
    ).toEqual([`${fib(n)}`, `${1 - (n % 2)}`, `${steps}`, 'NaN']);
  });
});
