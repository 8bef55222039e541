import { expect, test } from 'vitest';
import { describeFailure } from './failure.ts';
import type { Ended, ObservationRequest, Outcome } from './observation.ts';
import { EndedError, type Observed } from './probe.ts';

const request = (source: string): ObservationRequest => ({
  kind: 'run',
  source,
  options: { stressGc: true, views: ['state'] },
});

const outcome = (ended: Ended, more: Partial<Outcome> = {}): Outcome => ({
  ended,
  written: '',
  ...more,
});

function observed(source: string, ended: Ended, more: Partial<Outcome> = {}): Observed {
  return { request: request(source), outcome: outcome(ended, more) };
}

const normal: Ended = { kind: 'normal' };

/** What `expect` throws. */
function thrownBy(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** The message without the place in this file. */
function messageOf(error: unknown, ...all: Observed[]): string {
  return describeFailure(error, all).message.replace(/\nat .*$/, '');
}

test('an expectation that is not met shows the program and how it was run', () => {
  const error = thrownBy(() => expect('2\n').toBe('3\n'));
  expect(messageOf(error, observed('print 1;', normal), observed('print 2;', normal))).toBe(
    `expected '2\\n' to be '3\\n'
the program, with stressGc: true:
    print 2;
expected:
    3
got:
    2`,
  );
});

test('objects are shown as JSON, and long texts are cut', () => {
  const error = thrownBy(() => expect(['a']).toEqual({ lines: 'x'.repeat(500) }));
  const message = messageOf(error);
  expect(message).toContain('got:\n    [\n      "a"\n    ]');
  expect(message).toMatch(/"lines": "x+…$/m);
  const many = observed('print 1;\n'.repeat(100), normal);
  expect(messageOf(error, many)).toContain('\n    … 70 more lines\n');
});

test('what a program ended with, and what the code wrote, stands below', () => {
  const run = {
    output: '',
    exitCode: 70,
    errors: ['Bad.', '[line 1]'],
    statistics: null,
    views: {},
  };
  const more = { run, written: 'debugging\n' };
  const message = messageOf(
    thrownBy(() => expect(1).toBe(2)),
    observed('f();', normal, more),
  );
  expect(message).toContain('the program ended with:\n    Bad.\n    [line 1]');
  expect(message).toContain('your code wrote:\n    debugging');
});

test('an exception is shown with its stack, for the program that threw it', () => {
  const ended: Ended = {
    kind: 'exception',
    message: 'TypeError: no',
    stack: 'TypeError: no\n    at add (mine/calls.ts:1:2)',
  };
  const all = [observed('print 1;', ended), observed('print 2;', normal)];
  expect(messageOf(new EndedError(ended), ...all)).toBe(
    `the code threw TypeError: no
the program, with stressGc: true:
    print 1;
    at add (mine/calls.ts:1:2)`,
  );
});

test.each<[Ended, string]>([
  [{ kind: 'exit', code: 0 }, 'the code ended its process with exit code 0'],
  [{ kind: 'signal', signal: 'SIGUSR1' }, 'the code was killed by SIGUSR1'],
  [
    { kind: 'signal', signal: 'SIGILL' },
    'the code was killed by SIGILL (the processor met bytes that are no instruction)',
  ],
  [{ kind: 'hang', seconds: 10.1 }, 'the code was still running after 10.1 s and was stopped'],
  [{ kind: 'memory', limit: '9 MB' }, 'the code used more memory than 9 MB'],
  [{ kind: 'flood', bytes: 10 }, 'the code wrote without end and was stopped after 10 bytes'],
  [{ kind: 'forged' }, "the code interfered with the grader's part of its process"],
  [{ kind: 'exception', message: 'threw null', stack: '' }, 'the code threw null'],
])('%j is named', (ended, words) => {
  expect(messageOf(new EndedError(ended))).toBe(words);
});

test('a test that came to an unfinished task is unfinished, whatever it threw', () => {
  const all = [observed('print 1;', { kind: 'unfinished', task: '01.3' })];
  expect(describeFailure(new Error('anything'), all)).toEqual({
    status: 'unfinished',
    message: 'the code came to task 01.3, which is unfinished',
  });
});

test('nothing in a message makes a terminal do anything', () => {
  const more = { written: '\u001b[2JScore: 100/100\r\u0007' };
  expect(
    messageOf(
      thrownBy(() => expect(1).toBe(2)),
      observed('f();', normal, more),
    ),
  ).toContain('your code wrote:\n    \ufffd[2JScore: 100/100\ufffd\ufffd');
});

test('a mistake in the test itself is told as one', () => {
  expect(messageOf(new RangeError('oh'))).toBe('the test threw RangeError: oh');
  expect(messageOf('oh')).toBe('the test threw oh');
});
