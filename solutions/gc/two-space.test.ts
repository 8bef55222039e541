import { describe, expect, it } from 'vitest';
import { createTestVm } from '../test-vm.ts';

const KiB = 1024;
const MiB = 1024 * KiB;

describe('the collector', () => {
  it('keeps the live bytes of a loop that only makes garbage steady', () => {
    const { run, vm } = createTestVm({ heapBytes: 64 * MiB });
    run('class A {} for (var i = 0; i < 2000000; i = i + 1) A();');
    const { heap } = vm.statistics();
    expect(heap.collections).toBeGreaterThan(2);
    expect(heap.allocatedObjects).toBeGreaterThan(2_000_000);
    expect(heap.peakLiveBytes).toBeLessThan(8 * KiB);
  });

  it('reports each collection with what was there before and after', () => {
    const { run, events } = createTestVm({ stressGc: true });
    run('class A {} A();');
    const collections = events.filter((event) => event.kind === 'gc');
    expect(collections.length).toBeGreaterThan(1);
    for (const { before, after } of collections) expect(after).toBeLessThanOrEqual(before);
  });

  it('frees the shapes of classes that are gone', () => {
    const { run, vm } = createTestVm({ stressGc: true });
    run('for (var i = 0; i < 10; i = i + 1) { class A {} A(); }');
    const before = vm.statistics().heap.nonMovingBytes;
    run('for (var i = 0; i < 10; i = i + 1) { class A {} A(); }');
    const functionBytes = 400;
    expect(vm.statistics().heap.nonMovingBytes - before).toBeLessThan(functionBytes);
  });

  it('keeps what only a bound method, a closure or a superclass refers to', () => {
    const { run, printed } = createTestVm({ stressGc: true });
    run(`
      class Base { name() { return "base of " + this.label; } }
      fun make() { class Derived < Base {} var d = Derived(); d.label = "d"; return d.name; }
      var bound = make();
      Base = nil;
      fun counter() { var text = "n"; fun next() { text = text + "!"; return text; } return next; }
      var next = counter();
      next(); next();
      print bound(); print next();
    `);
    expect(printed()).toEqual(['base of d', 'n!!!']);
  });

  it('keeps cyclic structures as long as they are reachable', () => {
    const { run, printed } = createTestVm({ stressGc: true });
    run(`
      class Node {}
      var a = Node(); var b = Node(); a.next = b; b.next = a; a.name = "a"; b.name = "b";
      for (var i = 0; i < 20; i = i + 1) Node();
      print a.next.next.next.name;
    `);
    expect(printed()).toEqual(['b']);
  });
});

describe('a full heap', () => {
  const growing = `
    class Node { init(next) { this.next = next; } }
    var list = nil;
    while (true) list = Node(list);
  `;

  it('is the Lox error "Out of memory."', () => {
    const { run } = createTestVm({ heapBytes: MiB });
    const result = run(growing);
    expect(!result.ok && result.error.message).toBe('Out of memory.');
    expect(!result.ok && result.error.trace.at(-1)).toBe('[line 4] in script');
  });

  it('has room again once the program lets go', () => {
    const { run, printed } = createTestVm({ heapBytes: MiB });
    run(growing);
    expect(run('list = nil; print Node(1).next;')).toEqual({ ok: true });
    expect(printed()).toEqual(['1']);
  });

  it('is met by a string that doubles, too', () => {
    const { run } = createTestVm({ heapBytes: MiB });
    const result = run('var s = "0123456789abcdef"; while (true) s = s + s;');
    expect(!result.ok && result.error.message).toBe('Out of memory.');
  });

  it.each([32 * KiB, 33 * KiB, 40 * KiB, 64 * KiB])(
    '%d bytes are enough for a small program',
    (heapBytes) => {
      const { run, printed } = createTestVm({ heapBytes });
      run('var s = ""; for (var i = 0; i < 10000; i = i + 1) { s = "a"; s = s + "b"; } print s;');
      expect(printed()).toEqual(['ab']);
    },
  );
});

it.each([0, 1024, 2 ** 40, Number.NaN])('a heap limit of %d bytes is refused', (heapBytes) => {
  expect(() => createTestVm({ heapBytes })).toThrow(/Invalid heap limit/);
});
