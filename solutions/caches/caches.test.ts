import { describe, expect, it } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { CacheState, FunctionObject, SITE_SIZE, Site } from '#shared/memory/layout.ts';
import { createTestVm, type TestVm } from '../test-vm.ts';

const llvmIsThere = whyUnavailable() === null;
const tiers = llvmIsThere
  ? (['interpreter', 'threaded', 'baseline'] as const)
  : (['interpreter', 'threaded'] as const);

/** The property sites of a function: what is in each cell. */
function sitesOf({ vm }: TestVm, name: string) {
  const { i32 } = vm.machine.memory;
  const found = vm.machine.functions.findLast(({ bytecode }) => bytecode.name === name);
  if (found === undefined) throw new Error(`No function is called ${name}`);
  const first = i32[(found.offset + FunctionObject.sites) >> 2];
  return found.bytecode.sites.map((kind, index) => {
    const field = (offset: number) => i32[(first + index * SITE_SIZE + offset) >> 2];
    return { kind, state: field(Site.state), misses: field(Site.misses) };
  });
}

/** Declares so many classes, each with a field `v` behind a number of others, and a method `m`. */
const classes = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const others = Array.from({ length: index }, (_, other) => `this.f${other} = 0;`).join(' ');
    return `class C${index} { init() { ${others} this.v = ${index}; } m() { return this.v; } }`;
  }).join('\n');

describe.each(tiers)('a site in the tier %s', (tier) => {
  const states = [
    [1, CacheState.MONOMORPHIC],
    [2, CacheState.POLYMORPHIC],
    [4, CacheState.POLYMORPHIC],
    [5, CacheState.MEGAMORPHIC],
    [9, CacheState.MEGAMORPHIC],
  ] as const;

  it.each(states)('that meets %d shapes is in state %d, and misses hardly ever', (count, state) => {
    const test = createTestVm({ tier });
    test.run(`
      ${classes(count)}
      fun read(o) { return o.v; }
      fun write(o) { o.v = o.v; }
      fun call(o) { return o.m(); }
      var sum = 0;
      for (var i = 0; i < 50; i = i + 1) {
        ${Array.from({ length: count }, (_, index) => `{ var o = C${index}(); sum = sum + read(o) + call(o); write(o); }`).join('\n')}
      }
      print sum;
    `);
    expect(test.printed()).toEqual([String((50 * 2 * count * (count - 1)) / 2)]);
    // What a site knew it has to find once more when it has become megamorphic.
    const most = state === CacheState.MEGAMORPHIC ? 2 * count : count;
    for (const name of ['read', 'call']) {
      const [site] = sitesOf(test, name);
      expect(site.state).toBe(state);
      expect(site.misses).toBeGreaterThanOrEqual(count);
      expect(site.misses).toBeLessThanOrEqual(most);
    }
  });

  it('goes on hitting when a collection has moved objects and methods', () => {
    const test = createTestVm({ tier, stressGc: true });
    test.run(`
      ${classes(3)}
      fun use(o) { return o.v + o.m(); }
      var all = C0(); var one = C1(); var two = C2();
      for (var i = 0; i < 40; i = i + 1) { use(all); use(one); use(two); var made = "a" + "b"; }
      print use(two);
    `);
    expect(test.printed()).toEqual(['4']);
    for (const { kind, misses } of sitesOf(test, 'use')) {
      if (kind === 'get' || kind === 'invoke') expect(misses).toBe(3);
    }
  });

  it('remembers nothing of an object with very many fields', () => {
    const test = createTestVm({ tier });
    const half = (from: number) =>
      Array.from({ length: 100 }, (_, index) => `o.f${from + index} = ${index};`).join(' ');
    test.run(`
      class Map {}
      fun first(o) { ${half(0)} }
      fun second(o) { ${half(100)} }
      fun read(o) { return o.f199; }
      var map = Map(); first(map); second(map);
      for (var i = 0; i < 20; i = i + 1) read(map);
      print read(map);
    `);
    expect(test.printed()).toEqual(['99']);
    expect(sitesOf(test, 'read')).toMatchObject([{ kind: 'get', state: CacheState.EMPTY }]);
  });
});

describe('redefinition', () => {
  const source = `
    class A { m() { return 1; } }
    class Other { m() { return 5; } }
    fun f(x) { return x; }
    fun useClass(o) { return o.m(); }
    fun useOther(o) { return o.m(); }
    fun useFunction() { return f(1); }
    fun warm() { for (var i = 0; i < 30; i = i + 1) { useClass(A()); useOther(Other()); useFunction(); } }
    warm();
  `;

  it('of a class flushes the sites that knew it, and no other', () => {
    const test = createTestVm();
    test.run(source);
    test.run('class A { m() { return 2; } }');
    expect(test.events.filter(({ kind }) => kind === 'flush')).toMatchObject([
      { name: 'A', sites: 1, functions: 0 },
    ]);
    expect(sitesOf(test, 'useClass')[0].state).toBe(CacheState.EMPTY);
    expect(sitesOf(test, 'useOther')[0].state).toBe(CacheState.MONOMORPHIC);
    test.run('warm(); print useClass(A());');
    expect(test.printed()).toEqual(['2']);
    expect(sitesOf(test, 'useClass')[0].state).toBe(CacheState.MONOMORPHIC);
  });

  it('that gives a variable what it has flushes nothing', () => {
    const test = createTestVm();
    test.run(`${source} A = A; f = f; var number = 1; number = 2;`);
    expect(test.events.filter(({ kind }) => kind === 'flush')).toEqual([]);
  });

  it('is not announced any more when a variable keeps changing', () => {
    const test = createTestVm();
    test.run(`
      fun a() { return 1; } fun b() { return 2; }
      var f = a; var sum = 0;
      for (var i = 0; i < 1000; i = i + 1) { if (f == a) f = b; else f = a; sum = sum + f(); }
      print sum;
    `);
    expect(test.printed()).toEqual(['1500']);
    expect(test.events.filter(({ kind }) => kind === 'flush').length).toBeLessThan(10);
  });

  it.skipIf(!llvmIsThere)(
    'of a function drops the native code that relied on it, also under way',
    () => {
      const test = createTestVm({
        tier: 'auto',
        hotThreshold: 2,
        compileThreshold: 10,
        quantum: () => 20,
      });
      test.run(`
      fun f(x) { return 1; }
      fun g(x) { return 100; }
      fun loop(n) {
        var sum = 0;
        for (var i = 0; i < n; i = i + 1) {
          sum = sum + f(i);
          if (i == 500) f = g;
        }
        return sum;
      }
      print loop(1000);
      print loop(10);
    `);
      expect(test.printed()).toEqual([String(501 + 499 * 100), '1000']);
      const flushes = test.events.filter(({ kind }) => kind === 'flush');
      expect(flushes).toMatchObject([{ name: 'f', sites: 1, functions: 1, function: 'loop' }]);
      const compiled = test.events.filter(
        (event) => event.kind === 'compiled' && event.name === 'loop',
      );
      expect(compiled.length).toBe(2);
    },
  );
});

describe.skipIf(!llvmIsThere)('native code', () => {
  it.each([
    ['fields and methods of one shape', 1],
    ['of four shapes', 4],
    ['of nine shapes', 9],
  ])('does not call into TypeScript for %s', (_, count) => {
    const crossings = [200, 2_000].map((turns) => {
      const test = createTestVm({ tier: 'baseline' });
      test.run(`
        ${classes(count)}
        class Sub < C0 { init() { super.init(); this.w = 0; } m() { return super.m() + this.w; } }
        fun use(o) { o.v = o.v + o.m(); o.v = 1; return o.v; }
        fun run(turns) {
          for (var i = 0; i < turns; i = i + 1) {
            ${Array.from({ length: count }, (_, index) => `use(C${index}());`).join('\n')}
            use(Sub()); var bound = Sub().m; bound();
          }
        }
        run(${turns});
      `);
      return test.vm.statistics().native.crossings;
    });
    expect(crossings[0]).toBe(crossings[1]);
  });

  it('joins and compares strings without it', () => {
    const crossings = [100, 1_000].map((turns) => {
      const test = createTestVm({ tier: 'baseline' });
      test.run(`
        fun join(turns) {
          var n = 0;
          for (var i = 0; i < turns; i = i + 1) if ("a" + "b" == "ab") if (nil != "a") n = n + 1;
          return n;
        }
        print join(${turns});
      `);
      expect(test.printed()).toEqual([String(turns)]);
      return test.vm.statistics().native.crossings;
    });
    expect(crossings[0]).toBe(crossings[1]);
  });
});
