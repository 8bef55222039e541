/** What LLVM refuses ends in a diagnostic, never in a crash. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';

/** Faults, and what the diagnostic says of each beside the function's name. */
const faults: readonly (readonly [name: string, cause: string])[] = [
  ['bad IR', 'Terminator found in the middle of a basic block'],
  ['misused builder', 'IRBuilder.CreateFMul'],
  ['missing symbol', 'runtime.operandsMustBeNumbers'],
  ['no object at all', 'the object file was not added'],
  ['truncated object', ''],
  ['empty object', ''],
  ['object without the function', "no 'area."],
];

describe.skipIf(whyUnavailable() !== null)('a function that LLVM refuses', () => {
  test.each(faults)('ends in a diagnostic: %s', (fault, cause) => {
    const child = join(import.meta.dirname, 'failure-child.ts');
    const args = ['--import', 'tsx', child, fault];
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
    });
    expect({ status, signal, stdout }, stderr).toEqual({
      status: 70,
      signal: null,
      stdout: 'before\n',
    });
    expect(stderr).toContain('area() cannot be compiled: ');
    expect(stderr).toContain(cause);
  });
});
