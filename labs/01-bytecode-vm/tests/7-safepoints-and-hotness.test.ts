import { graded, task } from '#grader/probe/graded.ts';

task('01.7', 'Safepoints and hotness', () => {
  graded('counts calls and back-edges where other tiers will look', { points: 3 }, async ({ probe, expect, random }) => {
    const [calls, loops] = [random.integer(5, 40), random.integer(5, 40)];
    const counts = await probe.scenario('countersOf', {
      name: 'f',
      source: `fun f(n) { for (var i = 0; i < n; i = i + 1) {} } for (var k = 0; k < ${calls}; k = k + 1) f(${loops});`,
    });
    expect(counts).toEqual({ calls, loops: calls * loops });
  });

  graded('says once that a loop is hot, with its frame in order', { points: 2 }, async ({ probe, expect, random }) => {
    const threshold = random.integer(10, 60);
    const seen = await probe.scenario('whenHot', {
      threshold,
      source: `fun f() {\n  var i = 0;\n  while (i < ${3 * threshold}) {\n    i = i + 1;\n  }\n  return i;\n}\nprint f();`,
    });
    expect(seen).toEqual({ output: `${3 * threshold}\n`, hot: [{ name: 'f', loops: threshold }] });
  });

  graded('stops an endless loop when the poll word says so', { points: 3 }, async ({ probe, expect, random }) => {
    const entries = random.integer(3, 30);
    const stopped = await probe.scenario('interruptAfter', {
      entries,
      source: 'fun spin() {\n  while (true) {\n    1;\n  }\n}\nprint "in";\nspin();',
    });
    expect(stopped).toEqual({
      output: 'in\n',
      message: 'Interrupted.',
      trace: ['[line 2] in spin()', '[line 7] in script'],
    });
  });

  graded('hands over at every safepoint', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(5, 12);
    const source = `
      class A { init(n) { this.n = n; } down() { if (this.n == 0) return "end"; this.n = this.n - 1; return this.down(); } }
      fun each(n, f) { for (var i = 0; i < n; i = i + 1) f(i); }
      var sum = 0; fun add(i) { sum = sum + i; } each(${n}, add); print sum; print A(${n}).down();`;
    const run = await probe.run(source, { quantum: 0, stressGc: true });
    expect(run.output).toBe(`${(n * (n - 1)) / 2}\nend\n`);
  });
});
