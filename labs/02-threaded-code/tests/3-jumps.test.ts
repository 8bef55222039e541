import { graded, task } from '#grader/probe/graded.ts';
import { show } from './listing.ts';
import type { translated, waysIn, wordsOf } from './scenarios.ts';

task('02.3', 'Jumps', () => {
  graded('takes one branch of an if', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 9);
    const { words } = await probe.scenario<ReturnType<typeof translated>>('translated', {
      source: `if (${n} > 5) print "large"; else print "small"; while (nil) print "never";`,
    });
    expect(
      words.map(show).filter((text) => / \+0$/.test(text)),
      'jumps to themselves: the distance is 0, as if nobody had patched it, or the target had no way in',
    ).toEqual([]);
    const run = await probe.run(
      `if (${n} > 5) print "large"; else print "small";
      if (nil) print "no"; if (false) print "no"; if (0) print "zero is true"; if ("") print "so is empty";
      if (${n} == ${n}) { if (false) print "no"; else print "dangling"; }
      var g = nil; if (!g) print "not nil"; if (!!g) print "no";
      print "end";`,
      { tier: 'threaded' },
    );
    expect(run.output, "a jump's distance counts in words, from its own word").toBe(
      `${n > 5 ? 'large' : 'small'}\nzero is true\nso is empty\ndangling\nnot nil\nend\n`,
    );
  });

  graded(
    'repeats loops, and one within another',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const [rows, columns] = [random.integer(2, 9), random.integer(2, 9)];
      const run = await probe.run(
        `var count = 0; var i = 0; while (i < ${rows}) { i = i + 1; count = count + i; } print count;
      { var count = 0; for (var i = 0; i < ${rows}; i = i + 1) for (var j = 0; j < ${columns}; j = j + 1) count = count + 1; print count; }
      for (var i = 3; i > 0; i = i - 1) print i; while (false) print "never"; print "end";`,
        { tier: 'threaded' },
      );
      expect(run.output).toBe(`${(rows * (rows + 1)) / 2}\n${rows * columns}\n3\n2\n1\nend\n`);
    },
  );

  graded(
    'gives `and` and `or` the value that decided',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 100);
      const run = await probe.run(
        `{ var n = ${n}; var no = false;
      print nil and n; print no and n; print n and "last"; print nil or n; print n or "last";
      print no or nil; print 1 and 2 and no and 3; print nil or no or n or 4;
      var called = "no"; true or (called = "yes"); no and (called = "yes"); print called;
      if (n and no or n) print "yes"; if (no or n and no) print "no"; var x = 1 + (no or n) * 2; print x; }`,
        { tier: 'threaded' },
      );
      expect(
        run.output,
        'where a jump keeps the value, it is found in its own slot by whoever it goes to',
      ).toBe(`nil\nfalse\nlast\n${n}\n${n}\nnil\nfalse\n${n}\nno\nyes\n${1 + n * 2}\n`);
    },
  );

  graded(
    'finds the same frame whichever way it came',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 100);
      for (const go of ['true', 'false']) {
        const run = await probe.run(
          `var go = ${go};
           { var a = ${n}; var b = a; var c = 1;
             if (go) { a = 2; c = b; } else { b = "else"; }
             print a; print b; print c;
             print a + (go and 10 or 20) + (go or c);
             var d = a; for (var i = 0; i < 2; i = i + 1) { d = a; a = i; } print d; print a; }`,
          { tier: 'threaded' },
        );
        const [a, b, c] = go === 'true' ? [2, n, n] : [n, 'else', 1];
        const sum = go === 'true' ? [] : [a + 20 + c];
        expect(
          run.output.split('\n').slice(0, 3 + sum.length),
          `go is ${go}: what is a copy on one way and a constant on the other is in its own slot where they meet`,
        ).toEqual([a, b, c, ...sum].map(String));
        if (go === 'true')
          expect(run.errors[0]).toBe('Operands must be two numbers or two strings.');
        else expect(run.output.split('\n').slice(4)).toEqual(['0', '1', '']);
      }
    },
  );

  graded('can be entered where a loop begins', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(2, 5);
    const found = await probe.scenario<ReturnType<typeof waysIn>>('waysIn', {
      name: 'script',
      source: `var i = 0; while (i < ${n}) { i = i + 1; for (var j = 0; j < 2; j = j + 1) { print j; } } print i;`,
    });
    expect(found.astray, 'ways in that lead to no operation').toEqual([]);
    expect(
      found.used.filter((pc) => !found.ways.includes(pc)),
      'offsets in bytecode at which a frame can go on, and that have no way in',
    ).toEqual([]);
  });

  graded('leaves out what nothing can reach', { points: 2 }, async ({ probe, expect, random }) => {
    const text = random.identifier();
    const { words, output } = await probe.scenario<ReturnType<typeof wordsOf>>('wordsOf', {
      name: 'script',
      source: `if (true) { print "${text}"; } else { print "other"; } { var a = 1; while (a) { print a; a = false; } }`,
    });
    expect(output).toBe(`${text}\n1\n`);
    const jumps = words.filter(({ operands }) => operands.some(({ kind }) => kind === 'jump'));
    const astray = jumps.filter(({ operands }) =>
      operands.some(({ kind, value }) => kind === 'jump' && value === 'nowhere'),
    );
    expect(astray, 'jumps that arrive within an operation').toEqual([]);
    const back = words.find(({ name }) => name === 'LOOP');
    expect(
      back?.operands.find(({ kind }) => kind === 'top')?.value,
      'the live slots at the loop: the script and `a`',
    ).toBe(2);
    const [n, m] = [random.integer(1, 99), random.integer(100, 199)];
    const left = await probe.scenario<ReturnType<typeof wordsOf>>('wordsOf', {
      name: 'f',
      source: `fun f(a) { if (a) { return ${n}; print "no"; } else { return ${m}; } print "no"; while (a) { print "no"; } } print f(true); print f(nil);`,
    });
    expect(left.output).toBe(`${n}\n${m}\n`);
    expect(
      left.words.map(show).filter((text) => /^(PRINT|LOOP|LOAD)/.test(text)),
      'both branches return, so what stands behind them gets no words, and neither does the `nil` that ends a function',
    ).toEqual([`LOAD_CONSTANT 2 ${n}`, `LOAD_CONSTANT 2 ${m}`]);
  });
});
