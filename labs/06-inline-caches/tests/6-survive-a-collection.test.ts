import { graded, task } from '#grader/probe/graded.ts';
import { inTurn } from './in-turn.ts';
import type { cachesAfter, lookupsAfter } from './scenarios.ts';
import { shapesOfWide, wide } from './wide.ts';

task('06.6', 'Survive a collection', () => {
  graded('finds methods that have moved', { points: 3 }, async ({ probe, expect, random }) => {
    const method = random.pick(['area', 'run', 'go']);
    const source = `class A { ${method}() { return "A"; } } class B < A { ${method}() { return "B" + super.${method}(); } } class C < A {}
      fun call(o) { print o.${method}(); var f = o.${method}; print f(); } call(B()); call(C()); var keep = C(); var b = B();`;
    const found = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', {
      source: inTurn([source, 'call(b);', 'call(keep);', 'call(b);']),
      name: 'call',
      collecting: true,
    });
    expect(found.output).toBe('BA\nBA\nA\nA\nBA\nBA\nA\nA\nBA\nBA\n');
    expect(found.sites, 'collected between any two programs, and at the end').toEqual([
      {
        site: `invoke ${method}`,
        state: 'polymorphic',
        entries: [`B {}: method ${method}`, `C {}: method ${method}`],
      },
      {
        site: `get ${method}`,
        state: 'polymorphic',
        entries: [`B {}: method ${method} not inlined`, `C {}: method ${method} not inlined`],
      },
    ]);
  });

  graded('forgets shapes that are gone', { points: 3 }, async ({ probe, expect, random }) => {
    const numbers = [0, 1, 2, 3];
    const kept = random.shuffle(numbers).slice(0, random.integer(0, 3));
    const order = random.shuffle(numbers);
    const makers = numbers.map(
      (index) =>
        `fun make${index}() { class T${index} { init() { this.f${index} = 1; this.x = "x${index}"; } } return T${index}(); }`,
    );
    const before = `${makers.join(' ')} fun read(p) { return p.x; } ${kept
      .map((index) => `var k${index} = make${index}();`)
      .join(' ')} ${order
      .map((index) => `read(${kept.includes(index) ? `k${index}` : `make${index}()`});`)
      .join(' ')}`;
    const found = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', {
      source: inTurn([before, '']),
      name: 'read',
      collecting: true,
    });
    const entries = order
      .filter((index) => kept.includes(index))
      .map((index) => `T${index} {f${index}, x}: at 24`);
    const state = ['empty', 'monomorphic', 'polymorphic', 'polymorphic'][entries.length];
    expect(
      found.sites,
      'the classes and instances of the others are garbage; entries that stay are in their order',
    ).toEqual([{ site: 'get x', state, entries }]);
  });

  graded(
    'forgets a write that leads to a shape that is gone',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const [stays, goes] = random.shuffle(['alpha', 'beta', 'gamma']);
      const found = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', {
        source: inTurn([
          `class P { init() { this.a = 1; } } var keep = P(); fun write(p) { p.${goes} = 1; p.a = 2; } fun other(p) { p.${stays} = 1; }
          write(P()); other(keep);`,
          'other(P()); write(P());',
          '',
        ]),
        name: 'write',
        collecting: true,
      });
      expect(found.errors).toEqual([]);
      expect(
        found.sites,
        `no instance has the field \`${goes}\`: that shape was freed, though the shape before it lives`,
      ).toEqual([
        { site: `set ${goes}`, state: 'empty', entries: [] },
        { site: 'set a', state: 'empty', entries: [] },
      ]);
    },
  );

  graded('empties the global lookup cache', { points: 1 }, async ({ probe, expect, random }) => {
    const count = random.integer(6, 12);
    const classes = Array.from({ length: count }, (_, index) => `class K${index} { m() {} }`);
    const calls = Array.from({ length: count }, (_, index) => `call(K${index}());`);
    const sources = [
      `${classes.join(' ')} fun call(k) { k.m(); } ${calls.join(' ')} ${calls.join(' ')}`,
    ];
    const before = await probe.scenario<ReturnType<typeof lookupsAfter>>('lookupsAfter', {
      source: inTurn(sources),
    });
    expect(before.used, 'entries ahead of the collection').toBeGreaterThan(0);
    const found = await probe.scenario<ReturnType<typeof lookupsAfter>>('lookupsAfter', {
      source: inTurn(sources),
      collecting: true,
    });
    expect(found.used, 'entries behind it: their names and methods are elsewhere').toBe(0);
  });

  graded('remembers a write that has moved the instance', { points: 1 }, async (test) => {
    const { probe, expect, random } = test;
    const count = random.pick([8, 12]);
    const instances = random.shuffle(['a', 'b', 'c', 'd', 'e']);
    const texts = instances.map((name) => `${name}${random.integer(10, 99)}`);
    const found = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', {
      source: `${wide(count, instances)}
        ${instances.map((name, index) => `add(${name}, "${texts[index]}");`).join(' ')} ${instances.map((name) => `print ${name}.last;`).join(' ')}`,
      name: 'add',
      stressGc: true,
    });
    const [before, after] = shapesOfWide(count);
    expect(
      found,
      'a collection at each allocation: room for the field is allocated, and so the instance is elsewhere after `fields.set`',
    ).toEqual({
      output: texts.map((text) => `${text}\n`).join(''),
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

  graded('is right while everything moves', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(10, 20);
    const kinds = Array.from({ length: 7 }, (_, index) => index);
    const source = `
      class Base { init(n) { this.n = n; this.text = "t" + "x"; } show() { return this.text + this.name(); } }
      ${kinds.map((index) => `class K${index} < Base { init(n) { ${index % 2 === 0 ? `this.k${index} = n;` : ''} super.init(n); } name() { return "${index}"; } show() { return super.show() + "!"; } }`).join('\n')}
      fun temporary(i) { class Gone { init() { this.t${n} = i; this.n = "g"; } name() { return "gone"; } } return Gone(); }
      fun use(k) { k.n = k.n; k.extra = k.name(); return k.extra; }
      for (var i = 0; i < ${n}; i = i + 1) { print use(temporary(i)); print use(K0(i)); print use(K3(i)); print K4(i).show(); }
      for (var i = 0; i < 3; i = i + 1) { ${kinds.map((index) => `print use(K${index}(i)); print K${index}(i).show();`).join(' ')} print use(temporary(i)); }`;
    const run = await probe.run(source, { stressGc: true });
    const first = Array(n).fill('gone\n0\n3\ntx4!\n').join('');
    const second = kinds.map((index) => `${index}\ntx${index}!\n`).join('');
    expect(run.errors).toEqual([]);
    expect(run.output, 'a collection at each allocation').toBe(
      first + Array(3).fill(`${second}gone\n`).join(''),
    );
  });
});
