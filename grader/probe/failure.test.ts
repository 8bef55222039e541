import { expect, test } from 'vitest';
import { describeFailure } from './failure.ts';
import type { Ended, ObservationRequest, Outcome, RunFacts } from './observation.ts';
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

const printing = (output: string): RunFacts => ({
  output,
  exitCode: 0,
  errors: [],
  statistics: null,
  views: {},
});

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
  const second = observed('print 2;', normal, { run: printing('2\n') });
  expect(messageOf(error, observed('print 1;', normal), second)).toBe(
    `the program did not print what it should
the program, with stressGc: true:
    print 2;
expected:
    3
got:
    2`,
  );
});

test('what the test says of its expectation stands above, and is not repeated', () => {
  const error = thrownBy(() => expect('2\n', 'the lower one is the left one').toBe('3\n'));
  const message = messageOf(error, observed('print 2;', normal, { run: printing('2\n') }));
  expect(message.split('\n')[0]).toBe('the lower one is the left one');
  expect(message).not.toContain("'2\\n'");
});

test('the observation is shown that has the value, not the last one', () => {
  const all = [
    observed('first;', normal, { run: printing('a') }),
    observed('second;', normal, { run: printing('b') }),
  ];
  expect(
    messageOf(
      thrownBy(() => expect('a').toBe('c')),
      ...all,
    ),
  ).toContain('first;');
});

test('the lines of a program lose the indentation that they share, and none is lost', () => {
  const source = '\n      fun f() {\n        g();\n      }';
  const message = messageOf(
    thrownBy(() => expect(1).toBe(2)),
    observed(source, normal),
  );
  expect(message).toContain('\n    \n    fun f() {\n      g();\n    }\nexpected 2, got 1');
});

test('a scenario shows its program as lines, and its other arguments beside its name', () => {
  const args = { name: 'f', lengths: Array.from({ length: 99 }, () => 100), source: 'a;\nb;' };
  const request: ObservationRequest = { kind: 'scenario', name: 'countersOf', args };
  const error = thrownBy(() => expect({ calls: 1 }).toEqual({ calls: 2 }));
  expect(messageOf(error, { request, outcome: outcome(normal, { value: '{"calls":1}' }) })).toBe(
    `the scenario shows something else than it should
the scenario countersOf, with name: "f", lengths: [… 99 values] and the program:
    a;
    b;
calls: expected 2, got 1`,
  );
});

test('what a program ended with, and what the code wrote, stands below', () => {
  const run = { ...printing(''), exitCode: 70, errors: ['Bad.', '[line 1]'] };
  const message = messageOf(
    thrownBy(() => expect(1).toBe(2)),
    observed('f();', normal, { run, written: 'debugging\n' }),
  );
  expect(message).toContain('the program ended with:\n    Bad.\n    [line 1]');
  expect(message).toContain('your code wrote:\n    debugging');
});

test('an error that is not the right one is shown once, and what was printed before it', () => {
  const run = { ...printing('before\n'), exitCode: 70, errors: ['Bad.', '[line 1]'] };
  const error = thrownBy(() => expect(run.errors).toEqual(['Bad.', '[line 2]']));
  expect(messageOf(error, observed('f();', normal, { run }))).toBe(
    `the program did not end with the error that it should
the program, with stressGc: true:
    f();
expected:
    Bad.
    [line 2]
got:
    Bad.
    [line 1]
the program printed:
    before`,
  );
});

test('an exception is shown with its stack, for the program that threw it', () => {
  const ended: Ended = {
    kind: 'exception',
    message: 'TypeError: no',
    stack:
      'TypeError: no\n    at add (mine/calls.ts:1:2)\n    at run (grader/probe/child/perform.ts:1:2)',
  };
  const all = [observed('print 1;', ended, { run: printing('0\n') }), observed('print 2;', normal)];
  expect(messageOf(new EndedError(ended), ...all)).toBe(
    `the code threw TypeError: no
    at add (mine/calls.ts:1:2)
while it ran the program, with stressGc: true:
    print 1;
it had printed:
    0`,
  );
});

test('a file that could not be built is named on one line', () => {
  const problem = { file: 'mine/calls.ts', line: 3, column: 4, message: 'no', text: 'oh' };
  const missing = { ...problem, file: 'mine/x.ts', line: 0, message: 'is missing' };
  const ended: Ended = { kind: 'notBuilt', problems: [problem, missing] };
  expect(messageOf(new EndedError(ended), observed('print 1;', ended))).toBe(
    'the code could not be built: mine/calls.ts:3:4; mine/x.ts is missing',
  );
});

test.each<[Ended, string]>([
  [{ kind: 'exit', code: 0 }, 'the code ended its process with exit code 0'],
  [{ kind: 'signal', signal: 'SIGUSR1' }, 'the code was killed by SIGUSR1'],
  [
    { kind: 'signal', signal: 'SIGILL' },
    'the code was killed by SIGILL (the processor met bytes that are no instruction)',
  ],
  [
    { kind: 'hang', seconds: 10.1, limit: 'so much' },
    'the code was still running after 10.1 s and was stopped: the limit is so much',
  ],
  [{ kind: 'memory', limit: '9 MB' }, 'the code used more memory than 9 MB'],
  [
    { kind: 'flood', bytes: 8_390_016 },
    'the code wrote without end and was stopped after 8,390,016 bytes',
  ],
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
