import { problemsOf } from '#grader/corpus/problems.ts';
import { conformancePrograms } from '#grader/corpus/programs.ts';
import { graded, task } from '#grader/probe/graded.ts';
import type {
  countersOf,
  engineRuns,
  interruptAtLine,
  interruptAtOnce,
  overflowDepth,
  runAll,
  runOnShortStack,
  runSwitching,
} from './scenarios.ts';

const needs = ['libLLVM'] as const;

task('05.7', 'Safepoints', () => {
  graded(
    'stops an endless loop when another thread asks',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const lines = random.integer(3, 30);
      const stopped = await probe.scenario<ReturnType<typeof interruptAtLine>>('interruptAtLine', {
        lines,
        source: 'fun spin() {\n  while (true) {\n    print "on";\n  }\n}\nspin();',
      });
      expect(stopped, 'each back-edge looks at the poll word').toEqual({
        printed: lines,
        errors: ['Interrupted.', '[line 2] in spin()', '[line 6] in script'],
      });
      const calls = await probe.scenario<ReturnType<typeof interruptAtLine>>('interruptAtLine', {
        lines,
        source: 'fun on() {\n  print "on";\n  return off();\n}\nfun off() { return on(); }\non();',
      });
      expect(calls, 'so does the beginning of each function').toMatchObject({ printed: lines });
      const empty = await probe.scenario<ReturnType<typeof interruptAtOnce>>('interruptAtOnce', {
        source: 'while (true) {}\nprint "after";',
      });
      expect(empty, 'a loop that calls nothing').toEqual({
        output: '',
        errors: ['Interrupted.', '[line 1] in script'],
      });
    },
  );

  graded(
    'stops between two frames, too',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const deep = random.integer(200, 900);
      const stopped = await probe.scenario<ReturnType<typeof interruptAtLine>>('interruptAtLine', {
        lines: 1,
        nativeStackBytes: 1_000,
        source: `fun down(n) { if (n == 0) { print "deepest"; return 0; } return 1 + down(n - 1); }\ndown(${deep});\nprint "after";`,
      });
      expect(
        stopped,
        `${deep} frames have left native code, as its stack was short, and are entered again one by one: not when another thread has asked`,
      ).toMatchObject({ printed: 1 });
      expect(stopped.errors[0]).toBe('Interrupted.');
      expect(stopped.errors.at(-1)).toBe('[line 2] in script');
    },
  );

  graded(
    'goes on when the native stack is low',
    { points: 4, needs },
    async ({ probe, expect, random }) => {
      const deep = random.integer(2_000, 4_000);
      const source = `class Deep { go(n) { if (n == 0) return 0; return 1 + down(this, n - 1); } }
        fun down(deep, n) { if (n == 0) return 0; return 1 + deep.go(n - 1); } print down(Deep(), ${deep});`;
      const shortStack = (nativeStackBytes: number) =>
        probe.scenario<ReturnType<typeof runOnShortStack>>('runOnShortStack', {
          source,
          nativeStackBytes,
        });
      const [low, high] = [await shortStack(5_000), await shortStack(1_500_000)];
      expect(low, 'with 5,000 bytes of native stack').toMatchObject({
        output: `${deep}\n`,
        errors: [],
      });
      expect(high, 'with 1,500,000').toMatchObject({ output: `${deep}\n`, errors: [] });
      expect(
        low.entries,
        'how often the engine is asked: native code has to leave again and again when the stack is short',
      ).toBeGreaterThan(high.entries + 10);
      expect(high.entries, 'and need not when it is long').toBeLessThan(20);
      const depth = await probe.scenario<ReturnType<typeof overflowDepth>>('overflowDepth', {
        nativeStackBytes: random.integer(1_000, 100_000),
        source:
          'var n = 0; class A { f() { n = n + 1; g(this); } } fun g(a) { n = n + 1; a.f(); } g(A());',
      });
      expect(depth, '`Stack overflow.` does not depend on the native stack').toEqual({
        message: 'Stack overflow.',
        calls: 16_383,
      });
    },
  );

  graded(
    'comes back when its budget is used up',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const [rounds, quantum] = [random.integer(300, 600), random.integer(5, 9)];
      const { output, runs } = await probe.scenario<ReturnType<typeof engineRuns>>('engineRuns', {
        quantum,
        source: `{ var i = 0; while (i < ${rounds}) i = i + 1; print i; }`,
      });
      expect(output).toBe(`${rounds}\n`);
      expect(
        runs,
        `how often the engine is asked, for ${rounds} back-edges: code passes ${quantum + 1} safepoints, its beginning among them, and leaves at the next one`,
      ).toBe(1 + Math.floor((rounds + 1) / (quantum + 2)));
      const { loops } = await probe.scenario<ReturnType<typeof countersOf>>('countersOf', {
        name: 'script',
        tier: 'baseline',
        quantum,
        source: `{ var i = 0; while (i < ${rounds}) i = i + 1; }`,
      });
      const deep = random.integer(200, 300);
      const returning = await probe.scenario<ReturnType<typeof engineRuns>>('engineRuns', {
        quantum,
        source: `fun down(n) { if (n > 0) down(n - 1); for (var i = 0; i < 5; i = i + 1) {} } down(${deep}); print "up";`,
      });
      expect(returning.output).toBe('up\n');
      expect(
        returning.runs,
        `how often the engine is asked, for ${deep} calls on the way down; on the way up each frame that is entered has a budget of its own`,
      ).toBeLessThan(deep / quantum + 20);
      expect(loops, 'a back-edge at which code leaves is counted like any other').toBe(rounds);
    },
  );

  graded('takes turns within loops', { points: 2, needs }, async ({ probe, expect, random }) => {
    const n = random.integer(10, 20);
    let left = 0;
    // Chance decides who runs a frame, and for how long: one time alone may miss every back-edge.
    for (let time = 0; time < 3; time += 1) {
      const found = await probe.scenario<ReturnType<typeof runSwitching>>('runSwitching', {
        seed: random.integer(1, 1_000_000),
        stressGc: true,
        inLoops: true,
        source: `
        fun each(n, f) { for (var i = 0; i < n; i = i + 1) f(i); } var sum = 0; fun add(i) { sum = sum + i; } each(${n}, add); print sum;
        fun text(n) { var s = ""; var i = 0; while (i < n) { var old = s; s = s + "x"; i = i + 1; if (i > 3 and i < 5) s = old + "y"; } return s; } print text(${n});`,
      });
      expect(found).toMatchObject({
        output: `${(n * (n - 1)) / 2}\nxxxy${'x'.repeat(n - 4)}\n`,
        errors: [],
      });
      left += found.left;
    }
    expect(
      left,
      'the output is right; how often native code has handed over a frame that was in a loop, at a back-edge',
    ).toBeGreaterThan(0);
  });

  graded('runs programs of the corpus', { points: 2, needs }, async ({ probe, expect, random }) => {
    const programs = random.shuffle(conformancePrograms()).slice(0, 30);
    const quantum = random.integer(5, 500);
    const { text, count } = await problemsOf(programs, (sources) =>
      probe.scenario<ReturnType<typeof runAll>>('runAll', { sources, quantum }),
    );
    expect(text, `${count} of ${programs.length} programs, chosen at random`).toBe('');
  });
});
