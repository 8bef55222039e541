import { graded, task } from '#grader/probe/graded.ts';
import type { canonicalFrames, runSwitching } from './scenarios.ts';

task('02.5', 'Objects and closures', () => {
  graded('shares captured variables', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 100);
    const run = await probe.run(
      `fun counter(n) { fun up() { n = n + 1; return n; } fun get() { return n; } up(); print get(); return up; }
      var c = counter(${n}); print c() + c(); { var a = 1; fun f() { return a; } a = ${n}; print f(); }
      fun make() { var f; { var x = ${n}; fun g() { x = x + 1; return x; } f = g; } var y = "other"; return f; } var g = make(); g(); print g();
      fun swap(a, b) { fun set(x) { var old = a; a = x; return old; } print a + set(b) * 2 + a; } swap(${n}, 5);`,
      { tier: 'threaded' },
    );
    expect(run.output).toBe(`${n + 1}\n${2 * n + 5}\n${n}\n${n + 2}\n${n + n * 2 + 5}\n`);
  });

  graded('gives instances fields and methods', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 100);
    const run = await probe.run(
      `class Box { init(v) { this.value = v; } get() { return this.value; } add(n) { this.value = this.value + n; return this; } }
      var a = Box(${n}); var b = Box("text"); print a.get(); print b.get(); print a.add(1).add(2).get();
      print a.value = 7; print a; var get = b.get; print get(); print a.value + (a.value = 2) * a.value;
      fun f() { return "field"; } a.get = f; print a.get(); { var c = a; c.value = c; print c.value.value == c; }
      class K { later() { fun self() { return this; } return self; } } print K().later()();`,
      { tier: 'threaded' },
    );
    expect(run.output).toBe(
      `${n}\ntext\n${n + 3}\n7\nBox instance\ntext\n11\nfield\ntrue\nK instance\n`,
    );
  });

  graded(
    'inherits, overrides and calls super',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 100);
      const run = await probe.run(
        `class A { init(n) { this.n = n; } name() { return "A"; } hi() { return this.name() + " says hi"; } twice(x) { return 2 * x; } }
      class B < A { name() { return "B" + super.name(); } up() { var f = super.twice; return f(this.n) + super.twice(1); } }
      class C < B { init(n) { super.init(n + 1); } name() { fun inner() { return "C" + super.name(); } return inner(); } }
      var c = C(${n}); print c.name(); print c.hi(); print c.up(); A = nil; print C(1).n;
      { class D < B {} print D(5).hi(); }`,
        { tier: 'threaded' },
      );
      expect(run.output).toBe(`CBA\nCBA says hi\n${2 * (n + 1) + 2}\n2\nBA says hi\n`);
    },
  );

  graded(
    'names what is wrong with objects, and where',
    { points: 1 },
    async ({ probe, expect }) => {
      const errorOf = async (source: string) =>
        (await probe.run(`class A {}\n${source}`, { tier: 'threaded' })).errors;
      const at = '[line 2] in script';
      expect(await errorOf('A().x;')).toEqual(["Undefined property 'x'.", at]);
      expect(await errorOf('A().x();')).toEqual(["Undefined property 'x'.", at]);
      expect(await errorOf('"s".x = 1;')).toEqual(['Only instances have fields.', at]);
      expect(await errorOf('var N = 1; class B < N {}')).toEqual([
        'Superclass must be a class.',
        at,
      ]);
    },
  );

  graded(
    'keeps what is deferred alive while everything moves',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const [a, b] = [random.identifier(), random.identifier()];
      const run = await probe.run(
        `class P { init(x) { this.x = x; } m() { return this.x; } }
      fun test(s, t) {
        var copy = s; s = s + "!"; fun get() { return copy + s; }
        print copy + (t + "?") + get();
        var p = P(copy + s); var q = p; p = nil; q.y = q.x + t; print q.x + (q.z = q.y + "z") + q.m();
        var m = q.m; q = P(t); print m() + q.m() + (copy + t);
        class Q < P { m() { return "Q" + super.m(); } } var r = Q(copy); print r.m() + copy;
        return copy + s + r.m();
      }
      print test("${a}" + "", "${b}" + "");`,
        { tier: 'threaded', stressGc: true },
      );
      const s = `${a}!`;
      expect(
        run.output,
        'with a collection at every allocation: what is deferred is settled before, and `stackTop` lies above all that is live',
      ).toBe(
        `${a}${b}?${a}${s}\n${a}${s}${a}${s}${b}z${a}${s}\n${a}${s}${b}${a}${b}\nQ${a}${a}\n${a}${s}Q${a}\n`,
      );
    },
  );

  graded(
    'keeps a new value alive while its field gets room',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const text = random.identifier();
      const names = random.shuffle([...'abcdefghijkl']);
      const run = await probe.run(
        `class Box {}
        fun fill(box, s) { ${names.map((name) => `box.${name} = s + "${name}";`).join(' ')} return box; }
        var box = fill(Box(), "${text}"); ${names.map((name) => `print box.${name};`).join(' ')}`,
        { tier: 'threaded', stressGc: true },
      );
      expect(
        { output: run.output, errors: run.errors },
        'with a collection at every allocation: an object with many fields needs room for the next one, and `stackTop` lies above object and value',
      ).toEqual({ output: names.map((name) => `${text}${name}\n`).join(''), errors: [] });
    },
  );

  graded(
    'has no slot scanned that nobody has written',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 99);
      const uses = {
        'a class': 'class Q { m() { return "ok"; } } print Q().m();',
        'a property': 'var m = box.m; print m();',
        'a string': 'var s = "o"; print s + "k";',
        'a field': 'box.field = "ok"; print box.field;',
      };
      for (const [what, use] of Object.entries(uses)) {
        const { ended, output } = await probe.runToAnyEnd(
          `class Box { m() { return "ok"; } } var box = Box();
          fun leave(n, a) { var b = a + "b"; var c = a + "c"; var d = a + "d"; var e = a + "e"; var f = a + "f"; return n; }
          fun use(z) { var b = z; var c = z; var d = z; var e = z; var f = ${n}; var g = z; ${use} return b == g and f; }
          fun both(z, s) { leave(1, s); z = z + z; s = nil; print use(z); leave(1, "s"); "x" + ""; z = z + z; print use(z); }
          var z = "0000000000000000"; ${'z = z + z; '.repeat(8)} both(z, "a" + "b");`,
          { tier: 'threaded', stressGc: true },
        );
        expect(
          { ended: ended.kind, output },
          `${what}: the collector looks at every slot up to \`stackTop\`; an old value in one that is deferred leads it astray`,
        ).toEqual({ ended: 'normal', output: `ok\n${n}\nok\n${n}\n` });
      }
    },
  );

  graded(
    'leaves every frame of a method as the interpreter would',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 5);
      const source = `
      class A { init(n) { this.n = n; } down(by) { var old = this.n; if (old < 1) return "end"; this.n = old - by; return this.down(by); } }
      class B < A { down(by) { var twice = by + by; fun f() { return twice; } by = f(); return super.down(twice - by / 2); } }
      print 1 + 2; { var b = B(${n}); var c = b; b = A; print c.down(1) + A(2).down(1); }`;
      const frames = (tier: string) =>
        probe.scenario<ReturnType<typeof canonicalFrames>>('canonicalFrames', { source, tier });
      const [interpreted, threaded] = [await frames('interpreter'), await frames('threaded')];
      expect(threaded.output).toBe('3\nendend\n');
      expect(threaded.seen, 'at each call and return').toEqual(interpreted.seen);
    },
  );

  graded('takes turns within objects', { points: 1 }, async ({ probe, expect, random }) => {
    const n = random.integer(3, 7);
    const source = `
      class Node { init(v, next) { this.v = v; this.next = next; } sum() { if (this.next == nil) return this.v; return this.v + this.next.sum(); } }
      class Loud < Node { init(v, next) { super.init(v + "!", next); } sum() { var s = super.sum; return s(); } }
      fun build(n, list) { if (n == 0) return list; return build(n - 1, Loud("n", list)); } var sum = build(${n}, nil).sum; print sum();`;
    const found = await probe.scenario<ReturnType<typeof runSwitching>>('runSwitching', {
      source,
      seed: random.integer(1, 1_000_000),
      stressGc: true,
    });
    expect(found).toEqual({ output: `${'n!'.repeat(n)}\n`, errors: [] });
  });
});
