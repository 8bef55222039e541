import { graded, task } from '#grader/probe/graded.ts';
import type { bytesOf, callsOfTheVm, countersOf, irOf, runPatched } from './scenarios.ts';

const needs = ['libLLVM'] as const;
const tier = 'baseline' as const;

task('05.2', 'One bytecode at a time', () => {
  graded(
    'computes and compares, NaN included',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const [a, b] = [random.integer(2, 99), random.integer(100, 199)];
      const run = await probe.run(
        `print ${a} - ${b}; print ${a} * ${b}; print ${b} / ${a}; print -${a} + ${b};
        print ${a} < ${b}; print ${a} > ${b}; print ${a} <= ${a}; print ${b} >= ${a};
        print ${b} < ${b}; print ${a} >= ${b}; { var nan = 0 / 0;
        print nan < 1; print nan > 1; print nan <= nan; print nan >= nan; print nan == nan; print nan != nan; print !(nan < 1); }
        print 0 == -0; print 1 / -0 < 0;`,
        { tier },
      );
      expect(run.output.trim().split('\n'), 'comparisons with NaN are false, all but !=').toEqual(
        [
          ...[a - b, a * b, b / a, b - a],
          ...[true, false, true, true, false, false],
          ...[false, false, false, false, false, true, true],
          ...[true, true],
        ].map(String),
      );
    },
  );

  graded(
    'names what is wrong, and the line',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const gap = '\n'.repeat(random.integer(1, 6));
      const failure = async (expression: string) =>
        (await probe.run(`${gap}print ${expression};\nprint "after";`, { tier })).errors;
      const at = (message: string) => [message, `[line ${gap.length + 1}] in script`];
      expect(await failure('"a" < 1'), '"a" < 1').toEqual(at('Operands must be numbers.'));
      expect(await failure('1 - nil'), '1 - nil').toEqual(at('Operands must be numbers.'));
      expect(await failure('-"a"'), '-"a"').toEqual(at('Operand must be a number.'));
      expect(await failure('1 + true'), '1 + true').toEqual(
        at('Operands must be two numbers or two strings.'),
      );
    },
  );

  graded('knows what is true', { points: 2, needs }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 99);
    const run = await probe.run(
      `print !nil; print !0; print !"";
      print nil == false; print ${n} == ${n}; print ${n} != "${n}"; print "a" != "a"; print true == (1 < 2);
      print nil or ${n}; print ${n} or nil; print false and ${n}; print ${n} and "yes"; print 1 < 2 and 2 < 1; print 2 < 1 or 1 < 2;
      print (nil and 1) or (false or ${n}); print !(1 < 2) == false; if (0) print "zero"; if (nil) print "nil"; else print "else";`,
      { tier },
    );
    expect(run.output, '`and` and `or` give the value that has decided').toBe(
      `true\nfalse\nfalse\nfalse\ntrue\ntrue\nfalse\ntrue\n${n}\n${n}\nfalse\nyes\nfalse\ntrue\n${n}\ntrue\nzero\nelse\n`,
    );
  });

  graded('reads and assigns variables', { points: 2, needs }, async ({ probe, expect, random }) => {
    const [a, b] = [random.integer(2, 99), random.integer(100, 199)];
    const run = await probe.run(
      `var g = ${a}; var h = g; g = g + ${b}; print g; print h; print g = 5; print g;
      { var x = ${a}; var y = x; x = x + (x = ${b}) + x; print x; print y;
        { var y = x = 1; print y; } print x; var z = y = "${b}"; print z; print y; }`,
      { tier },
    );
    expect(run.output, 'an assignment is an expression; what was read before it stays').toBe(
      `${a + b}\n${a}\n5\n5\n${a + b + b}\n${a}\n1\n1\n${b}\n${b}\n`,
    );
  });

  graded('branches and loops', { points: 3, needs }, async ({ probe, expect, random }) => {
    const n = random.integer(5, 20);
    const run = await probe.run(
      `{ var sum = 0; for (var i = 0; i < ${n}; i = i + 1) { var twice = i + i; if (i < 3) sum = sum + 1; else sum = sum + twice; } print sum;
        var outer = 0; var rounds = 0; while (outer < ${n}) { var inner = outer; while (inner > 0) { inner = inner - 1; rounds = rounds + 1; } outer = outer + 1; } print rounds;
        var a = 1; var b = "kept"; if (rounds > 0) { a = 2; } else { b = "changed"; } print a; print b;
        var last = nil; for (var i = 0; i < 4; i = i + 1) { last = i; if (i == 2) last = "two"; } print last;
        var c = rounds > 0 and b; print c; while (false) print "never"; }`,
      { tier },
    );
    let sum = 0;
    for (let i = 0; i < n; i += 1) sum += i < 3 ? 1 : 2 * i;
    expect(run.output, 'a block begins with the frame in memory, whichever way control came').toBe(
      `${sum}\n${(n * (n - 1)) / 2}\n2\nkept\n3\nkept\n`,
    );
  });

  graded('counts every back-edge', { points: 1, needs }, async ({ probe, expect, random }) => {
    const [n, m] = [random.integer(3, 30), random.integer(3, 30)];
    const counters = await probe.scenario<ReturnType<typeof countersOf>>('countersOf', {
      name: 'script',
      tier,
      source: `var i = 0; while (i < ${n}) { for (var j = 0; j < ${m}; j = j + 1) {} i = i + 1; } print i;`,
    });
    const interpreted = await probe.scenario<ReturnType<typeof countersOf>>('countersOf', {
      name: 'script',
      tier: 'interpreter',
      source: `var i = 0; while (i < ${n}) { for (var j = 0; j < ${m}; j = j + 1) {} i = i + 1; } print i;`,
    });
    expect(counters, 'as the interpreter counts, whose `loops` it is').toEqual(interpreted);
    expect(counters.loops).toBeGreaterThanOrEqual(n * m);
  });

  graded(
    'needs nothing of the VM while it computes',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(100, 999);
      const callsIn = (rounds: number) =>
        probe.scenario<ReturnType<typeof callsOfTheVm>>('callsOfTheVm', {
          source: `var total = 0; { var x = 0; for (var i = 0; i < ${rounds}; i = i + 1) { x = x + i * 2 - i / 4; if (!(x == nil) and x != i or i > ${rounds}) total = total + 1; } } print total;`,
        });
      const [few, many] = [await callsIn(10), await callsIn(n)];
      expect(many.output).toBe(`${n - 1}\n`);
      expect(
        many.counts,
        `functions of the VM called in ${n} rounds of a loop over numbers: as many as in 10 rounds`,
      ).toEqual(few.counts);
    },
  );

  graded(
    'stores no condition that only a jump wants to know',
    { points: 1, needs },
    async ({ probe, expect }) => {
      const { ir } = await probe.scenario<ReturnType<typeof irOf>>('irOf', {
        name: 'script',
        source: '{ var a = 1; var b = 2; if (a < b) a = b; while (a > 5) a = a - 1; }',
      });
      expect(ir, 'the IR of the script').toContain('fcmp');
      expect(
        ir.split('\n').filter((line) => /\bselect\b/.test(line)),
        'a `select` makes a Lox boolean of an i1; here nobody needs one',
      ).toEqual([]);
      const { bytes, plain } = await probe.scenario<ReturnType<typeof bytesOf>>('bytesOf', {
        name: 'script',
        source:
          '{ var a = 1; var b = 5; var c; while (a < 9) { a = a + 1; c = !(a < b) and !(b < a) or !(a == nil); } print c; }',
      });
      expect(
        bytes,
        `bytes of code, as \`--stats\` counts them: ${plain} without LLVM's passes`,
      ).toBeLessThan(plain * 0.9);
    },
  );

  graded(
    'runs loops as machine code, and nothing else',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 99);
      const found = await probe.scenario<ReturnType<typeof runPatched>>('runPatched', {
        source: `{ var product = 1; for (var i = 1; i < 6; i = i + 1) product = product * ${n}; print product; }`,
        from: 'MULTIPLY',
        to: 'SUBTRACT',
      });
      expect(
        found,
        'once the script was compiled, MULTIPLY in its bytecode is replaced by SUBTRACT',
      ).toEqual({ output: `${n ** 5}\n`, errors: [], replaced: 1 });
    },
  );
});
