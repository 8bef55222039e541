import { graded, task } from '#grader/probe/graded.ts';
import { inTurn } from './in-turn.ts';
import type { cachesAfter, missesOf, runSpoilt, wordsOf } from './scenarios.ts';
import { shapesOfWide, wide } from './wide.ts';

/** Where fields lie in an instance: behind the header and the word for the overflow, 8 bytes each. */
const placeOf = (index: number) => 16 + index * 8;

/** Classes K0, K1 and so on, each with a field `x`, at a place of its own, and a method `m`. */
const classes = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const others = Array.from({ length: index }, (_, other) => `this.f${other} = 0;`).join(' ');
    return `class K${index} { init() { ${others} this.x = "x${index}"; } m() { return "m${index}"; } }`;
  }).join('\n');

task('06.4', 'Remember shapes', () => {
  graded('keeps one shape in the cell itself', { points: 2 }, async ({ probe, expect, random }) => {
    const index = random.integer(0, 3);
    const times = random.integer(2, 30);
    const found = await probe.scenario<ReturnType<typeof wordsOf>>('wordsOf', {
      source: `${classes(4)} fun read(p) { return p.x; } for (var i = 0; i < ${times}; i = i + 1) read(K${index}());`,
      name: 'read',
    });
    expect(found).toEqual({
      output: '',
      errors: [],
      state: 'monomorphic',
      hasBlock: false,
      entries: [{ shape: `K${index}, ${index + 1} fields`, place: placeOf(index) }],
    });
  });

  graded('keeps up to four, in the order in which they came', { points: 3 }, async (test) => {
    const { probe, expect, random } = test;
    const order = random.shuffle([0, 1, 2, 3, 4, 5]).slice(0, random.integer(2, 4));
    const again = random.shuffle([...order, ...order]);
    const reads = (list: readonly number[]) =>
      list.map((index) => `print read(K${index}());`).join(' ');
    const source = `${classes(6)} fun read(p) { return p.x; } ${reads(order)} ${reads(again)}`;
    const output = [...order, ...again].map((index) => `x${index}\n`).join('');
    const free = Array(4 - order.length).fill({ shape: 'NO_SHAPE', place: 0 });
    const entries = order.map((index) => ({
      shape: `K${index}, ${index + 1} fields`,
      place: placeOf(index),
    }));
    const found = await probe.scenario<ReturnType<typeof wordsOf>>('wordsOf', {
      source,
      name: 'read',
    });
    expect(found, 'the first is in the cell, the others are in the block').toEqual({
      output,
      errors: [],
      state: 'polymorphic',
      hasBlock: true,
      entries: [...entries, ...free],
    });
  });

  graded('gives up at the fifth, for good', { points: 2 }, async ({ probe, expect, random }) => {
    const order = random.shuffle([0, 1, 2, 3, 4]);
    const source = `${classes(6)} fun read(p) { return p.x; } fun add(p) { p.y = 1; }
      ${order.map((index) => `add(K${index}()); read(K${index}());`).join(' ')}`;
    for (const more of ['', 'read(K5()); add(K5()); read(K5()); add(K5());']) {
      for (const name of ['read', 'add']) {
        const found = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', {
          source: inTurn([source, more]),
          name,
        });
        expect(found.sites[0], 'a megamorphic site has no entries, and gets none').toMatchObject({
          state: 'megamorphic',
          entries: [],
        });
      }
    }
    const four = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', {
      source: inTurn([source.replace(/add\(K\d\(\)\); read\(K\d\(\)\);$/m, '')]),
      name: 'read',
    });
    expect(four.sites[0].state, 'four shapes are not too many').toBe('polymorphic');
  });

  graded('says which entries native code can use', { points: 2 }, async (test) => {
    const { probe, expect, random } = test;
    const method = random.pick(['area', 'run', 'go']);
    const wide = Array.from({ length: 8 }, (_, index) => `w.f${index} = 0;`).join(' ');
    const wideFields = Array.from({ length: 8 }, (_, index) => `f${index}`).join(', ');
    const found = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', {
      source: inTurn([
        `class P { ${method}() {} } var p = P(); p.x = 1; class W < P { ${method}() { super.${method}(); } } var w = W(); ${wide}
        fun f(o) { o.last = 1; o.last; o.${method}; o.${method}(); } f(p); f(w); var q = P(); q.${method} = clock; f(q);`,
      ]),
      name: 'f',
    });
    const P = ['P {x}', `P {${method}}`];
    const [inP, inQ] = ['P {x, last}', `P {${method}, last}`];
    const W = [`W {${wideFields}}`, `W {${wideFields}, last}`];
    expect(
      found.sites,
      'GET_PROPERTY can use fields in the instance, a call can use methods, a write fields in the instance; the ninth field lies outside',
    ).toEqual([
      {
        site: 'set last',
        state: 'polymorphic',
        entries: [
          `${P[0]}: at 24 then ${inP}`,
          `${W[0]}: at 8, outside then ${W[1]} not inlined`,
          `${P[1]}: at 24 then ${inQ}`,
        ],
      },
      {
        site: 'get last',
        state: 'polymorphic',
        entries: [`${inP}: at 24`, `${W[1]}: at 8, outside not inlined`, `${inQ}: at 24`],
      },
      {
        site: `get ${method}`,
        state: 'polymorphic',
        entries: [
          `${inP}: method ${method} not inlined`,
          `${W[1]}: method ${method} not inlined`,
          `${inQ}: at 16`,
        ],
      },
      {
        site: `invoke ${method}`,
        state: 'polymorphic',
        entries: [
          `${inP}: method ${method}`,
          `${W[1]}: method ${method}`,
          `${inQ}: at 16 not inlined`,
        ],
      },
    ]);
  });

  graded(
    'remembers what a write does to the shape',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const [a, b] = random.shuffle(['a', 'b', 'c', 'd']);
      const found = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', {
        source: inTurn([
          `class T {} fun write(t) { t.${a} = 1; t.${b} = 2; t.${a} = 3; } write(T()); var t = T(); t.z = 0; write(t);`,
        ]),
        name: 'write',
      });
      expect(found.sites.map(({ entries }) => entries)).toEqual([
        [`T {}: at 16 then T {${a}}`, `T {z}: at 24 then T {z, ${a}}`],
        [`T {${a}}: at 24 then T {${a}, ${b}}`, `T {z, ${a}}: at 32 then T {z, ${a}, ${b}}`],
        [
          `T {${a}, ${b}}: at 16 then T {${a}, ${b}}`,
          `T {z, ${a}, ${b}}: at 24 then T {z, ${a}, ${b}}`,
        ],
      ]);
    },
  );

  graded('remembers only once what it writes outside', { points: 1 }, async (test) => {
    const { probe, expect, random } = test;
    const n = random.integer(1, 99);
    const count = random.pick([8, 12]);
    const instances = random.shuffle(['a', 'b', 'c', 'd', 'e', 'f']);
    const source = `${wide(count, instances)}
      ${instances.map((name, index) => `add(${name}, ${n + index});`).join(' ')} ${instances.map((name) => `print ${name}.last;`).join(' ')}`;
    const args = { source, name: 'add' };
    const found = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', args);
    const [before, after] = shapesOfWide(count);
    expect(found, 'the site has met one shape, so it has one entry').toEqual({
      output: instances.map((_, index) => `${n + index}\n`).join(''),
      errors: [],
      sites: [
        {
          site: 'set last',
          state: 'monomorphic',
          entries: [`${before}: at ${8 * (count - 7)}, outside then ${after} not inlined`],
        },
      ],
    });
  });

  graded('remembers nothing of dictionaries', { points: 1 }, async ({ probe, expect, random }) => {
    const from = random.integer(80, 100);
    const fill = (first: number, last: number) =>
      Array.from({ length: last - first }, (_, index) => `d.f${first + index} = ${index};`).join(
        ' ',
      );
    const found = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', {
      source: inTurn([
        `class D { m() { return "m"; } } var d = D(); fun one() { ${fill(0, from)} } fun two() { ${fill(from, 140)} } one(); two();
        fun use(d) { print d.f3; print d.m(); d.f3 = "new"; d.more = 1; print d.m; } use(d); use(d); class P < D {} var p = P(); p.f3 = 3; use(p);`,
      ]),
      name: 'use',
    });
    expect(found.output).toBe('3\nm\n<fn m>\nnew\nm\n<fn m>\n3\nm\n<fn m>\n');
    expect(
      found.sites.map(({ entries }) => entries),
      'fields come and go in a dictionary, and its shape stays the same',
    ).toEqual([
      ['P {f3}: at 16'],
      ['P {f3}: method m'],
      ['P {f3}: at 16 then P {f3}'],
      ['P {f3}: at 24 then P {f3, more}'],
      ['P {f3, more}: method m not inlined'],
    ]);
  });

  graded('does not look a second time', { points: 3 }, async ({ probe, expect, random }) => {
    const [a, b] = random.shuffle([0, 1, 2, 3, 4, 5]);
    const source = `${classes(6)} class S < K0 { m() { return super.m(); } n() { var f = super.m; return f(); } }
      fun all(p) { print p.x; p.x = "w" + p.x; print p.m(); var f = p.m; print f(); p.y = 1; }
      var a = K${a}(); var b = K${b}(); var c = K${a}(); var d = K${b}(); var s = S(); var t = S();`;
    const found = await probe.scenario<ReturnType<typeof runSpoilt>>('runSpoilt', {
      source: inTurn([
        source,
        'all(a); all(b); s.m(); s.n(); fun ask(s) { print s.m(); print s.n(); } ask(s);',
        'all(c); all(d);',
        'ask(t);',
      ]),
      prepared: 2,
    });
    expect(
      found.shown,
      'when the sites had seen these shapes once, the test has taken all names of fields and all methods of classes out of memory',
    ).toEqual([
      { output: `x${a}\nm${a}\nm${a}\nx${b}\nm${b}\nm${b}\n`, errors: [] },
      { output: 'm0\nm0\n', errors: [] },
    ]);
    expect(found.newShapes, 'shapes made when fields were written that a site knew').toBe(0);
  });

  graded('counts what it did not know', { points: 1 }, async ({ probe, expect, random }) => {
    const times = random.integer(10, 50);
    const found = await probe.scenario<ReturnType<typeof missesOf>>('missesOf', {
      source: `${classes(3)} fun use(p) { p.x; p.m(); p.x = 1; }
        for (var i = 0; i < ${times}; i = i + 1) { use(K0()); use(K2()); } use(K1());`,
      name: 'use',
    });
    expect(found, 'one miss for each shape that came, at each site').toEqual({
      output: '',
      errors: [],
      misses: [3, 3, 3],
    });
    const instances = random.shuffle(['a', 'b', 'c', 'd', 'e', 'f']);
    const outside = await probe.scenario<ReturnType<typeof missesOf>>('missesOf', {
      source: `${wide(random.pick([8, 12]), instances)} ${instances.map((name) => `add(${name}, 1);`).join(' ')}`,
      name: 'add',
    });
    expect(outside, 'a write that the site knows is no miss, even if it needs room').toEqual({
      output: '',
      errors: [],
      misses: [1],
    });
  });
});
