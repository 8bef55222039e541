import { expect, test } from 'vitest';
import { measureDispatchRatio, statisticsOf } from './threaded-code.ts';

test('threaded code does the same calls with half of the dispatches', () => {
  const [interpreter, threaded] = [statisticsOf('interpreter'), statisticsOf('threaded')];
  expect(threaded.calls).toBe(interpreter.calls);
  expect(measureDispatchRatio().value).toBe(interpreter.dispatches / threaded.dispatches);
  expect(measureDispatchRatio().value).toBeGreaterThan(1.9);
});
