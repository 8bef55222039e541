/** Code that is replaced is freed, and only when nothing can be running in it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Engine, Tier } from '#shared/contracts/engine.ts';
import type { Baseline } from '#shared/contracts/native.ts';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { FunctionObject } from '#shared/memory/layout.ts';
import { createTestVm } from '../test-vm.ts';
import { type CreateEngines, createEngines } from '../vm.ts';

/** A VM, and its baseline tier, which tests want to talk to. */
function createNativeVm(before: (baseline: Baseline) => void = () => {}) {
  const engines: CreateEngines = (machine) =>
    new Map(
      [...createEngines(machine)].map(([tier, engine]): [Tier, Engine] => {
        const run = () => {
          before(machine.baseline);
          return engine.run();
        };
        return [tier, { run }];
      }),
    );
  return createTestVm({ tier: 'baseline' }, engines);
}

/** How much this process has mapped: pieces of memory, and those of them that can be executed. */
function mapped() {
  const maps = readFileSync('/proc/self/maps', 'latin1').split('\n');
  return { all: maps.length, executable: maps.filter((line) => / r-xp /.test(line)).length };
}

describe.skipIf(whyUnavailable() !== null)('recompiling', () => {
  test.skipIf(process.platform !== 'linux')(
    'a thousand times leaves memory as it was',
    () => {
      const WARM_UP = 100;
      let seen: { before: ReturnType<typeof mapped>; after: ReturnType<typeof mapped> } | undefined;
      const { vm, run, printed } = createNativeVm((baseline) => {
        if (seen !== undefined) return;
        const { offset } = vm.machine.functions.find(
          ({ bytecode }) => bytecode.name === 'work',
        ) ?? {
          offset: 0,
        };
        const recompile = (times: number) => {
          for (let time = 0; time < times; time += 1) expect(baseline.recompile(offset)).toBe(true);
        };
        recompile(WARM_UP);
        const before = mapped();
        recompile(1_000);
        seen = { before, after: mapped() };
      });
      run(
        'fun work(n) { var sum = 0; while (n > 0) { sum = sum + n; n = n - 1; } return sum; } print work(4);',
      );
      expect(printed()).toEqual(['10']);
      expect(seen?.after.executable).toBe(seen?.before.executable);
      // Were nothing freed, there would be a thousand more, and two or three thousand in all.
      const grown = (seen?.after.all ?? 0) - (seen?.before.all ?? 0);
      expect(grown).toBeLessThan(100);
    },
    300_000,
  );

  test('a function out of itself keeps its old code until native code is left', () => {
    let baseline: Baseline | undefined;
    const { vm, run, printed } = createNativeVm((found) => {
      baseline = found;
    });
    const { print } = vm.machine.printer;
    Object.assign(vm.machine.printer, {
      print(slot: number) {
        for (const { offset } of vm.machine.functions) baseline?.recompile(offset);
        print(slot);
      },
    });
    run('fun f(n) { print n; if (n > 0) f(n - 1); return n; } print f(5); print f(1);');
    expect(printed()).toEqual(['5', '4', '3', '2', '1', '0', '5', '1', '0', '1']);
  });

  test('a function that the interpreter has for now does not publish its code', () => {
    let baseline: Baseline | undefined;
    const { vm, run, printed } = createNativeVm((found) => {
      baseline = found;
    });
    run('fun f() { return 1; } print f();');
    const { offset } = vm.machine.functions.find(({ bytecode }) => bytecode.name === 'f') ?? {
      offset: 0,
    };
    const entry = () => vm.machine.memory.i64[(offset + FunctionObject.entry) >> 3];
    const compiledEntry = entry();
    vm.machine.tiers.hold(offset);
    expect(baseline?.recompile(offset)).toBe(true);
    expect(entry()).not.toBe(compiledEntry);
    expect(entry()).not.toBe(baseline?.entryOf(offset));
    vm.machine.tiers.release(offset);
    expect(entry()).toBe(baseline?.entryOf(offset));
    run('print f();');
    expect(printed()).toEqual(['1', '1']);
  });
});
