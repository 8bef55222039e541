/** The baseline tier from outside: what it runs, and what it keeps away from TypeScript. */
import { describe, expect, test } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { MAX_FRAMES, Poll, Region, State } from '#shared/memory/layout.ts';
import { createTestVm } from '../test-vm.ts';

/** Runs a program in native code. Returns what it printed, and what was counted. */
function runNative(source: string) {
  const { vm, run, printed, events } = createTestVm({ tier: 'baseline' });
  const result = run(source);
  return { result, printed: printed(), native: vm.statistics().native, events, vm };
}

/** Programs with a loop of `count` turns in a function, of which none needs the VM. */
const steady: Record<string, (count: number) => string> = {
  arithmetic: (count) => `
    fun work() {
      var sum = 0;
      for (var i = 0; i < ${count}; i = i + 1) sum = sum + i * 2 - i / 4;
      return -sum < 0 and !(sum == nil) or sum != sum;
    }
    work();`,
  calls: (count) => `
    fun twice(n) { return n + n; }
    fun work() { for (var i = 0; i < ${count}; i = i + 1) twice(i); }
    work();`,
  closures: (count) => `
    fun counter() {
      var n = 0;
      fun next() { n = n + 1; return n; }
      return next;
    }
    fun work() {
      var next = counter();
      for (var i = 0; i < ${count}; i = i + 1) next();
    }
    work();`,
  globals: (count) => `
    var total = 0;
    fun work() { for (var i = 0; i < ${count}; i = i + 1) total = total + i; }
    work();`,
  fields: (count) => `
    class Point { init() { this.x = 0; } }
    fun work() {
      var point = Point();
      for (var i = 0; i < ${count}; i = i + 1) point.x = point.x + i;
    }
    work();`,
  methods: (count) => `
    class Base { step(n) { return n + 1; } }
    class Walker < Base {
      init() { this.at = 0; }
      step(n) { return super.step(n) + 1; }
      walk() { this.at = this.step(this.at); }
    }
    fun work() {
      var walker = Walker();
      for (var i = 0; i < ${count}; i = i + 1) walker.walk();
    }
    work();`,
};

describe.skipIf(whyUnavailable() !== null)('the baseline tier', () => {
  test('runs a program, and says what it compiled', () => {
    const { printed, native, events } = runNative(`
      fun fib(n) { if (n < 2) return n; return fib(n - 1) + fib(n - 2); }
      print fib(15);`);
    expect(printed).toEqual(['610']);
    expect(native.functions).toBe(2);
    expect(native.bytes).toBeGreaterThan(100);
    const compiled = events.flatMap((event) => (event.kind === 'compiled' ? [event.name] : []));
    expect(compiled).toEqual(['script', 'fib']);
  });

  test.each(Object.entries(steady))('a loop over %s never calls TypeScript', (_name, source) => {
    const few = runNative(source(10));
    const many = runNative(source(10_000));
    expect(many.result).toEqual({ ok: true });
    expect(many.native.crossings).toBe(few.native.crossings);
  });

  test('counts calls and loops as every tier does', () => {
    const source = `
      fun inner() {}
      fun outer() { for (var i = 0; i < 25; i = i + 1) inner(); }
      outer(); outer();`;
    const counts = (['interpreter', 'baseline'] as const).map((tier) => {
      const { vm, run } = createTestVm({ tier });
      run(source);
      const { calls, loops } = vm.statistics();
      return { calls, loops };
    });
    expect(counts[1]).toEqual(counts[0]);
  });

  test('recursion beyond the native stack goes on, up to the exact limit', () => {
    const source = (depth: number) => `
      class Deep { go(n) { if (n == 0) return 0; return 1 + down(this, n - 1); } }
      fun down(deep, n) { if (n == 0) return 0; return 1 + deep.go(n - 1); }
      print down(Deep(), ${depth});`;
    const limit = MAX_FRAMES - 2;
    for (const stackBytes of [1_000, 100_000]) {
      const { vm, run, printed } = createTestVm({ tier: 'baseline' });
      vm.machine.memory.i32[(Region.state + State.nativeStackBytes) >> 2] = stackBytes;
      expect(run(source(limit))).toEqual({ ok: true });
      expect(printed()).toEqual([`${limit}`]);
      expect(run(source(limit + 1))).toMatchObject({ error: { message: 'Stack overflow.' } });
    }
  });

  test.each([
    ['a loop', 'while (true) {}', 'script'],
    ['recursion', 'fun f() { g(); } fun g() { f(); } f();', 'g'],
  ])('%s stops when another thread asks', (_name, source) => {
    const { vm, run } = createTestVm({ tier: 'baseline' });
    vm.machine.memory.i32[(Region.state + State.poll) >> 2] = Poll.INTERRUPT;
    expect(run(source)).toMatchObject({ ok: false, error: { message: 'Interrupted.' } });
  });

  test('an error names every native frame, with its line', () => {
    const { result } = runNative(`
      fun inner(x) {
        return x +
          nil;
      }
      class Thing {
        method() { return inner(1); }
      }
      Thing().method();`);
    expect(result).toMatchObject({
      ok: false,
      error: {
        message: 'Operands must be two numbers or two strings.',
        trace: ['[line 4] in inner()', '[line 7] in method()', '[line 9] in script'],
      },
    });
  });

  test('an exception in a runtime function comes out behind native code, not through it', () => {
    const { vm, run } = createTestVm({ tier: 'baseline' });
    Object.assign(vm.machine.printer, {
      print() {
        throw new Error('the printer is broken');
      },
    });
    expect(() => run('fun f() { print 1; } f();')).toThrow('the printer is broken');
  });

  test('a global that is defined after the function was compiled is found', () => {
    const { printed, result } = runNative(`
      fun late() { return unknown; }
      fun known() { if (false) late(); return "known"; }
      print known();
      var unknown = "defined";
      print late();`);
    expect(result).toEqual({ ok: true });
    expect(printed).toEqual(['known', 'defined']);
  });

  test('a callee that is another function than before is called all the same', () => {
    const { printed } = createAndRun(`
      fun one() { return 1; }
      fun two() { return 2; }
      fun pick(f) { return f(); }
      var sum = 0;
      for (var i = 0; i < 40; i = i + 1) sum = sum + pick(one);
      sum = sum + pick(two);
      class Three { init() { this.n = 3; } }
      print sum;
      print pick(Three).n;`);
    expect(printed).toEqual(['42', '3']);
  });

  /** Climbs through all tiers, so that call sites have seen something when they are compiled. */
  function createAndRun(source: string) {
    const { run, printed } = createTestVm({
      tier: 'auto',
      hotThreshold: 3,
      compileThreshold: 10,
      quantum: () => 5,
    });
    expect(run(source)).toEqual({ ok: true });
    return { printed: printed() };
  }

  test('a function goes native while the program runs', () => {
    const { vm, run, printed, events } = createTestVm({ tier: 'auto' });
    run('var n = 0; while (n < 100000) n = n + 1; print n;');
    expect(printed()).toEqual(['100000']);
    const kinds = events.map((event) => event.kind);
    expect(kinds).toContain('compiled');
    const switches = events.flatMap((event) => (event.kind === 'switch' ? [event.to] : []));
    expect(switches.at(-1)).toBe('baseline');
    expect(vm.statistics().loops).toBe(100_000);
  });
});
