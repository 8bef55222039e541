import { graded, task } from '#grader/probe/graded.ts';

task('01.4', 'Calls and frames', () => {
  graded('passes arguments in order', { points: 3 }, async ({ probe, expect, random }) => {
    const [a, b, c] = [random.integer(1, 99), random.integer(100, 199), random.integer(200, 299)];
    const { output, errors } = await probe.run(
      'fun none() { print "called"; } none(); print "back"; none(); print "again";',
    );
    expect(
      { output, errors },
      "after a return the caller goes on at its record's pc: CALL writes it, behind itself, before the frame is pushed",
    ).toEqual({ output: 'called\nback\ncalled\nagain\n', errors: [] });
    const run = await probe.run(`
      fun show(a, b, c) { print a; print b; print c; var d = a - b; print d; a = c; print a; }
      show(${a}, ${b}, ${c}); fun none() { print "none"; } none();
      fun pair(x, y) { return x * 1000 + y; } print pair(pair(1, 2), pair(${a}, 4));`);
    expect(run.output, 'slot 0 is the callee, the first parameter is slot 1').toBe(
      `${a}\n${b}\n${c}\n${a - b}\n${c}\nnone\n${1002 * 1000 + a * 1000 + 4}\n`,
    );
  });

  graded('returns a value, or nil', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 100);
    const run = await probe.run(`
      fun early(n) { if (n > 50) return "large"; while (true) { return "small"; } }
      fun nothing() {} fun bare() { return; }
      fun id(x) { return x; }
      print early(${n}); print nothing(); print bare(); print early; print id(1) + id(id(2));`);
    expect(run.output, "the result takes the callee's slot").toBe(
      `${n > 50 ? 'large' : 'small'}\nnil\nnil\n<fn early>\n3\n`,
    );
  });

  graded('recurs', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(10, 18);
    const fib = (n: number): number => (n < 2 ? n : fib(n - 2) + fib(n - 1));
    const run = await probe.run(`
      fun fib(n) { if (n < 2) return n; return fib(n - 2) + fib(n - 1); } print fib(${n});
      fun even(n) { if (n == 0) return true; return odd(n - 1); }
      fun odd(n) { if (n == 0) return false; return even(n - 1); } print even(${n}); print odd(${n});`);
    expect(
      run.output,
      'after a return the caller goes on with its own base, pc and function, and its record is the newest one',
    ).toBe(`${fib(n)}\n${n % 2 === 0}\n${n % 2 === 1}\n`);
  });

  graded('counts the arguments', { points: 2 }, async ({ probe, expect, random }) => {
    const n = random.integer(2, 6);
    const parameters = Array.from({ length: n }, (_, index) => `p${index}`).join(', ');
    const few = await probe.run(`fun f(${parameters}) {}\nf(1);`);
    expect(few.errors).toEqual([`Expected ${n} arguments but got 1.`, '[line 2] in script']);
    const many = await probe.run(
      `fun f() {}\nfun g() {\n  f(${parameters.replaceAll('p', '')});\n}\ng();`,
    );
    expect(many.errors).toEqual([
      `Expected 0 arguments but got ${n}.`,
      '[line 3] in g()',
      '[line 5] in script',
    ]);
  });

  graded('calls only what can be called', { points: 2 }, async ({ probe, expect }) => {
    for (const value of ['nil', '12', '"text"', 'true']) {
      const run = await probe.run(`fun f() { return ${value}; }\n\nf()();`);
      expect(run.errors).toEqual(['Can only call functions and classes.', '[line 3] in script']);
    }
  });

  graded(
    'lists the calls that led to an error',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const gap = '\n'.repeat(random.integer(1, 6));
      const source = `fun a() {${gap} b(); }\nfun b() { c(\n1,\n2); }\nfun c(x, y) {${gap} return x + nil; }\na();`;
      const line = (text: string) => source.slice(0, source.indexOf(text)).split('\n').length;
      const run = await probe.run(source);
      expect(
        run.errors,
        "each line comes from a record's pc, so a call writes it before it pushes a frame",
      ).toEqual([
        'Operands must be two numbers or two strings.',
        `[line ${line('return x')}] in c()`,
        `[line ${line('2);')}] in b()`,
        `[line ${line('b(); }')}] in a()`,
        `[line ${line('a();')}] in script`,
      ]);
    },
  );

  graded(
    'overflows at one exact depth, with the Lox error',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const arguments_ = Array.from({ length: random.integer(0, 5) }, (_, index) => index);
      const parameters = arguments_.map((index) => `p${index}`).join(', ');
      const depth = await probe.scenario('overflowDepth', {
        source: `var n = 0; fun f(${parameters}) { n = n + 1; f(${parameters}); } f(${arguments_.join(', ')});`,
      });
      expect(depth, "16,384 frames may be live, the script's among them").toEqual({
        message: 'Stack overflow.',
        calls: 16_383,
      });
    },
  );

  graded(
    'goes ten thousand calls deep and comes back',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const depth = random.integer(9_000, 10_000);
      const run = await probe.run(
        `fun down(n) { if (n == 0) return 0; return 1 + down(n - 1); } print down(${depth});`,
      );
      expect(run.output).toBe(`${depth}\n`);
    },
  );

  graded('calls native functions', { points: 1 }, async ({ probe, expect }) => {
    const run = await probe.run(
      'var a = clock(); var b = clock(); print a <= b; print clock; clock(1);',
    );
    expect(
      run.output,
      "a native function's result takes the callee's slot; its arguments are counted, too",
    ).toBe('true\n<native fn>\n');
    expect(run.errors[0]).toBe('Expected 0 arguments but got 1.');
  });

  graded(
    'counts a call, and notes at its site whom it called',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const times = random.integer(2, 9);
      const source = `fun f() {} fun caller() { f(); } fun other() { ${'caller(); '.repeat(times)} } other();`;
      const { views } = await probe.run(source, { views: ['functions'] });
      const view = (name: string) => views.functions?.find((candidate) => candidate.name === name);
      expect(['f', 'caller', 'other'].map((name) => view(name)?.calls)).toEqual([times, times, 1]);
      const site = view('caller')?.sites[0];
      expect(site?.feedback, 'how often the callee of `f()` has changed').toBe(1);
      expect(
        new Set(view('other')?.sites.map(({ key }) => key)).size,
        'how many functions `other` has called',
      ).toBe(1);
    },
  );

  graded(
    'keeps every frame alive while everything moves',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const n = random.integer(4, 9);
      const run = await probe.run(
        `fun build(n, text) { if (n == 0) return text; var mine = text + "."; return build(n - 1, mine) + mine; } print build(${n}, "s");`,
        { stressGc: true },
      );
      const build = (n: number, text: string): string =>
        n === 0 ? text : `${build(n - 1, `${text}.`)}${text}.`;
      expect(
        run.output,
        'with a collection at every allocation: what is not below `stackTop` is lost',
      ).toBe(`${build(n, 's')}\n`);
    },
  );
});
