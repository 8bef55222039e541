import { graded, task } from '#grader/probe/graded.ts';
import type { Probe } from '#grader/probe/probe.ts';
import { count, functionIn } from './printed-ir.ts';
import type { irOf, runNative } from './scenarios.ts';

const needs = ['libLLVM'] as const;

/** Prints expressions in native code; what was printed, by expression. */
async function answersTo(probe: Probe, before: string, expressions: readonly string[]) {
  const source = before + expressions.map((text) => `print ${text};`).join('\n');
  const run = await probe.scenario<ReturnType<typeof runNative>>('runNative', { source });
  const lines = run.output.split('\n');
  const answers = expressions.map((text, index) => [text, lines[index] ?? '']);
  return { ...run, answers: Object.fromEntries(answers) as Record<string, string> };
}

task('03.8', 'Operators', () => {
  graded(
    'computes and compares in native code',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const [a, b] = [random.integer(2, 99), random.integer(100, 199)];
      const wanted = {
        'a - b': `${a - b}`,
        'a * b / 4': `${(a * b) / 4}`,
        'a + b': `${a + b}`,
        [`a + ${b}`]: `${a + b}`,
        '-a + a * a - a': `${-a + a * a - a}`,
        'a < b': 'true',
        'b <= a': 'false',
        'nan > a': 'false',
        '!(nan >= a)': 'true',
        '-(a - a)': '-0',
      };
      const run = await answersTo(
        probe,
        `var a = ${a}; var b = ${b}; var nan = 0/0;\n`,
        Object.keys(wanted),
      );
      expect(run.answers, run.errors.join('\n')).toEqual(wanted);
      expect(run.dispatches, 'instructions that the interpreter has done').toBe(0);
    },
  );

  graded(
    'names what is wrong, and the line',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const lines = random.integer(1, 5);
      const errorOf = async (expression: string) => {
        const source = `var a = 1; var s = "s";${'\n'.repeat(lines)}{ var b = 2; print ${expression}; }`;
        const { errors } = await probe.scenario<ReturnType<typeof runNative>>('runNative', {
          source,
        });
        return errors;
      };
      const failure = (message: string) => [message, `[line ${lines + 1}] in script`];
      expect(await errorOf('a - s'), 'a - s').toEqual(failure('Operands must be numbers.'));
      expect(await errorOf('s * b'), 's * b').toEqual(failure('Operands must be numbers.'));
      expect(await errorOf('(b < 3) / 2'), '(b < 3) / 2').toEqual(
        failure('Operands must be numbers.'),
      );
      expect(await errorOf('-s'), '-s').toEqual(failure('Operand must be a number.'));
      const both = failure('Operands must be two numbers or two strings.');
      expect(await errorOf('s + 1'), 's + 1').toEqual(both);
      expect(await errorOf('b + s'), 'b + s').toEqual(both);
      expect(await errorOf('a + s'), 'a + s').toEqual(both);
      expect(await errorOf('a + nil'), 'a + nil').toEqual(both);
    },
  );

  graded(
    'joins strings while everything moves',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const [a, b] = [random.identifier(), random.identifier()];
      const source = `var a = "${a}"; var b = "${b}";
{ var c = a; var d = c + b; var e = c + ("(" + (d + ")")); print e; print c + d + c; print d; var n = 1; n = n + 2; print c + e; print n; }
var g = 4; { var kept = b; var sum = g + g; print kept; print sum; }`;
      const run = await probe.scenario<ReturnType<typeof runNative>>('runNative', {
        source,
        stressGc: true,
      });
      expect(
        { output: run.output, errors: run.errors },
        'with a collection at every allocation: before a string is made everything that may be a reference is in memory, and no register has one afterwards',
      ).toEqual({
        output: `${a}(${a}${b})\n${a}${a}${b}${a}\n${a}${b}\n${a}${a}(${a}${b})\n3\n${b}\n8\n`,
        errors: [],
      });
    },
  );

  graded(
    'knows which values are equal',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 1000);
      const wanted = {
        'n == m': 'true',
        [`${n} == ${n + 1}`]: 'false',
        'n != m': 'false',
        'zero == -zero': 'true',
        'nan == nan': 'false',
        'nan != nan': 'true',
        'nil == nil': 'true',
        'nil == false': 'false',
        'yes == (n == m)': 'true',
        '(n < 0) == (n > m)': 'true',
        'n == s': 'false',
        's == t': 'true',
        's != t': 'false',
        's == "x"': 'false',
      };
      const before = `var n = ${n}; var m = ${n - 1} + 1; var zero = 0; var nan = 0/0; var yes = true; var s = "s${n}"; var t = "s" + "${n}";\n`;
      const run = await answersTo(probe, before, Object.keys(wanted));
      expect(
        run.answers,
        'numbers by value, strings by their contents, all others by their bits',
      ).toEqual(wanted);
    },
  );

  graded(
    'computes with locals without asking TypeScript',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const step = random.integer(2, 5);
      const loop = (turns: number) => `var total = 0; var one = 1;
{ var i = 0; var same = 0; while (i < ${turns}) { i = i + 1; total = total + i * ${step} - i / 4; total = total + one; if (i == total) same = same + 1; if (i != nil) same = -same; } print total; }`;
      const [few, many] = [
        await probe.scenario<ReturnType<typeof runNative>>('runNative', { source: loop(10) }),
        await probe.scenario<ReturnType<typeof runNative>>('runNative', { source: loop(3_000) }),
      ];
      let total = 0;
      for (let i = 1; i <= 3_000; i += 1) total = total + i * step - i / 4 + 1;
      expect(many.output).toBe(`${total}\n`);
      expect(
        many.crossings,
        'calls from native code into TypeScript, for 3,000 turns as for 10',
      ).toBe(few.crossings);
      expect(many.dispatches, 'instructions that the interpreter has done').toBe(0);
    },
  );

  graded('tests no number twice', { points: 3, needs }, async ({ probe, expect, random }) => {
    const [a, b] = [random.identifier(), random.identifier()];
    const source = `fun f(${a}, ${b}) { var x = ${a} * ${b}; var y = ${a} - ${b} * x; ${a} = y + x; return ${a} * ${b} - x + y / ${a}; }`;
    const { simplified, verdict } = await probe.scenario<ReturnType<typeof irOf>>('irOf', {
      source,
      name: 'f',
    });
    expect(verdict, 'what the verifier says').toBe('');
    const fn = functionIn(simplified, 'f');
    // Two of values, one of the poll word, one of the native stack.
    expect(
      count(fn, /^icmp$/),
      `comparisons that are left when LLVM has simplified the code: is it a number, for two parameters; the poll word; the native stack. In\n${simplified}`,
    ).toBeLessThanOrEqual(4);
    const arithmetic = [/^fmul$/, /^fsub$/, /^fadd$/, /^fdiv$/].map((opcode) => count(fn, opcode));
    expect(arithmetic, 'fmul, fsub, fadd, fdiv').toEqual([3, 2, 2, 1]);
  });
});
