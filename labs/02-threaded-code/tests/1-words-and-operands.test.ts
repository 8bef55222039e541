import { graded, task } from '#grader/probe/graded.ts';
import type { Probe } from '#grader/probe/probe.ts';
import { Feedback } from '#shared/memory/layout.ts';
import { show } from './listing.ts';
import type { runPatched, wordsOf } from './scenarios.ts';

/** Prints the value of each expression; what was printed, by expression. */
async function answersTo(probe: Probe, expressions: readonly string[], before = '') {
  const source = before + expressions.map((expression) => `print ${expression};`).join('\n');
  const lines = (await probe.run(source, { tier: 'threaded' })).output.split('\n');
  const answers = expressions.map((expression, index) => [expression, lines[index] ?? '']);
  return Object.fromEntries(answers) as Record<string, string>;
}

task('02.1', 'Words and operands', () => {
  graded('prints constants of every kind', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 1000);
    const run = await probe.run(
      `print ${n}; print ${n}.5; print "t${n}"; "popped"; ${n}; print nil; print true; print false;`,
      { tier: 'threaded' },
    );
    expect(run.output).toBe(`${n}\n${n}.5\nt${n}\nnil\ntrue\nfalse\n`);
  });

  graded('computes with two numbers', { points: 2 }, async ({ probe, expect, random }) => {
    const a = random.integer(1, 1000);
    const b = random.integer(1, 1000);
    const results = {
      [`${a} + ${b}`]: `${a + b}`,
      [`${a} - ${b}`]: `${a - b}`,
      [`${a} * ${b}`]: `${a * b}`,
      [`${a} / ${b}`]: `${a / b}`,
      [`${a} - (${b} - ${a})`]: `${a - (b - a)}`,
      'a - b': `${a - b}`,
      'a / b - b * a': `${a / b - b * a}`,
      [`(a + b) * (${a} + ${b} / 2)`]: `${(a + b) * (a + b / 2)}`,
    };
    expect(
      await answersTo(probe, Object.keys(results), `var a = ${a}; var b = ${b};`),
      'the left operand is the first one; a number from the constant table has a word of its own, with `_NUMBER`',
    ).toEqual(results);
  });

  graded('compares numbers, NaN included', { points: 2 }, async ({ probe, expect, random }) => {
    const a = random.integer(0, 99);
    const b = random.integer(100, 200);
    const results = {
      [`${a} < ${b}`]: 'true',
      'b < a': 'false',
      [`${a} < ${a}`]: 'false',
      'a <= a': 'true',
      [`${b} <= ${a}`]: 'false',
      'a > b': 'false',
      [`${b} > ${a}`]: 'true',
      'a >= a': 'true',
      [`${a} >= ${b}`]: 'false',
      'nan < a': 'false',
      'nan <= a': 'false',
      'a > nan': 'false',
      'nan >= nan': 'false',
    };
    expect(
      await answersTo(probe, Object.keys(results), `var a = ${a}; var b = ${b}; var nan = 0/0;`),
      '0/0 is NaN: every comparison with it is false',
    ).toEqual(results);
  });

  graded('knows which values are equal', { points: 1 }, async ({ probe, expect, random }) => {
    const n = random.integer(2, 1000);
    const results = {
      [`${n} == n`]: 'true',
      [`n == ${n + 1}`]: 'false',
      'n != n': 'false',
      '0 == -0': 'true',
      'nan == nan': 'false',
      'nan != nan': 'true',
      'nil == nil': 'true',
      'nil != false': 'true',
      [`n == "${n}"`]: 'false',
      [`"x${n}" == "x" + "${n}"`]: 'true',
      [`"x${n}" != "x" + "${n}"`]: 'false',
    };
    expect(await answersTo(probe, Object.keys(results), `var n = ${n}; var nan = 0/0;`)).toEqual(
      results,
    );
  });

  graded('negates and inverts', { points: 1 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 1000);
    const results = {
      '-n': `-${n}`,
      '- -n': `${n}`,
      '-0': '-0',
      '!nil': 'true',
      '!n': 'false',
      '!(n == n)': 'false',
      '!!false': 'false',
      '-(n - 1) + 2 * -n': `${-(n - 1) + 2 * -n}`,
    };
    expect(await answersTo(probe, Object.keys(results), `var n = ${n};`)).toEqual(results);
  });

  graded(
    'joins strings while everything moves',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const [a, b] = [random.identifier(), random.identifier()];
      const run = await probe.run(
        `var a = "${a}"; var b = "${b}"; print a + b; print a + "-" + b + "-"; print "<" + (a + ("(" + (b + ")"))) + ">";`,
        { tier: 'threaded', stressGc: true },
      );
      expect(
        run.output,
        'with a collection at every allocation: the operands must lie where the collector finds them, `top` and the slot above, and `stackTop` above those',
      ).toBe(`${a}${b}\n${a}-${b}-\n<${a}(${b})>\n`);
      const n = random.integer(2, 1000);
      const { words } = await probe.scenario<ReturnType<typeof wordsOf>>('wordsOf', {
        name: 'script',
        source: `var a = 1; print ${n} - (a + a); print nil == (a + 1);`,
      });
      const texts = words.map(show);
      const before = (name: string) =>
        texts.slice(
          0,
          texts.findIndex((text) => text.startsWith(name)),
        );
      expect(
        before('ADD ').filter((text) => text === `LOAD_CONSTANT 1 ${n}`),
        `\`${n} - (a + a)\`: the ${n}, which is below the operands of +, is put into slot 1 before ADD, for that may move everything`,
      ).toHaveLength(1);
      expect(
        before('ADD_NUMBER').filter((text) => text === 'LOAD_NIL 1'),
        '`nil == (a + 1)`: nil is put into slot 1 before ADD_NUMBER',
      ).toHaveLength(1);
    },
  );

  graded(
    'notes at its site what `+` and `==` have met',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const [n, text] = [random.integer(1, 1000), random.identifier()];
      const pairs = random.shuffle([
        { expression: 'n + n', notes: Feedback.NUMBERS },
        { expression: `n + ${n}`, notes: Feedback.NUMBERS },
        { expression: 't + t', notes: Feedback.STRINGS },
        { expression: 'n == n', notes: Feedback.NUMBERS },
        { expression: `n != ${n + 1}`, notes: Feedback.NUMBERS },
        { expression: 't == t', notes: Feedback.STRINGS },
        { expression: 't != n', notes: Feedback.OTHER },
        { expression: 'nil == n', notes: Feedback.OTHER },
      ]);
      const printed = pairs.map(({ expression }) => `print ${expression};`).join('\n');
      const { views } = await probe.run(`var n = ${n}; var t = "${text}";\n${printed}`, {
        tier: 'threaded',
        views: ['functions'],
      });
      const script = views.functions?.find(({ name }) => name === 'script');
      const notes = script?.sites.map(({ feedback }) => feedback) ?? [];
      expect(
        Object.fromEntries(pairs.map(({ expression }, index) => [expression, notes[index]])),
        `the \`feedback\` words of the sites: NUMBERS is ${Feedback.NUMBERS}, STRINGS is ${Feedback.STRINGS}, OTHER is ${Feedback.OTHER}`,
      ).toEqual(Object.fromEntries(pairs.map(({ expression, notes }) => [expression, notes])));
    },
  );

  graded('defines, reads and assigns globals', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 100);
    const run = await probe.run(
      `var a; print a; var b = ${n}; print b; a = b = b + 1; print a + b; print (a = 7) * 2; var a = "again"; print a;`,
      { tier: 'threaded' },
    );
    expect(run.output, 'an assignment is an expression').toBe(
      `nil\n${n}\n${2 * (n + 1)}\n14\nagain\n`,
    );
  });

  graded('names what is wrong, and the line', { points: 2 }, async ({ probe, expect, random }) => {
    const lines = random.integer(1, 5);
    const errorOf = async (expression: string) => {
      const run = await probe.run(
        `var a = 1; var s = "s";${'\n'.repeat(lines)}print "before";\nprint ${expression};\nprint "after";`,
        { tier: 'threaded' },
      );
      return { output: run.output, exitCode: run.exitCode, errors: run.errors };
    };
    const failure = (message: string) => ({
      output: 'before\n',
      exitCode: 70,
      errors: [message, `[line ${lines + 2}] in script`],
    });
    const numbers = failure('Operands must be numbers.');
    expect(await errorOf('a - s'), 'a - s').toEqual(numbers);
    expect(await errorOf('s * 2'), 's * 2').toEqual(numbers);
    expect(await errorOf('s < a'), 's < a').toEqual(numbers);
    expect(await errorOf('nil >= 1'), 'nil >= 1').toEqual(numbers);
    expect(await errorOf('-s'), '-s').toEqual(failure('Operand must be a number.'));
    const both = failure('Operands must be two numbers or two strings.');
    expect(await errorOf('s + 1'), 's + 1').toEqual(both);
    expect(await errorOf('a + s'), 'a + s').toEqual(both);
    expect(await errorOf('unknown'), 'unknown').toEqual(failure("Undefined variable 'unknown'."));
    expect(await errorOf('unknown = 1'), 'unknown = 1').toEqual(
      failure("Undefined variable 'unknown'."),
    );
  });

  graded(
    'needs no operation to push a constant',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(3, 1000);
      const { words } = await probe.scenario<ReturnType<typeof wordsOf>>('wordsOf', {
        name: 'script',
        source: `var a = 1; print a * ${n}; a - ${n}; a = a + ${n}; 5; nil; "gone";`,
      });
      const wanted = /^(MULTIPLY|SUBTRACT|ADD)/;
      const found = words.map(show).filter((text) => wanted.test(text));
      expect(
        found,
        'an operand that is a number from the constant table is named by its place there',
      ).toEqual([`MULTIPLY_NUMBER 1 1 ${n}`, `SUBTRACT_NUMBER 1 1 ${n}`, `ADD_NUMBER 1 1 ${n}`]);
      expect(
        words.filter(({ name }) => name.startsWith('LOAD_')).map(show),
        '`var a = 1` has to put its 1 into a slot, and RETURN its nil; what is popped unused goes nowhere',
      ).toEqual(['LOAD_CONSTANT 1 1', 'LOAD_NIL 1']);
      const chain = await probe.scenario<ReturnType<typeof wordsOf>>('wordsOf', {
        name: 'script',
        source: `var a; var b; print a = b = ${n};`,
      });
      expect(
        chain.words.map(show).filter((text) => text.startsWith('LOAD_CONSTANT')),
        `\`print a = b = ${n}\`: once the ${n} has been settled, it is in its own slot and is not loaded again`,
      ).toEqual([`LOAD_CONSTANT 1 ${n}`]);
    },
  );

  graded('runs the words, and nothing else', { points: 3 }, async ({ probe, expect, random }) => {
    const [a, b] = [random.integer(3, 99), random.integer(100, 199)];
    const source = `var a = ${a}; var b = ${b}; print a - b; print a < b;`;
    const patched = (from: string, to: string) =>
      probe.scenario<ReturnType<typeof runPatched>>('runPatched', { source, from, to });
    expect(
      await patched('SUBTRACT', 'MULTIPLY'),
      'once the script was translated, SUBTRACT among its words is replaced by MULTIPLY',
    ).toEqual({ output: `${a * b}\ntrue\n`, errors: [], replaced: 1 });
    expect(
      await patched('LESS', 'GREATER'),
      'once the script was translated, LESS among its words is replaced by GREATER',
    ).toEqual({ output: `${a - b}\nfalse\n`, errors: [], replaced: 1 });
  });
});
