import { graded, task } from '#grader/probe/graded.ts';
import { names, show } from './listing.ts';
import type { wordsOf } from './scenarios.ts';

task('02.2', 'Local variables', () => {
  graded('reads and assigns local variables', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 100);
    const run = await probe.run(
      `{ var a = ${n}; var b = a; var c; print c; c = a + b; print c; a = c * 2; print a - b; { var a = "inner"; print a; } print a; print b = 5; print b; }`,
      { tier: 'threaded' },
    );
    expect(run.output).toBe(`nil\n${2 * n}\n${3 * n}\ninner\n${4 * n}\n5\n5\n`);
  });

  graded(
    'needs no operation to read a local variable',
    { points: 3 },
    async ({ probe, expect }) => {
      const { words } = await probe.scenario<ReturnType<typeof wordsOf>>('wordsOf', {
        name: 'script',
        source: 'var g = 6; { var a = g; var b = g; print a - b; print a < b; b; }',
      });
      const found = words.filter(({ name }) => /^(SUBTRACT|LESS)/.test(name)).map(show);
      expect(found, 'slots of the operands: a is 1, b is 2').toEqual([
        'SUBTRACT 3 1 2',
        'LESS 3 1 2',
      ]);
      expect(names(words).includes('MOVE'), 'nothing is moved').toBe(false);
    },
  );

  graded(
    'keeps what was read when the variable changes',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const n = random.integer(3, 100);
      const run = await probe.run(
        `{ var a = ${n}; var b = 2;
           print a - (a = 1); a = ${n};
           print a * (a = a + 1) - (a = 5); a = ${n};
           var kept = a; a = "changed"; print kept; print a;
           var x = b; b = x + 1; x = b; b = 10; print x; print b;
           print b + (b = 3) * b - (b = b - 1);
         }`,
        { tier: 'threaded' },
      );
      expect(run.output, 'copies of a slot are settled before it changes').toBe(
        `${n - 1}\n${n * (n + 1) - 5}\n${n}\nchanged\n3\n10\n${10 + 3 * 3 - 2}\n`,
      );
    },
  );

  graded(
    'keeps a variable whose value came from a slot that is used again',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const [n, text] = [random.integer(1, 100), random.identifier()];
      const run = await probe.run(
        `var g = ${n};
         { var a; var b; a = b = g - 1; print a; print b; { var c = g * 2; var d = c; a = c; c = 0; print d; } print a; { var e = "${text}"; a = e; } { var f = "other"; var h = f; } print a; }`,
        { tier: 'threaded' },
      );
      expect(
        run.output,
        'a variable that was stored into is in its own slot, whatever becomes of the slot that its value came from',
      ).toBe(`${n - 1}\n${n - 1}\n${n * 2}\n${n * 2}\n${text}\n`);
    },
  );
});
