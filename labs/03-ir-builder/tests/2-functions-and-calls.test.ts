import { graded, task } from '#grader/probe/graded.ts';
import { functionIn, functionsIn, instructionsOf } from './printed-ir.ts';
import type { numbers } from './scenarios.ts';

const needs = ['libLLVM'] as const;

task('03.2', 'Functions, and calls through pointers', () => {
  graded(
    'gives each parameter its argument',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const args = random.shuffle([1, 20, 300, 4000]);
      const source =
        'fun order(a, b, c, d) { return a - b * 2 + c / 4 - d; }\nfun none() { return 7; }';
      const { ir, verdict, results } = await probe.scenario<ReturnType<typeof numbers>>('numbers', {
        source,
        calls: [
          { name: 'order', args },
          { name: 'none', args: [] },
        ],
      });
      const [a, b, c, d] = args;
      expect(verdict, 'what the verifier says').toBe('');
      expect(results, 'order(a, b, c, d) gives a - b * 2 + c / 4 - d').toEqual([
        `${a - b * 2 + c / 4 - d}`,
        '7',
      ]);
      const heads = functionsIn(ir).map(({ head }) => head.match(/double/g)?.length);
      expect(heads, '`double` once for each parameter and once for the result').toEqual([5, 1]);
    },
  );

  graded(
    'calls functions, also those that stand below',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 50);
      const source = `fun outer(n) { return minus(twice(n), inner() + 1) * 3; }
fun twice(n) { return n + n; }
fun minus(a, b) { return a - b; }
fun inner() { return twice(${n}); }`;
      const { ir, verdict, results } = await probe.scenario<ReturnType<typeof numbers>>('numbers', {
        source,
        calls: [{ name: 'outer', args: [n * 10] }],
      });
      expect(verdict, 'what the verifier says').toBe('');
      expect(results).toEqual([`${(n * 20 - (2 * n + 1)) * 3}`]);
      const calls = instructionsOf(functionIn(ir, 'outer')).filter(
        ({ opcode }) => opcode === 'call',
      );
      const called = calls.map(({ text }) => /@(\w+)/.exec(text)?.[1]);
      expect(called, 'functions of the module are called by name, in this order').toEqual([
        'twice',
        'inner',
        'minus',
      ]);
    },
  );

  graded(
    'calls what it knows only by its address',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const [a, b] = [random.integer(1, 99), random.integer(100, 199)];
      const { verdict, results, noted } = await probe.scenario<ReturnType<typeof numbers>>(
        'numbers',
        {
          source: 'fun f(a, b) { return pair(note(a), note(b) - 1) + note(a - b); }',
          calls: [{ name: 'f', args: [a, b] }],
        },
      );
      expect(verdict, 'what the verifier says').toBe('');
      expect(results, '`pair(x, y)` gives 1000 * x + y, `note(x)` gives x').toEqual([
        `${1000 * a + b - 1 + a - b}`,
      ]);
      expect(noted, 'what `note` was given, in order').toEqual([`${a}`, `${b}`, `${a - b}`]);
    },
  );

  graded(
    'refuses calls that cannot be right',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const name = random.identifier();
      const refused = async (body: string) => {
        const source = `fun f(a) { return ${body}; }\nfun two(x, y) { return x - y; }`;
        const seen = await probe.scenario<ReturnType<typeof numbers>>('numbers', {
          source,
          calls: [],
        });
        return seen.refused;
      };
      expect(await refused(`${name}(a)`), `nothing is called ${name}`).toBe(true);
      expect(await refused('two(a)'), '`two` takes two arguments').toBe(true);
      expect(await refused('(a)(a)'), 'a number is no function').toBe(true);
      expect(await refused('two(a, 1)'), 'nothing is wrong with this one').toBe(false);
    },
  );

  graded(
    'prefers a function of the module to a native of its name',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 50);
      const { results, noted } = await probe.scenario<ReturnType<typeof numbers>>('numbers', {
        source: 'fun f(n) { return note(n); }\nfun note(x) { return x * 3; }',
        calls: [{ name: 'f', args: [n] }],
      });
      expect(results, 'the program defines a `note` of its own').toEqual([`${3 * n}`]);
      expect(noted, 'what the native `note` was given').toEqual([]);
    },
  );
});
