import { problemsOf } from '#grader/corpus/problems.ts';
import { conformancePrograms } from '#grader/corpus/programs.ts';
import { graded, task } from '#grader/probe/graded.ts';
import type { countersOf, interruptAtLine, runAll, whenHot } from './scenarios.ts';

task('01.7', 'Safepoints and hotness', () => {
  graded(
    'counts calls and back-edges where other tiers will look',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const [calls, loops] = [random.integer(5, 40), random.integer(5, 40)];
      const counts = await probe.scenario<ReturnType<typeof countersOf>>('countersOf', {
        name: 'f',
        quantum: random.integer(1, 5),
        source: `fun f(n) { for (var i = 0; i < n; i = i + 1) {} } for (var k = 0; k < ${calls}; k = k + 1) f(${loops});`,
      });
      expect(counts).toEqual({ calls, loops: calls * loops });
    },
  );

  graded('says once that a function is hot', { points: 2 }, async ({ probe, expect, random }) => {
    const threshold = random.integer(10, 60);
    const seen = await probe.scenario<ReturnType<typeof whenHot>>('whenHot', {
      threshold,
      quantum: random.integer(1, 5),
      source: `
        fun looping() {
          var i = 0;
          while (i < ${3 * threshold}) {
            i = i + 1;
          }
          return i;
        }
        fun called(n) { return n; }
        fun cold(n) { return called(n); }
        print looping();
        { var i = 1; var sum = 0; while (i < ${threshold}) { sum = sum + cold(i); i = i + 1; } print sum + called(0); }
        called(1);`,
    });
    expect(
      seen,
      'a function becomes hot at the one call or back-edge that makes its counter reach the threshold',
    ).toEqual({
      output: `${3 * threshold}\n${(threshold * (threshold - 1)) / 2}\n`,
      hot: [
        { name: 'looping', calls: 1, loops: threshold },
        { name: 'called', calls: threshold, loops: 0 },
      ],
    });
  });

  graded(
    'stops an endless loop when the poll word says so',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const lines = random.integer(3, 30);
      const stopped = await probe.scenario<ReturnType<typeof interruptAtLine>>('interruptAtLine', {
        lines,
        source: 'fun spin() {\n  while (true) {\n    print "on";\n  }\n}\nspin();',
      });
      expect(stopped, `the poll word is set while "on" is printed for the ${lines}th time`).toEqual(
        {
          printed: lines,
          message: 'Interrupted.',
          trace: ['[line 2] in spin()', '[line 6] in script'],
        },
      );
    },
  );

  graded('hands over at every safepoint', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(5, 12);
    const source = `
      class A { init(n) { this.n = n; } down() { if (this.n == 0) return "end"; this.n = this.n - 1; return this.down(); } }
      fun each(n, f) { for (var i = 0; i < n; i = i + 1) f(i); }
      var sum = 0; fun add(i) { sum = sum + i; } each(${n}, add); print sum; print A(${n}).down();
      fun squares(n) { var text = ""; var i = 0; while (i < n) { var square = i * i; if (square > 5) text = text + "x"; i = i + 1; } return text; }
      print squares(${n});`;
    const run = await probe.run(source, { quantum: 0, stressGc: true });
    expect(
      run.output,
      "with a hand-over at every safepoint: the record's pc and `stackTop` are all that the next engine knows",
    ).toBe(`${(n * (n - 1)) / 2}\nend\n${'x'.repeat(n - 3)}\n`);
  });

  graded('runs the whole corpus', { points: 2 }, async ({ probe, expect }) => {
    const programs = conformancePrograms();
    const { text, count } = await problemsOf(programs, (sources) =>
      probe.scenario<ReturnType<typeof runAll>>('runAll', { sources }),
    );
    expect(text, `${count} of ${programs.length} programs`).toBe('');
  });
});
