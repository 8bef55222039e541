/** Whatever a student's code does to its process, it costs one observation, and is named for what it is. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type FixtureCourse, fixtureCourse, writeMine } from '../../fixtures/project.ts';
import type { ObservationRequest, Outcome } from '../../probe/observation.ts';
import { defaultLimits } from '../limits.ts';
import { testsFolder } from '../tests-folder.ts';
import { withObserver } from '../with-observer.ts';
import type { Observer } from './observer.ts';

const MiB = 2 ** 20;
const limits = { ...defaultLimits, memoryBytes: 400 * MiB };

let observer: Observer;
let course: FixtureCourse;
let finish: () => void;
let finished: Promise<void>;

beforeAll(async () => {
  course = await fixtureCourse();
  const { root, lab } = course;
  const labs = [{ lab, mine: writeMine(root, lab, 'hostile') }];
  const scenarios = { folder: testsFolder(root, lab), problem: undefined };
  await new Promise<void>((ready, fail) => {
    const needs = { root, labs, scenarios, limits, places: 2 };
    finished = withObserver(needs, (made) => {
      observer = made;
      ready();
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    finished.catch(fail);
  });
}, 60_000);

afterAll(async () => {
  finish();
  await finished;
  course.remove();
});

const runNothing: ObservationRequest = { kind: 'run', source: 'print 1;', options: {} };

/** Runs a program that has the student's code do this, and then something else. */
async function observe(
  misdeed: string,
  after = 'print "it went on";',
  timeoutMilliseconds = 30_000,
): Promise<Outcome> {
  const session = observer.open();
  try {
    const source = `"${misdeed}" + ""; ${after}`;
    return await session.observe({ kind: 'run', source, options: { timeoutMilliseconds } });
  } finally {
    session.close();
  }
}

test.concurrent.for(['loops in TypeScript', 'loops in machine code', 'sleeps for ever'])(
  'it %s',
  { timeout: 60_000 },
  async (misdeed) => {
    const { ended } = await observe(misdeed, '', 500);
    expect(ended.kind).toBe('hang');
  },
);

test.concurrent.for([
  ['nothing', { kind: 'normal' }],
  ['reads a bad address', { kind: 'signal', signal: 'SIGSEGV' }],
  ['exits with 0', { kind: 'exit', code: 0 }],
  ['exits with 7 on its way out', { kind: 'exit', code: 7 }],
  ['sends itself a signal', { kind: 'signal', signal: 'SIGTERM' }],
  ['fills the JavaScript heap', { kind: 'memory' }],
  ['fills typed arrays', { kind: 'memory' }],
  ['fills mapped memory', { kind: 'memory' }],
  ['floods stdout', { kind: 'flood' }],
  ['floods stderr, past Node', { kind: 'flood' }],
  ['floods the channel', { kind: 'flood' }],
  ['forges an answer', { kind: 'forged' }],
  ['spoils every answer', { kind: 'forged' }],
  ['answers with a tower of brackets', { kind: 'forged' }],
  ['throws null', { kind: 'exception', message: 'threw null' }],
  ['throws undefined', { kind: 'exception', message: 'threw undefined' }],
  ['throws a number', { kind: 'exception', message: 'threw 42' }],
  ['throws a proxy', { kind: 'exception', message: 'threw a value that cannot be described' }],
  ['throws an error without end', { kind: 'exception', message: /^Endless: x+…$/ }],
  ['throws later', { kind: 'exception', message: /^Error: (now|later)$/ }],
  ['recurses without end', { kind: 'exception', message: /Maximum call stack/ }],
  ['reads the solution', { kind: 'exception', message: /restricted/ }],
  ['writes a file', { kind: 'exception', message: /restricted/ }],
  ['starts a process', { kind: 'exception', message: /restricted/ }],
  [
    'imports by a computed name',
    { kind: 'exception', message: /'..\/solutions\/vm.ts' was refused/ },
  ],
] as const)('it %s: %o', { timeout: 60_000 }, async ([misdeed, expected]) => {
  const { ended } = await observe(misdeed);
  const { kind, message, ...rest } = expected as { kind: string; message?: string | RegExp };
  const wanted =
    message instanceof RegExp
      ? { message: expect.stringMatching(message) }
      : message && { message };
  expect(ended).toMatchObject({ kind, ...rest, ...wanted });
});

test('what a process overrides is its own trouble alone', async () => {
  const session = observer.open();
  const first = 'print "before"; "overrides all that it finds" + ""; print "after";';
  const overridden = await session.observe({ kind: 'run', source: first, options: {} });
  expect(overridden.run?.output).not.toContain('after');
  const [next] = await Promise.all([observe('nothing'), session.observe(runNothing)]);
  session.close();
  expect(next.run?.output).toBe('it went on\n');
});

test('the observations of a test share a process as long as they end normally', async () => {
  const session = observer.open();
  const processOf = async (source: string) => {
    const { written } = await session.observe({ kind: 'run', source, options: {} });
    return written.match(/process \d+;/g)?.at(-1);
  };
  const tell = '"tells its process" + "";';
  const first = await processOf(tell);
  expect(first).toBeDefined();
  expect(await processOf(`${tell} print nope;`)).toBe(first);
  expect(await processOf(`${tell} "exits with 0" + "";`)).toBe(first);
  expect(await processOf(tell)).not.toBe(first);
  session.close();
});

test('observations that a test makes at once go to different processes', async () => {
  const session = observer.open();
  const source = '"tells its process" + "";';
  const request: ObservationRequest = { kind: 'run', source, options: {} };
  const outcomes = await Promise.all([1, 2, 3].map(() => session.observe(request)));
  const processes = new Set(outcomes.map(({ written }) => /process \d+/.exec(written)?.[0]));
  expect(processes.size).toBeGreaterThan(1);
  session.close();
});

test('a Lox program that prints without end is a flood, and shows its beginning', async () => {
  const { ended, run } = await observe('nothing', 'while (true) print "again and again";');
  expect(ended.kind).toBe('flood');
  expect(run?.output).toMatch(/^again and again\n/);
});

test('what a process has started ends with the grading', async () => {
  await observe('starts a process past Node');
  finish();
  await finished;
  await vi.waitFor(() => expect(commandsContaining('300.0625')).toEqual([]));
});

/** The command lines of processes; empty where the system does not show them. */
function commandsContaining(text: string): string[] {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(commandOf).filter((command) => command.includes(text));
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
