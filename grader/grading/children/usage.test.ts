import { expect, test } from 'vitest';
import { parseTime, readUsage } from './usage.ts';

test('a process uses memory, and the more time the more it computes', async () => {
  const before = await readUsage(process.pid);
  const end = performance.now() + 100;
  while (performance.now() < end);
  const after = await readUsage(process.pid);
  expect(before?.bytes).toBeGreaterThan(10 * 2 ** 20);
  expect(after?.cpuMilliseconds).toBeGreaterThan(before?.cpuMilliseconds ?? Infinity);
});

test('a process that is gone uses nothing', async () => {
  expect(await readUsage(2 ** 22 + 1)).toBeUndefined();
});

test.each([
  ['0:01.50', 1_500],
  ['01:02:03', 3_723_000],
  ['2-00:00:01', 172_801_000],
])('%s is %d ms', (text, milliseconds) => {
  expect(parseTime(text)).toBe(milliseconds);
});
