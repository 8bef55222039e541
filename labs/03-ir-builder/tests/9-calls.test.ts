import { graded, task } from '#grader/probe/graded.ts';
import { count, functionIn, instructionsOf } from './printed-ir.ts';
import type { irOf, runNative } from './scenarios.ts';

const needs = ['libLLVM'] as const;

task('03.9', 'Calls', () => {
  graded(
    'calls and recurs in native code',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 18);
      const source = `fun fib(n) { if (n < 2) return n; return fib(n - 2) + fib(n - 1); }
fun order(a, b, c) { return a - b * c; }
fun nothing() {}
print fib(${n}); print order(${n}, 2, fib(3)); print nothing();`;
      const run = await probe.scenario<ReturnType<typeof runNative>>('runNative', { source });
      const fib = (k: number): number => (k < 2 ? k : fib(k - 2) + fib(k - 1));
      const callsOf = (k: number): number => (k < 2 ? 1 : 1 + callsOf(k - 2) + callsOf(k - 1));
      expect({ output: run.output, errors: run.errors }).toEqual({
        output: `${fib(n)}\n${n - 4}\nnil\n`,
        errors: [],
      });
      expect(run.calls, 'calls counted').toBe(callsOf(n) + callsOf(3) + 2);
      expect(run.dispatches, 'instructions that the interpreter has done').toBe(0);
    },
  );

  graded(
    'calls closures without asking TypeScript',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const step = random.integer(2, 9);
      const loop = (turns: number) => `fun add(a, b) { return a + b; }
fun work(f) { var sum = 0; for (var i = 0; i < ${turns}; i = i + 1) sum = f(sum, ${step}); return sum; }
print work(add);`;
      const run = (turns: number, compileThreshold?: number) =>
        probe.scenario<ReturnType<typeof runNative>>('runNative', {
          source: loop(turns),
          nativeHalves: false,
          ...(compileThreshold !== undefined && { compileThreshold }),
        });
      const [few, many] = [await run(10), await run(2_000)];
      expect(many.output).toBe(`${2_000 * step}\n`);
      expect(
        many.crossings,
        'calls from native code into TypeScript, for 2,000 turns as for 10',
      ).toBe(few.crossings);
      const climbed = await run(2_000, 20);
      expect(climbed.output, 'when native code knows from feedback whom it has called so far').toBe(
        `${2_000 * step}\n`,
      );
    },
  );

  graded(
    'tells what cannot be called, and how many arguments it wants',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 99);
      const lines = random.integer(1, 5);
      const errorsOf = async (expression: string) => {
        const source = `fun two(a, b) { return a; }\nfun f() {${'\n'.repeat(lines)}  return ${expression}; }\nprint f();`;
        const { errors } = await probe.scenario<ReturnType<typeof runNative>>('runNative', {
          source,
        });
        return errors;
      };
      const failure = (message: string) => [
        message,
        `[line ${lines + 2}] in f()`,
        `[line ${lines + 3}] in script`,
      ];
      const notCallable = failure('Can only call functions and classes.');
      expect(await errorsOf(`${n}(1)`), 'a number').toEqual(notCallable);
      expect(await errorsOf('"text"()'), 'a string').toEqual(notCallable);
      expect(await errorsOf('nil()'), 'nil').toEqual(notCallable);
      expect(await errorsOf('two(1)'), 'one argument too few').toEqual(
        failure('Expected 2 arguments but got 1.'),
      );
      expect(await errorsOf('two(1, 2, 3)'), 'one argument too many').toEqual(
        failure('Expected 2 arguments but got 3.'),
      );
    },
  );

  graded(
    'calls whatever else can be called',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 99);
      const source = `class Point { init(x) { this.x = x; } shifted(n) { return Point(this.x + n); } twice() { return this.shifted(this.x); } }
class Named < Point { shifted(n) { print "shifted"; return super.shifted(n); } }
var m = Named(${n}).shifted; print m(1).x; print Named(3).twice().x; print clock() > 0;
fun counter() { var c = 0; fun next() { c = c + 1; return c; } return next; }
var next = counter(); next(); print next();`;
      const run = await probe.scenario<ReturnType<typeof runNative>>('runNative', {
        source,
        stressGc: true,
      });
      expect({ output: run.output, errors: run.errors }).toEqual({
        output: `shifted\n${n + 1}\nshifted\n6\ntrue\n2\n`,
        errors: [],
      });
    },
  );

  graded(
    'lets every frame be gone on with when a callee comes back early',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(5, 9);
      const source = `fun down(n) { if (n == 0) return 0; var kept = n * 2; return kept + down(n - 1) - kept + 1; }
fun fib(n) { if (n < 2) return n; return fib(n - 2) + fib(n - 1); }
print fib(${n}); print down(${n * 10});`;
      const fib = (k: number): number => (k < 2 ? k : fib(k - 2) + fib(k - 1));
      for (const quantum of [0, 1, 3, 7]) {
        const run = await probe.scenario<ReturnType<typeof runNative>>('runNative', {
          source,
          quantum,
        });
        expect(
          { output: run.output, errors: run.errors },
          `native code comes back after ${quantum} safepoints`,
        ).toEqual({
          output: `${fib(n)}\n${n * 10}\n`,
          errors: [],
        });
      }
      const mixed = await probe.scenario<ReturnType<typeof runNative>>('runNative', {
        source,
        compileThreshold: random.integer(3, 12),
      });
      expect(
        { output: mixed.output, errors: mixed.errors },
        'callers and callees in different tiers',
      ).toEqual({
        output: `${fib(n)}\n${n * 10}\n`,
        errors: [],
      });
    },
  );

  graded(
    'overflows at the same depth as every tier, whatever the native stack holds',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const source = `var depth = 0;\nfun f(n) { depth = depth + 1; f(n + 1); }\nf(${random.integer(0, 9)});`;
      const interpreted = await probe.run(source, { tier: 'interpreter' });
      for (const nativeStackBytes of [2_000, 400_000]) {
        const run = await probe.scenario<ReturnType<typeof runNative>>('runNative', {
          source,
          nativeStackBytes,
        });
        expect(run.errors).toEqual([...interpreted.errors]);
      }
      const deep = await probe.scenario<ReturnType<typeof runNative>>('runNative', {
        source: 'fun f(n) { if (n == 0) return 0; return 1 + f(n - 1); } print f(10000);',
        nativeStackBytes: 20_000,
      });
      expect(deep.output, '10,000 calls deep').toBe('10000\n');
    },
  );

  graded('calls through one pointer', { points: 1, needs }, async ({ probe, expect, random }) => {
    const name = random.identifier();
    const { ir, verdict } = await probe.scenario<ReturnType<typeof irOf>>('irOf', {
      source: `fun ${name}(f) { return f(1, f); }`,
      name,
    });
    expect(verdict, 'what the verifier says').toBe('');
    const fn = functionIn(ir, name);
    const indirect = instructionsOf(fn).filter(
      ({ opcode, text }) => opcode === 'call' && /call i32 %/.test(text),
    );
    expect(indirect.length, `calls of an address, in\n${ir}`).toBe(1);
    expect(count(fn, /^ret$/), 'ways out').toBeGreaterThan(1);
  });
});
