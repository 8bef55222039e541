/** The debugger while threaded code runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MachineOptions } from '#shared/contracts/machine.ts';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { Poll, Region, State } from '#shared/memory/layout.ts';
import { projectRoot } from '#shared/setup/project.mjs';
import { createTestVm } from '../test-vm.ts';
import { type Dialogue, debugProgram, holding } from './test-debugging.ts';

const corpus = (name: string): [string, string] => [
  name,
  readFileSync(join(projectRoot, 'shared/programs', `${name}.lox`), 'utf8'),
];

const mixed = `class Shape {
  init(size) { this.size = size; }
  area() { return 0; }
}
class Square < Shape {
  init(size) { super.init(size); }
  area() {
    var area = this.size * this.size;
    return area;
  }
}
fun counter() {
  var count = 0;
  fun next() {
    count = count + 1;
    return count;
  }
  return next;
}
fun fib(n) {
  if (n < 2) return n;
  return fib(n - 1) +
    fib(n - 2);
}
var next = counter();
var sum = 0;
for (var i = 0; i < 12; i = i + 1) {
  var square = Square(i);
  if (i > 6) sum = sum + square.area();
  else sum = sum - next();
  while (sum > 40) sum = sum - 10;
}
print sum;
print fib(5);
`;

/** Programs that recurse, capture, inherit, loop, and fail. */
const programs = [
  ['mixed', mixed],
  corpus('closures/for-variable-is-one-variable'),
  corpus('closures/generator'),
  corpus('inheritance/multi-level'),
  corpus('control-flow/for-without-clauses'),
  corpus('runtime-errors/trace-recursion'),
  corpus('runtime-errors/trace-methods'),
];

const ways: readonly (readonly [name: string, options: Partial<MachineOptions>])[] = [
  ['threaded', { tier: 'threaded' }],
  ...(whyUnavailable() === null
    ? [['baseline', { tier: 'baseline', nativeQuantum: true }] as const]
    : []),
  ['auto', { tier: 'auto', hotThreshold: 3 }],
  ['auto, stress gc', { tier: 'auto', hotThreshold: 3, stressGc: true }],
];

/** Everything that can be seen where a program stands, but for the tiers. */
function* look(): Generator<string, string, string> {
  const calls = yield 'backtrace';
  return calls.replace(/ {2}\[\w+\]$/gm, '') + (yield 'locals');
}

/** What is seen at the lines that a program enters, one after the other. */
function trace(source: string, options: Partial<MachineOptions>): readonly string[] {
  const seen: string[] = [];
  function* stepping(): Dialogue {
    for (;;) {
      seen.push(yield* look());
      yield 'step';
    }
  }
  debugProgram(source, holding(stepping()), options);
  return seen;
}

describe.each(programs)('a step trace is the same in every tier: %s', (_, source) => {
  const expected = trace(source, { tier: 'interpreter' });

  test.each(ways)('%s', (_, options) => {
    expect(expected.length).toBeGreaterThan(5);
    expect(trace(source, options)).toEqual(expected);
  });
});

/** Lets a program run, stops it every so many entries of an engine, steps a little, and so on. */
function windows(source: string, options: Partial<MachineOptions>, every: number) {
  const seen: string[][] = [];
  let runs = false;
  function* nowAndThen(): Dialogue {
    for (;;) {
      runs = true;
      yield 'continue';
      runs = false;
      const window: string[] = [];
      seen.push(window);
      for (let steps = 0; steps < 5; steps++) {
        yield 'step';
        window.push(yield* look());
      }
    }
  }
  let entries = 0;
  const requests = () => runs && ++entries % every === 0;
  const quantum = () => 3;
  const { events } = debugProgram(source, holding(nowAndThen()), { ...options, quantum }, requests);
  return { seen, events };
}

/** Where `part` begins in `whole`, from an index on; -1: nowhere. */
function indexOfPart(whole: readonly string[], part: readonly string[], from: number): number {
  return whole.findIndex(
    (_, start) => start >= from && part.every((line, index) => whole[start + index] === line),
  );
}

describe.each(ways)(
  'wherever a request stops a program, stepping sees what it sees from the start: %s',
  (_, options) => {
    test.each([2, 3, 5, 8, 13])('every %d entries', (every) => {
      const expected = trace(mixed, { tier: 'interpreter' });
      const { seen, events } = windows(mixed, options, every);
      let from = 0;
      for (const window of seen) {
        from = indexOfPart(expected, window, from);
        expect(from, window.join('\n')).toBeGreaterThanOrEqual(0);
        from += window.length;
      }
      expect(seen.length).toBeGreaterThan(2);
      const moves = events.flatMap((event) => (event.kind === 'switch' ? event.to : []));
      const upper = options.tier === 'baseline' ? 'baseline' : 'threaded';
      expect(moves).toEqual(expect.arrayContaining([upper, 'interpreter']));
    });
  },
);

describe('a loop in threaded code', () => {
  const source = `fun add(a, b) {
  return a + b;
}
var i = 0;
fun spin() {
  while (i < 2000) {
    i = add(i, 1);
  }
}
spin();
print i;
`;

  /** One request, while the loop is in threaded code. */
  function onRequest(...commands: readonly string[]) {
    let entries = 0;
    const answers: string[] = [];
    function* talk(): Dialogue {
      yield 'continue';
      for (const command of commands) answers.push(yield command);
    }
    const debugged = debugProgram(
      source,
      holding(talk()),
      { hotThreshold: 10 },
      () => ++entries === 60,
    );
    return { ...debugged, answers };
  }

  const switches = (events: ReturnType<typeof onRequest>['events']) =>
    events.flatMap((event) => (event.kind === 'switch' ? event.to : []));

  test('is stopped by a request', () => {
    const { said, events } = onRequest('quit');
    expect(said[1]).toMatch(/^Interrupted: (spin|add)\(\), line [267]\n/);
    expect(switches(events).slice(-2)).toEqual(['threaded', 'interpreter']);
  });

  test('hits a breakpoint that is set now at its next pass', () => {
    const { answers } = onRequest('p i', 'b 7', 'c', 'p i', 'c', 'p i', 'quit');
    const [first, , , second, , third] = answers.map(Number);
    expect(second - first).toBeLessThanOrEqual(1);
    expect(third).toBe(second + 1);
  });

  test('is in threaded code again after the breakpoint is deleted', () => {
    const { events, printed, answers } = onRequest('b 7', 'c', 'tier', 'd', 'tier', 'c');
    expect(answers[2]).toContain('later calls of spin(): interpreter, held there by breakpoint 1');
    expect(answers[4]).toBe('this frame: interpreter; later calls of spin(): threaded\n');
    // In the end it returns to the script, which never became hot.
    expect(switches(events).slice(-2)).toEqual(['threaded', 'interpreter']);
    expect(printed).toEqual(['2000']);
  });

  test('calls threaded functions while a breakpoint holds it in the interpreter', () => {
    const { events } = onRequest('b 7', 'c', 'c', 'c', 'quit');
    expect(switches(events).slice(-4)).toEqual([
      'threaded',
      'interpreter',
      'threaded',
      'interpreter',
    ]);
  });

  test('runs what next steps over in threaded code', () => {
    const { events } = onRequest('b 7', 'c', 'd', 'n', 'quit');
    expect(switches(events).slice(-2)).toEqual(['threaded', 'interpreter']);
  });
});

test('a function that becomes hot while it is held is threaded once it is released', () => {
  const source = `fun f(n) {
  return n + 1;
}
for (var i = 0; i < 100; i = f(i)) {}
`;
  let hits = 0;
  function* talk(): Dialogue {
    yield 'b f';
    for (; hits < 20; hits++) yield 'c';
    yield 'd';
    yield 'c';
  }
  const { events } = debugProgram(source, holding(talk()), { hotThreshold: 10 });
  expect(hits).toBe(20);
  expect(events.filter(({ kind }) => kind === 'translated').length).toBeGreaterThan(0);
  expect(events.findLast((event) => event.kind === 'switch')).toMatchObject({ function: 'script' });
});

test('without a debugger a request changes nothing', () => {
  let entries = 0;
  const test = createTestVm({
    quantum() {
      const poll = (Region.state + State.poll) >> 2;
      if (++entries % 3 === 0) test.vm.machine.memory.i32[poll] = Poll.STEP;
      return 3;
    },
  });
  expect(test.run(mixed)).toEqual({ ok: true });
  expect(test.printed()).toHaveLength(2);
});
