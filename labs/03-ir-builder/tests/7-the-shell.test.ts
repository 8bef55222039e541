import { graded, task } from '#grader/probe/graded.ts';
import { count, functionIn, instructionsOf } from './printed-ir.ts';
import type { irOf, runNative } from './scenarios.ts';

const needs = ['libLLVM'] as const;

task('03.7', 'The shell', () => {
  graded(
    'runs a script in native code',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const text = random.identifier();
      const source = `var a = "${text}"; print a; { var b = a; print b; print nil; } print true; a = 7; print a;`;
      const run = await probe.scenario<ReturnType<typeof runNative>>('runNative', { source });
      expect({ output: run.output, errors: run.errors }).toEqual({
        output: `${text}\n${text}\nnil\ntrue\n7\n`,
        errors: [],
      });
      expect(run.compiled, 'functions in native code').toBe(1);
      expect(run.dispatches, 'instructions that the interpreter has done').toBe(0);
    },
  );

  graded(
    'has the signature through which every tier is entered',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const name = random.identifier();
      const source = `fun ${name}(go, on) { while (go) { go = nil; while (on) on = go; } while (on or go) on = go; return go; }`;
      const { ir, verdict } = await probe.scenario<ReturnType<typeof irOf>>('irOf', {
        source,
        name,
      });
      expect(verdict, 'what the verifier says').toBe('');
      const fn = functionIn(ir, name);
      expect(fn.head.replace(/ %\w+| local_unnamed_addr| #\d+/g, ''), 'the signature').toBe(
        `define i32 @${name}(ptr, i32, i32, i32) {`,
      );
    },
  );

  graded(
    'passes what a runtime function is to know',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const lines = random.integer(1, 9);
      const source = `${'\n'.repeat(lines)}print "before";\n{ var a = "a"; { var b = a; print\n  missing; } }`;
      const run = await probe.scenario<ReturnType<typeof runNative>>('runNative', {
        source,
        stressGc: true,
      });
      expect(
        { output: run.output, errors: run.errors },
        'the pc leads to the line of the error',
      ).toEqual({
        output: 'before\n',
        errors: ["Undefined variable 'missing'.", `[line ${lines + 3}] in script`],
      });
      const strings = await probe.scenario<ReturnType<typeof runNative>>('runNative', {
        source: `{ var a = "live"; { class Box {} print a; { class Other < Box { m() {} } print a; print Other; } } print a; }`,
        stressGc: true,
      });
      expect(
        { output: strings.output, errors: strings.errors },
        'with a collection at every allocation: the end of the operand stack lies above all that is live',
      ).toEqual({ output: 'live\nlive\nOther\nlive\n', errors: [] });
      const crossingsFor = async (closures: number) => {
        const made = Array.from({ length: closures }, (_, index) => `fun f${index}() {}`);
        const { crossings } = await probe.scenario<ReturnType<typeof runNative>>('runNative', {
          source: `{ ${made.join(' ')} print "made"; }`,
        });
        return crossings;
      };
      expect(
        await crossingsFor(random.integer(10, 30)),
        'calls from native code into TypeScript, for many closures as for one: makeClosure has a native half',
      ).toBe(await crossingsFor(1));
    },
  );

  graded('goes on where it has left', { points: 3, needs }, async ({ probe, expect, random }) => {
    const [a, b] = [random.identifier(), random.identifier()];
    const source = `{ var a = "${a}"; var b = true; var c = true;
      while (a) {
        print a;
        while (b) { print "inner"; b = c; c = nil; }
        if (a == nil) print "never";
        a = c or b and "${b}"; b = nil;
      }
      print "end"; print a; }`;
    const simple = source.replace('        if (a == nil) print "never";\n', '');
    const wanted = await probe.run(simple, { tier: 'interpreter' });
    for (const quantum of [0, 1, 2, 5]) {
      const run = await probe.scenario<ReturnType<typeof runNative>>('runNative', {
        source: simple,
        quantum,
      });
      expect(
        { output: run.output, errors: run.errors },
        `after ${quantum} safepoints native code leaves, and is entered again with the place to go on at`,
      ).toEqual({ output: wanted.output, errors: [] });
      expect(run.dispatches, 'instructions that the interpreter has done').toBe(0);
    }
  });

  graded(
    'stops when another thread asks',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const lines = random.integer(1, 5);
      const run = await probe.scenario<ReturnType<typeof runNative>>('runNative', {
        source: 'while (true) { print "again"; }',
        interruptAt: lines,
      });
      expect({ printed: run.output.split('\n').length - 1, errors: run.errors }).toEqual({
        printed: lines,
        errors: ['Interrupted.', '[line 1] in script'],
      });
    },
  );

  graded(
    'asks at its beginning whether it may go on',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const name = random.identifier();
      const { ir, verdict } = await probe.scenario<ReturnType<typeof irOf>>('irOf', {
        source: `fun ${name}() {}`,
        name,
      });
      expect(verdict, 'what the verifier says').toBe('');
      const fn = functionIn(ir, name);
      expect(count(fn, /^load volatile$/), `volatile loads: the poll word, in\n${ir}`).toBe(1);
      const calls = instructionsOf(fn)
        .filter(({ opcode }) => opcode === 'call')
        .map(({ text }) => /@"?([\w.]+)/.exec(text)?.[1] ?? '');
      expect(
        calls.filter((callee) => callee.includes('frameaddress')).length,
        'looks at the native stack',
      ).toBe(1);
      expect(
        calls.filter((callee) => callee === 'support.leave').length,
        'ways out by `leave`',
      ).toBe(1);
    },
  );
});
