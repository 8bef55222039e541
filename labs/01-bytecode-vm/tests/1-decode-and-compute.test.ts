import { graded, task } from '#grader/probe/graded.ts';
import type { Probe } from '#grader/probe/probe.ts';
import { Feedback } from '#shared/memory/layout.ts';

/** Prints the value of each expression; what was printed, by expression. */
async function answersTo(probe: Probe, expressions: readonly string[]) {
  const source = expressions.map((expression) => `print ${expression};`).join('\n');
  const lines = (await probe.run(source)).output.split('\n');
  const answers = expressions.map((expression, index) => [expression, lines[index] ?? '']);
  return Object.fromEntries(answers) as Record<string, string>;
}

task('01.1', 'Decode and compute', () => {
  graded('prints constants of every kind', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 1000);
    const run = await probe.run(
      `print ${n}; print ${n}.5; print "t${n}"; "popped"; ${n}; print nil; print true; print false;`,
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
      [`${a} - ${b} - ${a}`]: `${-b}`,
      [`(${a} + ${b}) * (${a} + ${b} / 2)`]: `${(a + b) * (a + b / 2)}`,
    };
    expect(
      await answersTo(probe, Object.keys(results)),
      'the left operand is the lower one of the two topmost slots',
    ).toEqual(results);
  });

  graded('compares numbers, NaN included', { points: 2 }, async ({ probe, expect, random }) => {
    const a = random.integer(0, 99);
    const b = random.integer(100, 200);
    const results = {
      [`${a} < ${b}`]: 'true',
      [`${b} < ${a}`]: 'false',
      [`${a} < ${a}`]: 'false',
      [`${a} <= ${a}`]: 'true',
      [`${b} <= ${a}`]: 'false',
      [`${a} > ${b}`]: 'false',
      [`${b} > ${a}`]: 'true',
      [`${a} >= ${a}`]: 'true',
      [`${a} >= ${b}`]: 'false',
      [`0/0 < ${a}`]: 'false',
      [`0/0 <= ${a}`]: 'false',
      [`0/0 > ${a}`]: 'false',
      [`0/0 >= ${a}`]: 'false',
    };
    expect(
      await answersTo(probe, Object.keys(results)),
      '0/0 is NaN: every comparison with it is false, so `a <= b` is not `!(a > b)`',
    ).toEqual(results);
  });

  graded('negates and inverts', { points: 1 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 1000);
    const results = {
      [`-${n}`]: `-${n}`,
      [`- -${n}`]: `${n}`,
      '-0': '-0',
      '!nil': 'true',
      [`!${n}`]: 'false',
      '!0': 'false',
      '!!false': 'false',
    };
    expect(
      await answersTo(probe, Object.keys(results)),
      '`-0` is not `0 - 0`, and only `nil` and `false` count as false',
    ).toEqual(results);
  });

  graded('joins strings with +', { points: 2 }, async ({ probe, expect, random }) => {
    const a = `a${random.integer(0, 9999)}`;
    const b = `b${random.integer(0, 9999)}`;
    const run = await probe.run(
      `print "${a}" + "${b}"; print "" + "${a}" + ""; print "${a}" + "é€😀" + "${b}";`,
    );
    expect(run.output).toBe(`${a}${b}\n${a}\n${a}é€😀${b}\n`);
  });

  graded('knows which values are equal', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(2, 1000);
    const results = {
      [`${n} == ${n}`]: 'true',
      [`${n} == ${n + 1}`]: 'false',
      '0 == -0': 'true',
      '0/0 == 0/0': 'false',
      '0/0 != 0/0': 'true',
      'nil == nil': 'true',
      'nil == false': 'false',
      [`${n} == "${n}"`]: 'false',
      '1 == true': 'false',
      [`"x${n}" == "x" + "${n}"`]: 'true',
      [`"x${n}" != "x" + "${n}"`]: 'false',
      '"x" == "y"': 'false',
    };
    expect(
      await answersTo(probe, Object.keys(results)),
      'numbers are equal as numbers (0 is -0, NaN is not NaN), strings by content, not by identity',
    ).toEqual(results);
  });

  graded(
    'names what is wrong with operands, and the line',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const lines = random.integer(1, 5);
      const wrong = {
        '1 + "a"': 'Operands must be two numbers or two strings.',
        'nil * 2': 'Operands must be numbers.',
        '"a" < "b"': 'Operands must be numbers.',
        '-"a"': 'Operand must be a number.',
      };
      for (const [expression, message] of Object.entries(wrong)) {
        const { output, exitCode, errors } = await probe.run(
          `${'\n'.repeat(lines)}print "before";\nprint ${expression};`,
        );
        expect(
          { output, exitCode, message: errors[0] },
          'an operator that cannot take its operands raises its error and returns ERROR, which ends the program',
        ).toEqual({ output: 'before\n', exitCode: 70, message });
        expect(
          errors.slice(1),
          "the record's pc must stand behind the instruction before the error is raised: the line comes from there",
        ).toEqual([`[line ${lines + 2}] in script`]);
      }
    },
  );

  graded(
    'notes at its site what `+` and `==` have met',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const [number, text] = [`${random.integer(1, 1000)}`, `"t${random.integer(1, 1000)}"`];
      const pairs = random.shuffle([
        { expression: `${number} + 1`, notes: Feedback.NUMBERS },
        { expression: `${text} + "b"`, notes: Feedback.STRINGS },
        { expression: `1 == ${number}`, notes: Feedback.NUMBERS },
        { expression: `${text} != "a"`, notes: Feedback.STRINGS },
        { expression: `${text} == ${number}`, notes: Feedback.OTHER },
        { expression: `nil == nil`, notes: Feedback.OTHER },
      ]);
      const source = pairs.map(({ expression }) => `print ${expression};`).join('\n');
      const { views } = await probe.run(source, { views: ['functions'] });
      const seen = views.functions?.at(-1)?.sites.map(({ feedback }) => feedback);
      expect(seen, 'the `feedback` words of the sites, in the order of the program').toEqual(
        pairs.map(({ notes }) => notes),
      );
    },
  );

  graded(
    'joins strings while everything moves',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const parts = Array.from({ length: 6 }, () => `"p${random.integer(0, 9999)}"`);
      const run = await probe.run(
        `print ${parts.join(' + ')}; print ${parts[0]} + (${parts[1]} + ${parts[2]});`,
        {
          stressGc: true,
        },
      );
      const text = parts.map((part) => part.slice(1, -1));
      expect(
        run.output,
        'with a collection at every allocation: both strings must lie below `stackTop` while they are joined',
      ).toBe(`${text.join('')}\n${text[0]}${text[1]}${text[2]}\n`);
    },
  );
});
