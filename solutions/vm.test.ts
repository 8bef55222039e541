import { describe, expect, it } from 'vitest';
import { Feedback, FunctionObject, Poll, Region, State } from '#shared/memory/layout.ts';
import { createTestVm } from './test-vm.ts';

describe('a VM', () => {
  it('keeps globals from one program to the next', () => {
    const { run, printed } = createTestVm();
    run('var a = 1; fun twice(n) { return 2 * n; }');
    run('print twice(a + 20);');
    expect(printed()).toEqual(['42']);
  });

  it('goes on after an error, with nothing left on its stack', () => {
    const { run, printed, vm } = createTestVm();
    run('fun deep(n) { if (n == 0) return nil + 1; return deep(n - 1); } deep(100);');
    expect(vm.machine.frames.active()).toBe(false);
    expect(run('print "still here";')).toEqual({ ok: true });
    expect(printed()).toEqual(['still here']);
  });

  it('closes the variables that a failed program leaves captured', () => {
    const { run, printed } = createTestVm();
    run('var get; fun f() { var x = "kept"; fun g() { return x; } get = g; nil(); } f();');
    run('{ var clobber = 1; var more = 2; print get(); }');
    expect(printed()).toEqual(['kept']);
  });

  it('runs two machines side by side', () => {
    const first = createTestVm();
    const second = createTestVm();
    first.run('var x = "first";');
    second.run('var x = "second";');
    first.run('print x;');
    second.run('print x;');
    expect([first.printed(), second.printed()]).toEqual([['first'], ['second']]);
  });
});

describe('recursion', () => {
  const calls = 'var n = 0; fun f() { n = n + 1; f(); } f();';

  it('ends at one exact number of calls', () => {
    const { run, printed } = createTestVm();
    const result = run(calls);
    expect(!result.ok && result.error.message).toBe('Stack overflow.');
    run('print n;');
    expect(printed()).toEqual(['16383']);
  });

  it('ends at the same number when engines hand over all the time', () => {
    const { run, printed } = createTestVm({ quantum: () => 0 });
    run(calls);
    run('print n;');
    expect(printed()).toEqual(['16383']);
  });

  it('has a trace that leaves out the middle', () => {
    const { run } = createTestVm();
    const result = run(calls);
    const trace = result.ok ? [] : result.error.trace;
    expect(trace).toHaveLength(33);
    expect(trace.slice(23, 26)).toEqual([
      '[line 1] in f()',
      '[16352 more calls]',
      '[line 1] in f()',
    ]);
    expect(trace.at(-1)).toBe('[line 1] in script');
  });
});

describe('stopping from outside', () => {
  const poll = (Region.state + State.poll) >> 2;

  it.each([
    [Poll.INTERRUPT, 'Interrupted.', 'interrupt'],
    [Poll.TIMEOUT, 'Time limit exceeded.', 'timeout'],
  ])('poll word %d ends the program with "%s"', (reason, message, cause) => {
    const { run, vm } = createTestVm();
    vm.machine.memory.i32[poll] = reason;
    const result = run('fun spin() {\n  while (true) {}\n}\nspin();');
    expect(result).toMatchObject({ ok: false, error: { message, cause } });
    expect(vm.machine.memory.i32[poll]).toBe(Poll.NONE);
  });

  it('names the line where an endless loop was', () => {
    const { run, vm } = createTestVm({
      quantum: () => {
        turns += 1;
        if (turns === 50) vm.machine.memory.i32[poll] = Poll.INTERRUPT;
        return 10;
      },
    });
    let turns = 0;
    const result = run('fun spin() {\n  while (true) {\n    1;\n  }\n}\nspin();');
    expect(!result.ok && result.error.trace).toEqual(['[line 2] in spin()', '[line 6] in script']);
  });
});

describe('what a VM counts', () => {
  it('calls, back-edges and dispatches', () => {
    const { run, vm } = createTestVm({ countDispatches: true });
    run('fun f() {} for (var i = 0; i < 10; i = i + 1) f();');
    const { calls, loops, dispatches } = vm.statistics();
    expect({ calls, loops }).toEqual({ calls: 10, loops: 10 });
    expect(dispatches).toBeGreaterThan(100);
  });

  it('dispatches only when asked', () => {
    const { run, vm } = createTestVm();
    run('print 1;');
    expect(vm.statistics().dispatches).toBe(0);
  });

  it('objects and their bytes', () => {
    const { run, vm } = createTestVm();
    const before = vm.statistics().heap;
    run('class A {} for (var i = 0; i < 100; i = i + 1) A();');
    const after = vm.statistics().heap;
    expect(after.allocatedObjects - before.allocatedObjects).toBeGreaterThanOrEqual(101);
    expect(after.allocatedBytes - before.allocatedBytes).toBeGreaterThanOrEqual(100 * 16);
  });
});

describe('events', () => {
  it('name the function and the line, in order', () => {
    const { run, events } = createTestVm({ hotThreshold: 5 });
    run('fun f() {}\nfor (var i = 0; i < 5; i = i + 1)\n  f();\n');
    expect(events.filter((event) => event.kind === 'hot')).toMatchObject([
      { kind: 'hot', name: 'f', calls: 5, function: 'script', line: 3 },
      { kind: 'hot', name: 'script', loops: 5 },
    ]);
    const numbers = events.map((event) => event.sequence);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  it('tell of errors', () => {
    const { run, events } = createTestVm();
    run('\n\nnil.x;');
    expect(events.at(-1)).toMatchObject({
      kind: 'error',
      message: 'Only instances have properties.',
      line: 3,
    });
  });
});

describe('feedback', () => {
  it('notes at `+` which kinds of operands came', () => {
    const { run, vm } = createTestVm();
    run('fun add(a, b) { return a + b; } add(1, 2); add("a", "b");');
    const add = vm.machine.functions.find(({ bytecode }) => bytecode.name === 'add');
    const { i32 } = vm.machine.memory;
    const sites = i32[((add?.offset ?? 0) + FunctionObject.sites) >> 2];
    expect(i32[sites >> 2]).toBe(Feedback.NUMBERS | Feedback.STRINGS);
  });
});
