import { problemsOf } from '#grader/corpus/problems.ts';
import { conformancePrograms } from '#grader/corpus/programs.ts';
import { graded, task } from '#grader/probe/graded.ts';
import type {
  canonicalFrames,
  interruptAtLine,
  runAll,
  runSwitching,
  stepThrough,
  whenHot,
} from './scenarios.ts';

task('02.7', 'Safepoints', () => {
  graded('says once that a function is hot', { points: 1 }, async ({ probe, expect, random }) => {
    const threshold = random.integer(10, 60);
    const seen = await probe.scenario<ReturnType<typeof whenHot>>('whenHot', {
      threshold,
      quantum: random.integer(1, 5),
      source: `fun looping() { var i = 0; while (i < ${3 * threshold}) { i = i + 1; } return i; } print looping();`,
    });
    expect(seen, 'at the one back-edge that makes `loops` reach the threshold').toEqual({
      output: `${3 * threshold}\n`,
      hot: [{ name: 'looping', calls: 1, loops: threshold }],
    });
  });

  graded(
    'stops an endless loop when the poll word says so',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const lines = random.integer(3, 30);
      const stopped = await probe.scenario<ReturnType<typeof interruptAtLine>>('interruptAtLine', {
        lines,
        source: 'fun spin() {\n  while (true) {\n    print "on";\n  }\n}\nspin();',
      });
      expect(stopped).toEqual({
        printed: lines,
        errors: ['Interrupted.', '[line 2] in spin()', '[line 6] in script'],
      });
    },
  );

  graded(
    'stops endless calls when the poll word says so',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const lines = random.integer(3, 30);
      const stopped = await probe.scenario<ReturnType<typeof interruptAtLine>>('interruptAtLine', {
        lines,
        source: 'fun on() {\n  print "on";\n  return on();\n}\non();',
      });
      expect(stopped.printed, 'the poll word is looked at whenever a frame begins or goes on').toBe(
        lines,
      );
      expect(stopped.errors[0]).toBe('Interrupted.');
      expect(stopped.errors.length).toBeGreaterThan(2);
    },
  );

  graded(
    'leaves every frame of a loop as the interpreter would',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(3, 8);
      const source = `
      fun loops(n) { var sum = 0; var old; for (var i = 0; i < n; i = i + 1) { old = sum; var twice = i + i; sum = sum + twice; var j = i; while (j > 1) { j = j - 1; var c = j; old = c; } } return sum + old; }
      print loops(${n}); { var text = ""; var copy = text; for (var i = 0; i < ${n}; i = i + 1) { copy = text; text = text + "x"; } print copy; }`;
      const frames = (tier: string) =>
        probe.scenario<ReturnType<typeof canonicalFrames>>('canonicalFrames', { source, tier });
      const [interpreted, threaded] = [await frames('interpreter'), await frames('threaded')];
      expect(threaded.output).toBe(interpreted.output);
      expect(
        threaded.seen,
        "at each back-edge, too: pc is the loop's head, and `stackTop` ends the live slots",
      ).toEqual(interpreted.seen);
    },
  );

  graded('lets a debugger step, and goes on', { points: 2 }, async ({ probe, expect, random }) => {
    const [stop, steps] = [random.integer(2, 4), random.integer(2, 4)];
    const rounds = stop + steps + 3;
    const found = await probe.scenario<ReturnType<typeof stepThrough>>('stepThrough', {
      stop,
      steps,
      source: `fun show(n) { print n; return n; }\nfun all(n) { for (var i = 1; i <= n; i = i + 1) { var seen = i; print seen; } return n; }\nprint all(${rounds});`,
    });
    const lines = Array.from({ length: rounds }, (_, index) => `${index + 1}\n`).join('');
    expect(found.output).toBe(`${lines}${rounds}\n`);
    expect(
      found.lines,
      `lines ${stop + 1} to ${stop + steps} are stepped through by the interpreter`,
    ).toEqual(
      Array.from({ length: rounds + 1 }, (_, index) =>
        index >= stop && index < stop + steps ? 'interpreter' : 'threaded',
      ),
    );
  });

  graded('takes turns within loops', { points: 1 }, async ({ probe, expect, random }) => {
    const n = random.integer(5, 12);
    const source = `
      fun each(n, f) { for (var i = 0; i < n; i = i + 1) f(i); }
      var sum = 0; fun add(i) { sum = sum + i; } each(${n}, add); print sum;
      fun text(n) { var s = ""; var i = 0; while (i < n) { var old = s; s = s + "x"; i = i + 1; if (i > 3 and i < 5) s = old + "y"; } return s; } print text(${n});`;
    const found = await probe.scenario<ReturnType<typeof runSwitching>>('runSwitching', {
      source,
      seed: random.integer(1, 1_000_000),
      stressGc: true,
    });
    expect(found).toEqual({
      output: `${(n * (n - 1)) / 2}\nxxxy${'x'.repeat(n - 4)}\n`,
      errors: [],
    });
  });

  graded('runs the whole corpus', { points: 1 }, async ({ probe, expect }) => {
    const programs = conformancePrograms();
    const { text, count } = await problemsOf(programs, (sources) =>
      probe.scenario<ReturnType<typeof runAll>>('runAll', { sources }),
    );
    expect(text, `${count} of ${programs.length} programs`).toBe('');
  });
});
