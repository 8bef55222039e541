import { graded, task } from '#grader/probe/graded.ts';

task('01.2', 'Variables', () => {
  graded('defines, reads and assigns globals', { points: 2 }, async ({ probe, expect, random }) => {
    const [a, b] = [random.integer(1, 100), random.integer(101, 200)];
    const run = await probe.run(`
      var x = ${a}; var y; print x; print y; y = x + ${b}; print y; x = "other"; print x; var x = ${b}; print x;`);
    expect(run.output).toBe(`${a}\nnil\n${a + b}\nother\n${b}\n`);
  });

  graded(
    'refuses to read an undefined global, and names its line',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const name = `unknown${random.integer(0, 999)}`;
      const run = await probe.run(`var known = 1;\nprint known;\nprint known + ${name};`);
      expect(run.output).toBe('1\n');
      expect(
        run.errors,
        "the record's pc must say where the instruction ends before `globals.get` can fail",
      ).toEqual([`Undefined variable '${name}'.`, '[line 3] in script']);
    },
  );

  graded(
    'refuses to assign an undefined global',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const name = `unknown${random.integer(0, 999)}`;
      const run = await probe.run(`\n${name} = 1;\nprint "not reached";`);
      expect(run.output).toBe('');
      expect(
        run.errors,
        "the record's pc must say where the instruction ends before `globals.set` can fail",
      ).toEqual([`Undefined variable '${name}'.`, '[line 2] in script']);
    },
  );

  graded('keeps locals in their scopes', { points: 3 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 100);
    const run = await probe.run(`
      var a = "global";
      { var a = ${n}; var b = a + 1; { var a = b * 2; var c = a; print a; print c; c = 0; } print a; print b; b = a; print b; }
      { var other = "other"; print other; }
      print a;`);
    expect(run.output, 'a local variable is a slot counted from `base`').toBe(
      `${2 * n + 2}\n${2 * n + 2}\n${n}\n${n + 1}\n${n}\nother\nglobal\n`,
    );
  });

  graded(
    'gives an assignment the value that it assigns',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 100);
      const run = await probe.run(`
      var g; print g = ${n}; { var a; var b; print a = b = g = ${n} + 1; print a + b + g; var c = (a = 1) + a; print c; }`);
      expect(run.output, 'an assignment is an expression: its value stays on the stack').toBe(
        `${n}\n${n + 1}\n${3 * (n + 1)}\n2\n`,
      );
    },
  );

  graded('tells many locals apart', { points: 1 }, async ({ probe, expect, random }) => {
    const count = random.integer(150, 250);
    const names = Array.from({ length: count }, (_, index) => `v${index}`);
    const declarations = names.map((name) => `var ${name} = one + one;`).join(' ');
    const shown = random.integer(1, count - 1);
    const run = await probe.run(
      `{ var one = 1; ${declarations} v${shown} = "shown"; print v${shown}; print v${shown - 1} + v0 + one; }`,
    );
    expect(run.output).toBe(`shown\n5\n`);
  });
});
