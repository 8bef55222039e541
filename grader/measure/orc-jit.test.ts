import { describe, expect, test } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { measureNativeCrossings, runNative } from './orc-jit.ts';
import { fib, statisticsOf } from './threaded-code.ts';

describe.skipIf(whyUnavailable() !== null)('the measurement of lab 05', () => {
  test('native code makes the same calls without an instruction that is dispatched', () => {
    const { statistics, engineRuns } = runNative(fib);
    expect(statistics.calls).toBe(statisticsOf('interpreter').calls);
    expect(statistics.dispatches).toBe(0);
    expect(engineRuns).toBeLessThan(10);
  });

  test('fib(20) hardly needs TypeScript', () => {
    const { value } = measureNativeCrossings();
    expect(value).toBeGreaterThan(0);
    expect(value).toBeLessThan(10);
  });
});
