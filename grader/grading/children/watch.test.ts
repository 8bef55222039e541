import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { startWatch } from './watch.ts';

test('a child that waits is stopped, and told how its time by the clock follows from the limit', async () => {
  const sleeper = spawn('sleep', ['60'], { stdio: 'ignore' });
  const child = {
    pid: sleeper.pid,
    ready: Promise.resolve(true),
    ask: () => Promise.reject(new Error('it is asked nothing')),
    written: () => '',
    kill: () => {},
  };
  const watch = startWatch(child, {
    memoryBytes: 2 ** 30,
    leastMilliseconds: 1_000,
    limitByReference: async () => 1_000,
    limitInWords: '1 s of computing',
  });
  try {
    const { ended, computedThroughout } = await watch.exceeded;
    expect(computedThroughout).toBe(false);
    expect(ended).toMatchObject({
      kind: 'hang',
      limit:
        '1 s of computing; it computed for 0 s, and code that waits has 1.5 times its limit by the clock',
    });
  } finally {
    watch.stop();
    sleeper.kill();
  }
});
