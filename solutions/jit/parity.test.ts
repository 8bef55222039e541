/** The baseline tier runs on either provider of `#llvm`: the binding, or the npm package. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { isPackageBuilt } from '#shared/llvm/package-loader.ts';

/** What `test-parity-child.ts` writes. */
interface Report {
  readonly programs: Readonly<Record<string, { printed: string[]; functions: number }>>;
  /** What functions of numbers returned. */
  readonly called: readonly number[];
}

function runWith(...conditions: string[]): Report {
  const child = join(import.meta.dirname, 'test-parity-child.ts');
  const args = [...conditions, '--import', 'tsx', child];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

test.skipIf(whyUnavailable() !== null || !isPackageBuilt)(
  'Lox programs compiled with the npm package llvm-bindings do what they do with the binding',
  { timeout: 120_000 },
  () => {
    const own = runWith();
    expect(own.programs.numbers.printed.slice(0, 2)).toEqual(['2584', '6627.5']);
    for (const { functions } of Object.values(own.programs)) expect(functions).toBeGreaterThan(1);
    expect(own.called).toEqual([1.5 ** 10, 1e6, -3.5 / 8, 0]);
    expect(runWith('-C', 'llvm-bindings')).toEqual(own);
  },
);
