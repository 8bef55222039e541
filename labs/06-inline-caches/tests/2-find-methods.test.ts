import { graded, task } from '#grader/probe/graded.ts';
import type { lookupsCounted } from './scenarios.ts';

task('06.2', 'Find methods', () => {
  graded('calls methods on their receiver', { points: 2 }, async ({ probe, expect, random }) => {
    const [a, b] = [random.integer(2, 40), random.integer(50, 90)];
    const run = await probe.run(
      `class Box { init(n) { this.n = n; } add(m, k) { this.n = this.n + m * k; return this; } get() { return this.n; } twice() { return this.get() * 2; } }
      var one = Box(${a}); var two = Box(${b}); print one.get(); print two.add(1, 2).get(); print one.add(${a}, 3).twice(); print two.get();
      fun ask(box) { return box.get(); } print ask(one); print ask(two); print ask(Box("text"));
      class Loud < Box { get() { return "loud"; } } print ask(Loud(1)); print ask(one);`,
    );
    expect(run.errors).toEqual([]);
    expect(run.output).toBe(
      `${a}\n${b + 2}\n${8 * a}\n${b + 2}\n${4 * a}\n${b + 2}\ntext\nloud\n${4 * a}\n`,
    );
  });

  graded('calls what a field holds', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 99);
    const run = await probe.run(
      `class Thing { act(n) { return "method"; } } class Other { init(n) { this.n = n; } }
      fun call(thing) { return thing.act(${n}); } fun plus(n) { return n + 1; }
      var t = Thing(); print call(t); t.act = plus; print call(t); print call(Thing()); t.act = Other; print call(t).n;
      var u = Thing(); u.act = Thing().act; print call(u); t.act = clock; t.now = clock; print t.now() > 0;`,
    );
    expect(run.errors).toEqual([]);
    expect(run.output, 'the callee from a field takes the place of the receiver').toBe(
      `method\n${n + 1}\nmethod\n${n}\nmethod\ntrue\n`,
    );
  });

  graded('finds methods of superclasses', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 99);
    const run = await probe.run(
      `class A { init(n) { this.n = n; } name() { return "A"; } value() { return this.n; } }
      class B < A { init(n) { super.init(n + 1); } name() { return "B" + super.name(); } }
      class C < B { name() { return "C" + super.name(); } value() { var f = super.value; return f() * 2; } }
      print C(${n}).name(); print C(${n}).value(); print B(${n}).value(); print B(1).name();
      var c = C(${n}); c.name = "field"; c.value = "field"; class D < C { name() { return super.name(); } } var d = D(1); print d.name(); print c.name;
      fun make(S) { class T < S { name() { return "T" + super.name(); } } return T(${n}); } print make(A).name(); print make(B).name(); print make(C).name(); print make(A).name();`,
    );
    expect(run.errors).toEqual([]);
    expect(
      run.output,
      '`super` looks into the superclass of the class that the method stands in, and at no field; one `super.name()` may belong to classes with different superclasses',
    ).toBe(`CBA\n${2 * (n + 1)}\n${n + 1}\nBA\nCBA\nfield\nTA\nTBA\nTCBA\nTA\n`);
    const times = random.integer(3, 20);
    const found = await probe.scenario<ReturnType<typeof lookupsCounted>>('lookupsCounted', {
      source: `class A { m() { return "A"; } } class B < A { m() { return super.m() + "B"; } n() { var f = super.m; return f(); } }
        var b = B(); for (var i = 0; i < ${times}; i = i + 1) { b.m(); b.n(); } print b.m();`,
    });
    expect(found, 'each method that is looked for is counted, those of `super`, too').toEqual({
      output: 'AB\n',
      errors: [],
      counted: 4 * times + 2,
    });
  });

  graded('calls methods of dictionaries', { points: 1 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 99);
    const fill = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => `d.f${from + index} = ${n};`).join(' ');
    const run = await probe.run(
      `class Dict { get() { return this.f1; } } var d = Dict(); fun one() { ${fill(0, 90)} } fun two() { ${fill(90, 150)} } one(); two();
      fun ask() { return d.get(); } print ask(); fun other() { return "field"; } d.get = other; print ask();`,
    );
    expect(run.output).toBe(`${n}\nfield\n`);
  });

  graded(
    'says what cannot be called, and on which line',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const gap = '\n'.repeat(random.integer(1, 6));
      const failure = async (source: string) =>
        (await probe.run(`${gap}${source} print "after";`)).errors.slice(0, 2);
      const at = (message: string, where = 'script') => [
        message,
        `[line ${gap.length + 1}] in ${where}`,
      ];
      expect(await failure('class A {} A().run();')).toEqual(at("Undefined property 'run'."));
      expect(await failure('var n = 1; n.run();')).toEqual(at('Only instances have methods.'));
      expect(await failure('class A {} A.run();')).toEqual(at('Only instances have methods.'));
      expect(await failure('class A {} class B < A { run() { super.run(); } } B().run();')).toEqual(
        at("Undefined property 'run'.", 'run()'),
      );
      expect(
        await failure('class A {} class B < A { run() { return super.run; } } B().run();'),
      ).toEqual(at("Undefined property 'run'.", 'run()'));
    },
  );
});
