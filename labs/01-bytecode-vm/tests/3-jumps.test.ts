import { graded, task } from '#grader/probe/graded.ts';

task('01.3', 'Jumps', () => {
  graded('takes one branch of an if', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 9);
    const run = await probe.run(`
      if (${n} > 5) print "large"; else print "small";
      if (nil) print "no"; if (false) print "no"; if (0) print "zero is true"; if ("") print "so is empty";
      if (${n} == ${n}) { if (false) print "no"; else print "dangling"; }
      print "end";`);
    expect(
      run.output,
      'JUMP_IF_FALSE always takes its condition off, and distances count from the end of the instruction',
    ).toBe(`${n > 5 ? 'large' : 'small'}\nzero is true\nso is empty\ndangling\nend\n`);
  });

  graded('repeats a while', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(5, 50);
    const run = await probe.run(`
      var i = 0; var sum = 0; while (i < ${n}) { i = i + 1; sum = sum + i; } print i; print sum;
      while (false) print "never"; print "end";`);
    expect(run.output).toBe(`${n}\n${(n * (n + 1)) / 2}\nend\n`);
  });

  graded(
    'repeats a for, and one within another',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const [rows, columns] = [random.integer(2, 9), random.integer(2, 9)];
      const run = await probe.run(`
      var count = 0;
      for (var i = 0; i < ${rows}; i = i + 1) for (var j = 0; j < ${columns}; j = j + 1) count = count + 1;
      print count;
      for (var i = 3; i > 0; i = i - 1) print i;`);
      expect(run.output).toBe(`${rows * columns}\n3\n2\n1\n`);
    },
  );

  graded(
    'gives `and` and `or` the value that decided',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 100);
      const run = await probe.run(`
      print nil and ${n}; print false and ${n}; print ${n} and "last"; print nil or ${n}; print ${n} or "last";
      print false or nil; print 1 and 2 and false and 3; print nil or false or ${n} or 4;
      var called = "no"; true or (called = "yes"); false and (called = "yes"); print called;`);
      expect(
        run.output,
        'AND and OR keep the value when they jump, and take it off when they do not',
      ).toBe(`nil\nfalse\nlast\n${n}\n${n}\nnil\nfalse\n${n}\nno\n`);
    },
  );

  graded('jumps further than a byte can say', { points: 2 }, async ({ probe, expect, random }) => {
    const count = random.integer(150, 400);
    const body = 'x = x + 1; '.repeat(count);
    const run = await probe.run(`
      { var x = 0; if (x > 0) { ${body} } print x; for (var i = 0; i < 2; i = i + 1) { ${body} } print x; }`);
    expect(run.output, 'a distance has two bytes, the low one first').toBe(`0\n${2 * count}\n`);
  });
});
