import { graded, task } from '#grader/probe/graded.ts';
import type { failToLink, recompileAtPrints, recompileOften, runLong } from './scenarios.ts';

const needs = ['libLLVM'] as const;

task('05.6', 'Freeing code', () => {
  graded(
    'enters the new code from the next call on',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 99);
      const found = await probe.scenario<ReturnType<typeof recompileAtPrints>>(
        'recompileAtPrints',
        {
          name: 'f',
          source: `fun f() { return ${n}; } print f(); print "again"; print f(); fun g() { return f(); } print g(); print "again"; print g();`,
        },
      );
      expect(found.errors).toEqual([]);
      expect(found.output, 'each time, the constant in f() is one more').toBe(
        `${n}\nagain\n${n + 1}\n${n + 1}\nagain\n${n + 2}\n`,
      );
      expect(found.old.map(({ entryChanged }) => entryChanged)).toEqual([true, true]);
      const held = await probe.scenario<ReturnType<typeof recompileAtPrints>>('recompileAtPrints', {
        name: 'f',
        held: 'f',
        source: `fun f() { return ${n}; } print f(); print "again"; print f();`,
      });
      expect(
        held,
        'the interpreter has f(), whose bytecode is as it was: new code is not entered before f() is released',
      ).toMatchObject({ output: `${n}\nagain\n${n}\n`, old: [{ entryChanged: false }] });
      const { recompiled } = await probe.scenario<ReturnType<typeof runLong>>('runLong', {
        calls: 2,
        asks: 'new code',
      });
      expect(recompiled, 'what `recompile` says of a function that is too long').toBe(false);
    },
  );

  graded(
    'frees the code that was replaced',
    { points: 4, needs },
    async ({ probe, expect, random }) => {
      const times = random.integer(3, 6);
      const found = await probe.scenario<ReturnType<typeof recompileOften>>('recompileOften', {
        name: 'f',
        times,
        source: 'fun f() { return 1; } print f();',
      });
      expect(found.output).toBe('1\n');
      expect(
        found,
        `of all code that f() has had, ${times + 1} pieces, only the last is still in memory`,
      ).toMatchObject({ failed: 0, wereThere: true, mapped: 1 });
      const anew = await probe.scenario<ReturnType<typeof recompileOften>>('recompileOften', {
        name: 'f',
        times,
        isCompiled: false,
        source: 'fun f() { return 2; } print f();',
      });
      expect(anew, 'the same, where `recompile` is the first to compile f()').toMatchObject({
        output: '2\n',
        failed: 0,
        wereThere: true,
        mapped: 1,
      });
      const broken = await probe.scenario<ReturnType<typeof failToLink>>('failToLink', {
        name: 'f',
        source: 'fun f() { return 3; } print f();',
      });
      expect(
        broken,
        '`lookup` throws once: that is an error, and nothing of the object stays in memory',
      ).toEqual({ output: '3\n', errors: [], wasThere: true, thrown: true, mapped: false });
    },
  );

  graded(
    'keeps code as long as native code is running',
    { points: 4, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 99);
      const found = await probe.scenario<ReturnType<typeof recompileAtPrints>>(
        'recompileAtPrints',
        {
          name: 'f',
          source: `fun f(n) { print "again"; return n + ${n}; } print f(0); fun g(n) { return f(n) + f(n); } print g(0);`,
        },
      );
      expect(
        found.errors,
        'f() is replaced while it runs: it was called by native code, and calls print',
      ).toEqual([]);
      expect(found.output, 'what was begun in old code ends in old code').toBe(
        `again\n${n}\nagain\nagain\n${2 * n + 3}\n`,
      );
      expect(
        found.old,
        'three pieces of old code: in memory while native code was running, and gone when it had been left',
      ).toEqual([1, 2, 3].map(() => ({ keptAtOnce: true, entryChanged: true, keptAtEnd: false })));
      const deep = random.integer(3, 6);
      const nested = await probe.scenario<ReturnType<typeof recompileAtPrints>>(
        'recompileAtPrints',
        {
          name: 'f',
          source: `var none = 0; var one = 1; fun f(n) { print "again"; if (n > none) f(n - one); print n; } f(${deep});`,
        },
      );
      expect(nested.errors).toEqual([]);
      expect(
        nested.old,
        `f() calls itself ${deep} times, and is replaced each time: when native code has been left, all of the old code goes at once`,
      ).toEqual(
        Array.from({ length: deep + 1 }, () => ({
          keptAtOnce: true,
          entryChanged: true,
          keptAtEnd: false,
        })),
      );
    },
  );

  graded(
    'goes on in the new code behind a call',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 99);
      const found = await probe.scenario<ReturnType<typeof recompileAtPrints>>(
        'recompileAtPrints',
        {
          name: 'f',
          held: 'ask',
          source: `fun ask() { print "again"; return 0; } fun f() { var a = ${n}; var b = ask(); return a + b + ${n}; } print f();`,
        },
      );
      expect(found.errors).toEqual([]);
      expect(
        found,
        'the interpreter runs ask(), so there is no native frame: the old code is freed at once, and f() goes on in the new',
      ).toMatchObject({
        output: `again\n${2 * n + 1}\n`,
        old: [{ keptAtOnce: false, entryChanged: true, keptAtEnd: false }],
      });
    },
  );

  graded(
    'keeps memory steady over a thousand recompilations',
    { points: 4, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 99);
      const found = await probe.scenario<ReturnType<typeof recompileOften>>('recompileOften', {
        name: 'f',
        times: 1_000,
        source: `fun f(n) { if (n < 2) return n; return f(n - 1) + ${n}; } print f(3);`,
      });
      expect(found.output).toBe(`${2 * n + 1}\n`);
      expect(found, 'pieces of code of f() that are still in memory').toMatchObject({
        failed: 0,
        wereThere: true,
        mapped: 1,
      });
    },
  );
});
