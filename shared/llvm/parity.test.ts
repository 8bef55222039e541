/** Both providers of `#llvm` build the same programs, and the programs do the same. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isPackageBuilt } from './package-loader.ts';
import { isWithoutLlvm } from './test-module.ts';
import { parityPrograms } from './test-parity-programs.ts';

/** What `test-parity-child.ts` writes. */
interface Report {
  readonly isPackage: boolean;
  readonly volatileLoads: number;
  readonly results: Readonly<Record<string, Readonly<Record<'plain' | 'optimized', string[]>>>>;
}

function reportOf(...conditions: string[]): Report {
  const child = join(import.meta.dirname, 'test-parity-child.ts');
  const args = [...conditions, '--import', 'tsx', child];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

describe.skipIf(isWithoutLlvm || !isPackageBuilt)('the npm package llvm-bindings', () => {
  let own: Report;
  let theirs: Report;
  beforeAll(() => {
    own = reportOf();
    theirs = reportOf('-C', 'llvm-bindings');
  }, 120_000);

  test('stands in for the binding under its condition', () => {
    expect([own.isPackage, theirs.isPackage]).toEqual([false, true]);
  });
  test('has volatile loads by way of the binding', () => {
    expect([own.volatileLoads, theirs.volatileLoads]).toEqual([2, 2]);
  });
  test.each(Object.entries(parityPrograms))('agrees on %s', (name, { calls }) => {
    expect(own.results[name].plain).toHaveLength(calls.length);
    expect(own.results[name].optimized).toEqual(own.results[name].plain);
    expect(theirs.results[name]).toEqual(own.results[name]);
  });
});
