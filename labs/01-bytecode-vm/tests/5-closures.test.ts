import { graded, task } from '#grader/probe/graded.ts';
import type { staleUpvalues, unreportedChanges } from './scenarios.ts';

task('01.5', 'Closures', () => {
  graded(
    'keeps a variable that its function has left behind',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 100);
      const run = await probe.run(`
      fun counter(from) { fun next() { from = from + 1; return from; } return next; }
      var a = counter(${n}); var b = counter(0); a(); print a(); print b(); print a();`);
      expect(run.output, 'a closed upvalue holds the value itself and points there').toBe(
        `${n + 2}\n1\n${n + 3}\n`,
      );
    },
  );

  graded('shares a variable between closures', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 100);
    const run = await probe.run(`
      var get; var set;
      fun make() { var shared = 0; fun g() { return shared; } fun s(x) { shared = x; } get = g; set = s; s(1); print shared; shared = 2; print g(); }
      make(); print get(); set(${n}); print get();`);
    expect(run.output, 'two closures that capture one variable share one upvalue').toBe(
      `1\n2\n2\n${n}\n`,
    );
  });

  graded(
    'captures a loop variable once, and a block variable each time',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(3, 8);
      const run = await probe.run(`
      var first; var last; var inner;
      for (var i = 0; i < ${n}; i = i + 1) {
        fun f() { return i; } if (first == nil) first = f; last = f;
        var j = i; fun g() { return j; } if (i == 1) inner = g;
      }
      print first(); print last(); print inner();`);
      expect(
        run.output,
        'a `for` variable is one for all turns; a variable of the block is closed, its own slot included, at the end of each',
      ).toBe(`${n}\n${n}\n1\n`);
    },
  );

  graded('captures through several levels', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 100);
    const run = await probe.run(`
      fun outer(a) { var b = a + 1; fun middle(c) { fun inner(d) { a = a + 1; return a * 1000000 + b * 10000 + c * 100 + d; } return inner; } return middle; }
      var inner = outer(${n})(2); print inner(3); print inner(4);`);
    const result = (a: number, d: number) => a * 1_000_000 + (n + 1) * 10_000 + 200 + d;
    expect(
      run.output,
      "a capture that is no local of the enclosing frame is an upvalue of that frame's closure",
    ).toBe(`${result(n + 1, 3)}\n${result(n + 2, 4)}\n`);
  });

  graded(
    'finds the right variable whatever the order of capture',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const names = ['a', 'b', 'c', 'd', 'e', 'f'];
      const order = ['f', 'a', ...random.shuffle(['b', 'c', 'd', 'e'])];
      const run = await probe.run(`
      var turn;
      fun make() {
        ${names.map((name) => `var ${name} = "${name}";`).join(' ')}
        ${order.map((name) => `fun get_${name}() { return ${name}; }`).join(' ')}
        fun all() { return ${names.map((name) => `get_${name}()`).join(' + ')}; }
        fun change() { ${names.map((name) => `${name} = ${name} + "!";`).join(' ')} }
        change(); print all(); turn = change; return all;
      }
      var all = make(); turn(); print all();`);
      const text = (mark: string) => names.map((name) => name + mark).join('');
      expect(run.output, 'two closures must share one upvalue a variable').toBe(
        `${text('!')}\n${text('!!')}\n`,
      );
    },
  );

  graded('closes only what goes out of scope', { points: 1 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 100);
    const run = await probe.run(`
      fun f() {
        var kept = ${n}; fun outer() { return kept; }
        var late;
        { var gone = 1; fun inner() { gone = gone + 1; return gone; } print inner(); late = inner; }
        var reused = "reused"; kept = kept + 1; print outer(); print late(); print reused;
      }
      f();`);
    expect(
      run.output,
      'the upvalues at the slot and above are closed, those below stay open; the chain has the topmost first',
    ).toBe(`2\n${n + 1}\n3\nreused\n`);
  });

  graded('captures while everything moves', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(3, 7);
    const run = await probe.run(
      `fun make(n) {
        var a = "a"; var b = "b"; var c = "c";
        fun first() { return b; } fun second() { a = a + b; return a + c; } fun third() { c = c + first(); return second(); }
        if (n == 0) return third; third(); return make(n - 1);
      }
      var t = make(${n}); t(); print t();`,
      { stressGc: true },
    );
    expect(
      run.output,
      'with a collection at every allocation: an upvalue that was read before an allocation is not there any more',
    ).toBe('abbcbb\n');
  });

  graded(
    'leaves nothing of what lay in memory before in an upvalue',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const names = ['a', 'b', 'c', 'd'].slice(0, random.integer(2, 4));
      const seen = await probe.scenario<ReturnType<typeof staleUpvalues>>('staleUpvalues', {
        source: `
          fun f() {
            ${random.shuffle(names.map((name) => `var ${name} = "${name}";`)).join(' ')}
            ${random.shuffle(names.map((name) => `fun get_${name}() { return ${name}; }`)).join(' ')}
            print "captured";
          }
          f();`,
      });
      expect(
        seen,
        'memory is used again: what `insert` does not write, such as an EMPTY `closed`, is what lay there, and the collector would follow it',
      ).toEqual({ printed: 'captured\n', open: names.length, stale: 0 });
    },
  );

  graded(
    'tells the heap of each upvalue that it has changed',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const [low, high] = random.shuffle(['x', 'y', 'z']);
      const n = random.integer(1, 100);
      const seen = await probe.scenario<ReturnType<typeof unreportedChanges>>('unreportedChanges', {
        source: `
          fun make() {
            var ${low} = ${n}; var ${high} = 0;
            fun first() { return ${high}; }
            print "captured";
            fun second() { ${low} = ${low} + 1; return ${low}; }
            print "linked in";
            return second;
          }
          var second = make();
          print "closed";
          print second();`,
      });
      expect(
        seen,
        'upvalues that were changed between one line of the output and the next, and no `writeBarrier` after that',
      ).toEqual(
        ['captured', 'linked in', 'closed', `${n + 1}`].map((line) => ({ line, unreported: 0 })),
      );
    },
  );
});
