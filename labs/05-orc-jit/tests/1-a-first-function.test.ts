import { graded, task } from '#grader/probe/graded.ts';
import { runtimeNames } from '#shared/contracts/native.ts';
import type {
  callSymbols,
  contextsOf,
  runByTurns,
  runPatched,
  stateAtPrints,
  symbols,
  throughTrampoline,
  visitsOf,
} from './scenarios.ts';

const needs = ['libLLVM'] as const;

task('05.1', 'A first function', () => {
  graded(
    'gives every runtime function an address of its own',
    { points: 2, needs },
    async ({ probe, expect }) => {
      const found = await probe.scenario<ReturnType<typeof symbols>>('symbols');
      expect(found.missing, 'names in `runtimeNames` that the JIT cannot find').toEqual([]);
      expect(found, 'two names with one address would be one function').toEqual({
        missing: [],
        distinct: runtimeNames.length,
        stubIsItsSymbol: true,
      });
    },
  );

  graded(
    'calls the runtime functions of the VM that has entered last',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const operands = Array.from({ length: 7 }, (_, index) =>
        random.integer(index * 100, index * 100 + 99),
      );
      const names = ['add', 'print', 'call'];
      const { calls, results } = await probe.scenario<ReturnType<typeof callSymbols>>(
        'callSymbols',
        { names, operands },
      );
      expect(calls, 'machine code calls each by its symbol, once for each of two VMs').toEqual(
        names.flatMap((name) => ['first', 'second'].map((owner) => ({ owner, name, operands }))),
      );
      expect(results, 'what the TypeScript functions have returned').toEqual(
        names.map(() => [1_000, 1_001]),
      );
    },
  );

  graded(
    'passes a frame through the trampoline',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const words = {
        record: random.integer(1, 99) * 20,
        base: random.integer(100, 199) * 8,
        resume: random.integer(3, 9),
        status: random.integer(10, 99),
      };
      const found = await probe.scenario<ReturnType<typeof throughTrampoline>>(
        'throughTrampoline',
        words,
      );
      expect(found, 'what the entered code was given, and the status that it returned').toEqual(
        words,
      );
    },
  );

  graded(
    'says where it stands before TypeScript is called',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const lines = Array.from(
        { length: random.integer(2, 5) },
        () => `print ${random.integer(1, 99)};`,
      );
      const { seen, ends, errors, crossings } = await probe.scenario<
        ReturnType<typeof stateAtPrints>
      >('stateAtPrints', { source: lines.join('\n') });
      expect(errors).toEqual([]);
      expect(
        seen,
        "at each print: the record's pc, as an offset in the bytecode, and the slots below `stackTop`: the script and what is printed",
      ).toEqual(ends.map((pc) => ({ pc, slots: 2 })));
      expect(crossings, 'calls of runtime functions, as `--stats` shows them').toBe(ends.length);
    },
  );

  graded(
    'tells of each instruction ahead of its code',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const [a, b] = [random.integer(3, 99), random.integer(100, 199)];
      const { names, visits } = await probe.scenario<ReturnType<typeof visitsOf>>('visitsOf', {
        source: `${a} - ${b}; nil; ${b} * ${a};`,
      });
      expect(
        visits.map(({ name }) => name),
        'what `visit` was told of, while the script was compiled',
      ).toEqual(names);
      expect(
        new Set(visits.map(({ block }) => block)).size,
        'blocks in which the builder stood then: nothing jumps or fails, so all code goes to one',
      ).toBe(1);
    },
  );

  graded(
    'prints constants of every kind',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 1_000) + 0.5;
      const text = `text ${random.integer(1, 99)}`;
      const run = await probe.run(
        `print ${n};\nprint "${text}";\nprint nil;\nprint true;\nprint false;\nprint ${n} + 1;`,
        { tier: 'baseline' },
      );
      expect(run.output).toBe(`${n}\n${text}\nnil\ntrue\nfalse\n${n + 1}\n`);
      expect(run.errors).toEqual([]);
    },
  );

  graded('serves two VMs by turns', { points: 1, needs }, async ({ probe, expect, random }) => {
    const [a, b] = [random.integer(1, 99), random.integer(100, 199)];
    const found = await probe.scenario<ReturnType<typeof runByTurns>>('runByTurns', {
      first: [`print ${a};`, `print ${a} + 1;`],
      second: [`print ${b};`, `print "second";`],
    });
    expect(
      found,
      'one session serves all VMs of a thread; each script is compiled under a name of its own',
    ).toEqual({ first: [`${a}\n`, `${a + 1}\n`], second: [`${b}\n`, 'second\n'] });
  });

  graded(
    'disposes of the context of what it compiles',
    { points: 1, needs },
    async ({ probe, expect }) => {
      const found = await probe.scenario<ReturnType<typeof contextsOf>>('contextsOf');
      expect(
        found,
        'contexts that have ended when a script is compiled, and when `emitObject` throws meanwhile',
      ).toEqual({ compiling: 1, failing: 1 });
    },
  );

  graded(
    'runs machine code, and nothing else',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const [a, b] = [random.integer(3, 99), random.integer(100, 199)];
      const found = await probe.scenario<ReturnType<typeof runPatched>>('runPatched', {
        source: `print ${a} - ${b}; print "two";`,
        from: 'PRINT',
        to: 'POP',
      });
      expect(
        found,
        'once the script was compiled, each PRINT in its bytecode is replaced by POP; machine code does not read bytecode',
      ).toEqual({ output: `${a - b}\ntwo\n`, errors: [], replaced: 2 });
    },
  );
});
