import { graded, task } from '#grader/probe/graded.ts';
import { inTurn } from './in-turn.ts';
import type { cachesAfter, calleesAfter, lookupsAfter } from './scenarios.ts';

task('06.7', 'Redefinitions', () => {
  graded(
    'forgets a class that is replaced, and no other',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const names = random.shuffle(['Alpha', 'Beta', 'Gamma']);
      const [replaced] = random.shuffle(names);
      const body = '{ init() { this.n = 1; } m() { return this.n; } }';
      const found = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', {
        source: inTurn([
          `${names.map((name) => `class ${name} ${body}`).join(' ')} class Sub < ${replaced} { m() { return super.m(); } }
          fun use(o) { o.n; o.m(); o.n = 2; o.m; } ${names.map((name) => `use(${name}());`).join(' ')} use(Sub());`,
          `class ${replaced} { init() { this.other = 1; } }`,
        ]),
        name: 'use',
      });
      expect(found.errors).toEqual([]);
      const left = [...names.filter((name) => name !== replaced), 'Sub'];
      expect(
        found.sites,
        `of \`${replaced}\` nothing is known any more; its subclass has shapes of its own`,
      ).toEqual([
        {
          site: 'get n',
          state: 'polymorphic',
          entries: left.map((name) => `${name} {n}: at 16`),
        },
        {
          site: 'invoke m',
          state: 'polymorphic',
          entries: left.map((name) => `${name} {n}: method m`),
        },
        {
          site: 'set n',
          state: 'polymorphic',
          entries: left.map((name) => `${name} {n}: at 16 then ${name} {n}`),
        },
        {
          site: 'get m',
          state: 'polymorphic',
          entries: left.map((name) => `${name} {n}: method m not inlined`),
        },
      ]);
      const [kept] = left;
      const subclass = (name: string) =>
        `class Sub${name} < ${name} { of${name}() { super.m(); super.m; } } Sub${name}().of${name}();`;
      const sitesOfSuper = async (name: string) => {
        const found = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', {
          source: inTurn([
            `${names.map((name) => `class ${name} ${body}`).join(' ')} ${subclass(replaced)} ${subclass(kept)}`,
            `class ${replaced} { init() { this.other = 1; } }`,
          ]),
          name: `of${name}`,
        });
        return found.sites;
      };
      expect(await sitesOfSuper(replaced), 'at `super` as well, nothing is known of it').toEqual([
        { site: 'super invoke m', state: 'empty', entries: [] },
        { site: 'super m', state: 'empty', entries: [] },
      ]);
      expect(await sitesOfSuper(kept), 'at `super`, another class stays known').toEqual([
        { site: 'super invoke m', state: 'monomorphic', entries: [`${kept} {}: method m`] },
        { site: 'super m', state: 'monomorphic', entries: [`${kept} {}: method m`] },
      ]);
    },
  );

  graded(
    'has one class at a time, version after version',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const versions = random.integer(6, 8);
      const found = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', {
        source: inTurn([
          'var C; fun use(c) { return c.get(); }',
          ...Array.from(
            { length: versions },
            (_, index) =>
              `class C { init() { this.v = ${index}; } get() { return this.v; } } print use(C()); print use(C());`,
          ),
        ]),
        name: 'use',
      });
      expect(found.output).toBe(
        Array.from({ length: versions }, (_, index) => `${index}\n${index}\n`).join(''),
      );
      expect(found.sites, `${versions} versions of a class`).toEqual([
        { site: 'invoke get', state: 'monomorphic', entries: ['C {v}: method get'] },
      ]);
    },
  );

  graded('takes it out of the lookup cache', { points: 2 }, async ({ probe, expect, random }) => {
    const count = random.integer(6, 9);
    const replaced = random.integer(0, count - 1);
    const numbers = Array.from({ length: count }, (_, index) => index);
    const classes = numbers.map((index) => `class K${index} { init() { this.x = ${index}; } }`);
    const uses = numbers.map((index) => `use(K${index}());`).join(' ');
    const sources = [
      `${classes.join(' ')} fun use(k) { k.x; k.x = 1; } ${uses} ${uses}`,
      `K${replaced} = nil;`,
    ];
    const before = await probe.scenario<ReturnType<typeof lookupsAfter>>('lookupsAfter', {
      source: inTurn(sources.slice(0, 1)),
    });
    const found = await probe.scenario<ReturnType<typeof lookupsAfter>>('lookupsAfter', {
      source: inTurn(sources),
    });
    const isOfReplaced = (text: string) => text.endsWith(` of K${replaced} {x}`);
    expect(before.lookups, 'the pairs before it was replaced').toContain(
      `get x of K${replaced} {x}`,
    );
    expect(found.lookups, 'the pairs that are left').toEqual(
      before.lookups.filter((text) => !isOfReplaced(text)),
    );
  });

  graded('forgets the callee that is replaced', { points: 2 }, async (test) => {
    const { probe, expect, random } = test;
    const n = random.integer(1, 99);
    const found = await probe.scenario<ReturnType<typeof calleesAfter>>('calleesAfter', {
      source: inTurn([
        'fun f() { return "f"; } fun g() { return "g"; } fun both() { print f(); print g(); } both();',
        `fun f() { return ${n}; }`,
      ]),
      name: 'both',
    });
    expect(found.callees, '`f` was given another function, `g` was not').toEqual([
      'nobody, 0 callees so far',
      'g, 1 callees so far',
    ]);
    const later = await probe.scenario<ReturnType<typeof calleesAfter>>('calleesAfter', {
      source: inTurn([
        'fun f() { return "f"; } fun both() { print f(); } both();',
        `fun f() { return ${n}; } both(); both();`,
      ]),
      name: 'both',
    });
    expect(later.output).toBe(`f\n${n}\n${n}\n`);
    expect(later.callees, 'the new function is the only one that the site has met').toEqual([
      'f, 1 callees so far',
    ]);
  });

  graded('tells how many sites have forgotten something', { points: 2 }, async (test) => {
    const { probe, expect, random } = test;
    const count = random.integer(2, 6);
    const uses = random.shuffle(['o.n;', 'o.n = 2;', 'o.m();', 'o.m;', 'o.n;', 'o.m();']);
    const flushes = async (source: string) => {
      const { views } = await probe.run(source, { views: ['events'] });
      return views.events?.filter(({ kind }) => kind === 'flush').map(({ details }) => details);
    };
    const ofClass = await flushes(
      `class A { m() {} } class B { m() {} } fun use(o) { ${uses.slice(0, count).join(' ')} } var a = A(); a.n = 1; var b = B(); b.n = 1;
      use(b); use(a); use(a); class A {}`,
    );
    expect(ofClass, 'the sites in `use`, and the one of `a.n = 1`, have forgotten A').toEqual([
      { name: 'A', sites: count + 1, functions: 0 },
    ]);
    const ofFunction = await flushes(
      `fun f() {} fun g() {} fun use() { ${Array(count).fill('f();').join(' ')} g(); } use(); fun f() {}`,
    );
    expect(ofFunction, 'the sites in `use` that have called f').toEqual([
      { name: 'f', sites: count, functions: 0 },
    ]);
  });
});
