/** Caches on larger programs: they nearly always know, and native code needs nobody else. */
import { describe, expect, test } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createVm } from '#solutions/vm.ts';
import { largePrograms } from './programs.ts';

/** Programs that make much of objects, and a size at which they run for some tenths of a second. */
const sizes: readonly (readonly [name: string, size: number])[] = [
  ['richards', 1_000],
  ['property-access', 10_000],
  ['polymorphic-shapes', 4_000],
  ['method-calls', 10_000],
  ['red-black-tree', 1_500],
];

function countsOf(name: string, size: number) {
  const program = largePrograms('full').find((program) => program.name === `large/${name}`);
  const source = program?.source.replace(/^var size = .*$/m, `var size = ${size};`) ?? '';
  const compiled = compileLox(source);
  if (!compiled.ok || source === '') throw new Error(`${name} does not compile`);
  const vm = createVm(
    createOutput(() => {}),
    { tier: 'baseline', countDispatches: true },
  );
  expect(vm.run(compiled.script)).toEqual({ ok: true });
  const { lookups, misses, native, loops } = vm.statistics();
  return { lookups, misses, loops, crossings: native.crossings };
}

describe.skipIf(whyUnavailable() !== null)('inline caches on larger programs', () => {
  test.each(sizes)('%s: over 99 % hits, and no more crossings for more rounds', (name, size) => {
    const [once, thrice] = [countsOf(name, size), countsOf(name, 3 * size)];
    expect(thrice.lookups).toBeGreaterThan(2 * once.lookups);
    expect(1 - thrice.misses / thrice.lookups).toBeGreaterThan(0.99);
    expect(thrice.misses).toBeLessThan(once.misses + 20);
    expect(thrice.crossings).toBeLessThan(once.crossings + 20);
  });
});
