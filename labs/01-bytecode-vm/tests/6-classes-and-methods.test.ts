import { graded, task } from '#grader/probe/graded.ts';

task('01.6', 'Classes and methods', () => {
  graded('gives instances fields and methods', { points: 3 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 100);
    const run = await probe.run(`
      class Box { get() { return this.value; } add(n) { this.value = this.value + n; return this; } }
      var a = Box(); var b = Box(); a.value = ${n}; b.value = "text"; print a.get(); print b.get();
      print a.add(1).add(2).get(); print a.value = 7; print a; print Box; print a == b; print a == a;`);
    expect(run.output).toBe(`${n}\ntext\n${n + 3}\n7\nBox instance\nBox\nfalse\ntrue\n`);
  });

  graded(
    'runs init, which returns the instance',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 100);
      const run = await probe.run(`
      class P { init(x, y) { this.x = x; this.y = y; if (x > 50) return; this.small = true; } }
      var p = P(${n}, 2); print p.x; print p.y; print p.init(3, 4) == p; print p.x; P(1);`);
      expect(run.output).toBe(`${n}\n2\ntrue\n3\n`);
      expect(run.errors[0]).toBe('Expected 2 arguments but got 1.');
    },
  );

  graded('binds methods to their instance', { points: 3 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 100);
    const run = await probe.run(`
      class A { init(n) { this.n = n; } get(k) { return this.n + k; } }
      var a = A(${n}); var get = a.get; a = A(0); print get(1); print get;
      class B {} var b = B(); b.get = get; print b.get(2); b.n = 5; print b.get(3);`);
    expect(run.output, "the receiver takes the callee's slot before the method is entered").toBe(
      `${n + 1}\n<fn get>\n${n + 2}\n${n + 3}\n`,
    );
  });

  graded(
    'lets a field shadow a method, also when it is called',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 100);
      const run = await probe.run(`
      class A { m() { return "method"; } } var a = A(); print a.m(); fun f() { return ${n}; } a.m = f;
      print a.m(); print A().m(); a.m = 1; a.m();`);
      expect(run.output).toBe(`method\n${n}\nmethod\n`);
      expect(run.errors[0]).toBe('Can only call functions and classes.');
    },
  );

  graded(
    'inherits, overrides and calls super',
    { points: 4 },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 100);
      const run = await probe.run(`
      class A { init(n) { this.n = n; } name() { return "A"; } hi() { return this.name() + " says hi"; } twice(x) { return 2 * x; } }
      class B < A { name() { return "B" + super.name(); } up() { var f = super.twice; return f(this.n) + super.twice(1); } }
      class C < B { init(n) { super.init(n + 1); } name() { return "C" + super.name(); } }
      var c = C(${n}); print c.name(); print c.hi(); print c.up(); print B(5).hi();
      A = nil; print c.name(); print C(1).n;`);
      expect(
        run.output,
        "a subclass gets all methods, `init` among them, and `super` asks the class of the declaration, not the instance's",
      ).toBe(`CBA\nCBA says hi\n${2 * (n + 1) + 2}\nBA says hi\nCBA\n2\n`);
    },
  );

  graded('names what is wrong with objects', { points: 2 }, async ({ probe, expect }) => {
    const errorOf = async (source: string) => (await probe.run(`class A {}\n${source}`)).errors;
    expect(await errorOf('A().x;')).toEqual(["Undefined property 'x'.", '[line 2] in script']);
    expect(await errorOf('A().x();')).toEqual(["Undefined property 'x'.", '[line 2] in script']);
    expect(await errorOf('nil.x;')).toEqual([
      'Only instances have properties.',
      '[line 2] in script',
    ]);
    expect(await errorOf('"s".x = 1;')).toEqual([
      'Only instances have fields.',
      '[line 2] in script',
    ]);
    expect(await errorOf('1.5.x();')).toEqual([
      'Only instances have methods.',
      '[line 2] in script',
    ]);
    expect(await errorOf('var N = 1; class B < N {}')).toEqual([
      'Superclass must be a class.',
      '[line 2] in script',
    ]);
  });

  graded(
    'keeps objects alive while everything moves',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(3, 9);
      const run = await probe.run(
        `class Node { init(value, next) { this.value = value; this.next = next; } sum() { if (this.next == nil) return this.value; return this.value + this.next.sum(); } }
       class Loud < Node { init(value, next) { super.init(value + "!", next); } sum() { var s = super.sum; return s(); } }
       var list = nil; for (var i = 0; i < ${n}; i = i + 1) list = Loud("n", list); var sum = list.sum; list = nil; print sum();`,
        { stressGc: true },
      );
      expect(
        run.output,
        'with a collection at every allocation: read references again after one',
      ).toBe(`${'n!'.repeat(n)}\n`);
    },
  );
});
