import { describe, expect, it } from 'vitest';
import { type Engine, Status, Tier } from '#shared/contracts/engine.ts';
import { FrameRecord, Region, State } from '#shared/memory/layout.ts';
import { createTestVm } from './test-vm.ts';
import { type CreateEngines, createEngines } from './vm.ts';

const program = `
  fun fib(n) { if (n < 2) return n; return fib(n - 2) + fib(n - 1); }
  class A { init(n) { this.n = n; } get() { return this.n; } }
  var sum = 0; for (var i = 0; i < 20; i = i + 1) sum = sum + A(i).get();
  print fib(12); print sum;
`;

/**
 * A second tier for tests: an interpreter that answers for frames marked
 * THREADED. At random it marks the newest frame for the other tier and comes
 * back with SWITCH, as a native tier would.
 */
function twoTiers(seed: number): CreateEngines {
  return (machine) => {
    const { i32 } = machine.memory;
    let state = seed;
    const random = () => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return state / 2 ** 31;
    };
    const tierOf = () => (i32[(Region.state + State.frame) >> 2] + FrameRecord.tier) >> 2;
    const [interpreter] = createEngines(machine).values();
    const engine = (own: Tier, other: Tier): Engine => ({
      run() {
        i32[tierOf()] = Tier.INTERPRETER;
        const status = interpreter.run();
        if (status === Status.SWITCH) i32[tierOf()] = random() < 0.5 ? own : other;
        return status;
      },
    });
    return new Map([
      [Tier.INTERPRETER, engine(Tier.INTERPRETER, Tier.THREADED)],
      [Tier.THREADED, engine(Tier.THREADED, Tier.INTERPRETER)],
    ]);
  };
}

describe('the driver', () => {
  it.each([1, 2, 3])('goes on wherever an engine stops, seed %d', (seed) => {
    const { run, printed, events } = createTestVm({ quantum: () => 2 }, twoTiers(seed));
    expect(run(program)).toEqual({ ok: true });
    expect(printed()).toEqual(['144', '190']);
    expect(events.filter((event) => event.kind === 'switch').length).toBeGreaterThan(10);
  });

  it('names a tier that has no engine', () => {
    const { run } = createTestVm({}, (machine) => {
      machine.memory.i32[0] = 0;
      return new Map();
    });
    expect(() => run('1;')).toThrow('A frame belongs to tier 0, which has no engine');
  });
});
