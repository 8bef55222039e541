import { describe, expect, test } from 'vitest';
import type { Finished } from './run-process.ts';
import { judge } from './verdict.ts';

const good: Finished = {
  wallMs: 5,
  stdout: '1\n2\n',
  stderr: '',
  exitCode: 0,
  signal: null,
  stopped: null,
};

describe('the verdict on a run', () => {
  test('is good when it printed what was expected and ended well', () => {
    expect(judge(good, '1\n2\n')).toBeNull();
  });

  test('is good for any output when none is expected', () => {
    expect(judge(good, null)).toBeNull();
  });

  test('names the first line that differs', () => {
    expect(judge(good, '1\n3\n')).toEqual({
      outcome: 'wrong',
      reason: 'line 2 is "2", expected "3"',
    });
  });

  test('sees output that ends too early or goes on', () => {
    expect(judge(good, '1\n2\n3\n')?.reason).toBe('line 3 is "", expected "3"');
    expect(judge(good, '1\n')?.reason).toBe('line 2 is "2", expected ""');
    expect(judge(good, '1\n2')?.reason).toBe('line 3 is "", expected missing');
  });

  test('shortens lines without end', () => {
    const stdout = 'x'.repeat(10_000);
    expect(judge({ ...good, stdout }, '')?.reason.length).toBeLessThan(100);
  });

  test('is failed for an exit status, whatever was printed, and quotes the message', () => {
    const stderr = 'Stack overflow.\n[line 3] in f()\n';
    expect(judge({ ...good, exitCode: 70, stderr }, '1\n2\n')).toEqual({
      outcome: 'failed',
      reason: 'Stack overflow.',
    });
    expect(judge({ ...good, exitCode: 3 }, '1\n2\n')?.reason).toBe('exit status 3');
  });

  test('is failed for a crash', () => {
    const crash = { ...good, exitCode: null, signal: 'SIGSEGV' } as const;
    expect(judge(crash, '1\n2\n')).toEqual({ outcome: 'failed', reason: 'ended by SIGSEGV' });
  });

  test('is its own kind when it was killed for its time', () => {
    const killed = { ...good, exitCode: null, stopped: 'time limit', wallMs: 60_100 } as const;
    expect(judge(killed, '1\n2\n')).toEqual({ outcome: 'timeout', reason: 'killed after 60 s' });
  });
});
