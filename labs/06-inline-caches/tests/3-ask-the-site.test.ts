import { graded, task } from '#grader/probe/graded.ts';
import { inTurn } from './in-turn.ts';
import type { Patch, probeSite, runPatched } from './scenarios.ts';
import { wide } from './wide.ts';

task('06.3', 'Ask the site', () => {
  graded("finds the shape of the site's own entry", { points: 1 }, async (test) => {
    const { probe, expect, random } = test;
    const [known, other] = shapes(random, 2);
    const found = await probe.scenario<ReturnType<typeof probeSite>>('probeSite', {
      own: known,
      asked: [known, other, known],
    });
    expect(found, 'a site without a block').toEqual(['entry 0', 'nothing', 'entry 0']);
    const negated = await probe.scenario<ReturnType<typeof probeSite>>('probeSite', {
      own: -known,
      asked: [other, known],
    });
    expect(negated, 'an entry that does not concern native code has its shape negated').toEqual([
      'nothing',
      'entry 0',
    ]);
    const empty = await probe.scenario<ReturnType<typeof probeSite>>('probeSite', {
      own: 0,
      asked: [known, other],
    });
    expect(empty, 'a site that knows nothing').toEqual(['nothing', 'nothing']);
  });

  graded('finds the shapes of the block', { points: 2 }, async ({ probe, expect, random }) => {
    const [a, b, c, d, other] = shapes(random, 5);
    const full = await probe.scenario<ReturnType<typeof probeSite>>('probeSite', {
      own: a,
      block: [-b, c, -d],
      asked: [a, b, c, d, other],
    });
    expect(full).toEqual(['entry 0', 'entry 1', 'entry 2', 'entry 3', 'nothing']);
    const half = await probe.scenario<ReturnType<typeof probeSite>>('probeSite', {
      own: a,
      block: [b, 0, 0],
      asked: [other, b, c],
    });
    expect(half, 'two entries are free').toEqual(['nothing', 'entry 1', 'nothing']);
  });

  const classes = `class Pair { init(a, b) { this.a = a; this.b = b; } who() { return "who"; } what() { return "what"; } }`;
  const told = 'the test has written an entry into the site, which says something unusual';

  graded('reads where the site says', { points: 1 }, async ({ probe, expect, random }) => {
    const [n, entry] = [random.integer(1, 99), random.integer(0, 3)];
    const patch: Patch = { function: 'read', site: 0, entry, shapeOf: 'p', placeOf: 'b' };
    const found = await probe.scenario<ReturnType<typeof runPatched>>('runPatched', {
      source: inTurn([
        `${classes} fun read(p) { return p.a; } var p = Pair("a", ${n}); var q = Pair(1, 2); q.c = 3;`,
        'print read(p); print read(q);',
      ]),
      patches: [{ ...patch, negated: random.integer(0, 1) === 1 }],
    });
    expect(found.after, told).toEqual({ output: `${n}\n1\n`, errors: [] });
  });

  graded('writes where the site says', { points: 1 }, async ({ probe, expect, random }) => {
    const [n, entry] = [random.integer(1, 99), random.integer(0, 3)];
    const first = `${classes} fun write(p) { p.a = ${n}; } var p = Pair("a", "b"); var q = Pair("a", "b"); q.c = "c";`;
    const update = await probe.scenario<ReturnType<typeof runPatched>>('runPatched', {
      source: inTurn([first, 'write(p); print p.a; print p.b; write(q); print q.a;']),
      patches: [{ function: 'write', site: 0, entry, shapeOf: 'p', placeOf: 'b' }],
    });
    expect(update.after, told).toEqual({ output: `a\n${n}\n${n}\n`, errors: [] });
    const addition = await probe.scenario<ReturnType<typeof runPatched>>('runPatched', {
      source: inTurn([first, 'write(p); print p.a; print p.b; print p.c;']),
      patches: [{ function: 'write', site: 0, entry, shapeOf: 'p', placeOf: 'c', after: 'q' }],
    });
    expect(addition.after, 'the link is the shape that the instance has afterwards').toEqual({
      output: `a\nb\n${n}\n`,
      errors: [],
    });
  });

  graded('makes room for a field that it adds outside', { points: 1 }, async (test) => {
    const { probe, expect, random } = test;
    const [n, entry] = [random.integer(1, 99), random.integer(0, 3)];
    const patch: Patch = { function: 'add', site: 0, entry, shapeOf: 'b', placeOf: 'last' };
    const found = await probe.scenario<ReturnType<typeof runPatched>>('runPatched', {
      source: inTurn([
        `${wide(8, ['a', 'b', 'c', 'd'])} a.last = 0;`,
        `add(b, ${n}); add(c, ${n + 1}); add(d, ${n + 2}); print a.last; print b.last; print c.last; print d.last; print b.f0;`,
      ]),
      patches: [{ ...patch, after: 'a', negated: true }],
    });
    expect(
      found.after,
      'the site knows the shapes before and after, but the instance has no room for the field yet',
    ).toEqual({ output: `0\n${n}\n${n + 1}\n${n + 2}\nf0\n`, errors: [] });
  });

  graded('calls what the site says', { points: 2 }, async ({ probe, expect, random }) => {
    const [n, entry] = [random.integer(1, 99), random.integer(0, 3)];
    const first = `${classes} class Sub < Pair { who() { return super.who(); } } fun call(p) { return p.who(); } fun f() { return ${n}; } var p = Pair(f, f); var s = Sub(1, 2);`;
    const method = await probe.scenario<ReturnType<typeof runPatched>>('runPatched', {
      source: inTurn([first, 'print call(p);']),
      patches: [{ function: 'call', site: 0, entry, shapeOf: 'p', link: ['Pair', 'what'] }],
    });
    expect(method.after, told).toEqual({ output: 'what\n', errors: [] });
    const field = await probe.scenario<ReturnType<typeof runPatched>>('runPatched', {
      source: inTurn([first, 'print call(p);']),
      patches: [{ function: 'call', site: 0, entry, shapeOf: 'p', placeOf: 'b' }],
    });
    expect(field.after, told).toEqual({ output: `${n}\n`, errors: [] });
    const read = await probe.scenario<ReturnType<typeof runPatched>>('runPatched', {
      source: inTurn([
        `${first} fun take(p) { return p.who; }`,
        'print take(p); var bound = take(p); print bound();',
      ]),
      patches: [{ function: 'take', site: 0, entry, shapeOf: 'p', link: ['Pair', 'what'] }],
    });
    expect(read.after, told).toEqual({ output: '<fn what>\nwhat\n', errors: [] });
  });
});

/** Different shapes: offsets like those of objects that do not move. */
function shapes(random: { integer(low: number, high: number): number }, count: number): number[] {
  const first = random.integer(1_000, 100_000) * 8;
  return Array.from(
    { length: count },
    (_, index) => first + index * random.integer(1, 9) * 88 + index * 8,
  );
}
