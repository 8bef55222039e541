import { graded, task } from '#grader/probe/graded.ts';
import { Feedback } from '#shared/memory/layout.ts';

task('01.1', 'Decode and compute', () => {
  graded('prints constants of every kind', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 1000);
    const run = await probe.run(
      `print ${n}; print ${n}.5; print "t${n}"; print nil; print true; print false;`,
    );
    expect(run.output).toBe(`${n}\n${n}.5\nt${n}\nnil\ntrue\nfalse\n`);
  });

  graded('computes with two numbers', { points: 2 }, async ({ probe, expect, random }) => {
    const a = random.integer(-1000, 1000);
    const b = random.integer(1, 1000);
    const run = await probe.run(`
      print ${a} + ${b}; print ${a} - ${b}; print ${a} * ${b}; print ${a} / ${b};
      print ${a} - ${b} - ${a}; print (${a} + ${b}) * (${a} - ${b});`);
    const results = [a + b, a - b, a * b, a / b, a - b - a, (a + b) * (a - b)];
    expect(run.output).toBe(results.map((n) => `${Object.is(n, -0) ? '-0' : n}\n`).join(''));
  });

  graded('compares numbers, NaN included', { points: 2 }, async ({ probe, expect, random }) => {
    const a = random.integer(0, 99);
    const b = random.integer(100, 200);
    const run = await probe.run(`
      print ${a} < ${b}; print ${b} < ${a}; print ${a} < ${a};
      print ${a} <= ${a}; print ${b} <= ${a}; print ${a} > ${b}; print ${b} > ${a};
      print ${a} >= ${a}; print ${a} >= ${b};
      print 0/0 < ${a}; print 0/0 <= ${a}; print 0/0 > ${a}; print 0/0 >= ${a};`);
    const expected = [
      true,
      false,
      false,
      true,
      false,
      false,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ];
    expect(run.output).toBe(expected.map((answer) => `${answer}\n`).join(''));
  });

  graded('negates and inverts', { points: 1 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 1000);
    const run = await probe.run(
      `print -${n}; print - -${n}; print -0; print !nil; print !${n}; print !!false;`,
    );
    expect(run.output).toBe(`-${n}\n${n}\n-0\ntrue\nfalse\nfalse\n`);
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
    const n = random.integer(1, 1000);
    const run = await probe.run(`
      print ${n} == ${n}; print ${n} == ${n + 1}; print 0 == -0; print 0/0 == 0/0; print 0/0 != 0/0;
      print nil == nil; print nil == false; print ${n} == "${n}"; print 1 == true;
      print "x${n}" == "x" + "${n}"; print "x${n}" != "x" + "${n}"; print "x" == "y";`);
    const expected = [
      true,
      false,
      true,
      false,
      true,
      true,
      false,
      false,
      false,
      true,
      false,
      false,
    ];
    expect(run.output).toBe(expected.map((answer) => `${answer}\n`).join(''));
  });

  graded(
    'names what is wrong with operands, and the line',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const lines = random.integer(1, 5);
      const errorOf = async (expression: string) => {
        const run = await probe.run(`${'\n'.repeat(lines)}print "before";\nprint ${expression};`);
        return { output: run.output, exitCode: run.exitCode, errors: run.errors };
      };
      const failure = (message: string) => ({
        output: 'before\n',
        exitCode: 70,
        errors: [message, `[line ${lines + 2}] in script`],
      });
      expect(await errorOf('1 + "a"')).toEqual(
        failure('Operands must be two numbers or two strings.'),
      );
      expect(await errorOf('nil * 2')).toEqual(failure('Operands must be numbers.'));
      expect(await errorOf('"a" < "b"')).toEqual(failure('Operands must be numbers.'));
      expect(await errorOf('-"a"')).toEqual(failure('Operand must be a number.'));
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
      expect(run.output).toBe(`${text.join('')}\n${text[0]}${text[1]}${text[2]}\n`);
    },
  );
});
