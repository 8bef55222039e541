/** How often inline caches do not know: the measurement of lab 06. */

import type { Machine } from '#shared/contracts/machine.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { type CreateEngines, createEngines, createVm, type EngineNeeds } from '#solutions/vm.ts';
import { createPropertyAccess as createPlainLookup } from '#vm/caches/plain-lookup';
import { createCalls } from '#vm/interpreter/calls';
import { measureApart } from './measure-apart.ts';
import type { Measured } from './measurements.ts';

/** The program that the lab asks about: it makes this many points and as many circles. */
export const objectLoop = (n: number) => `
class Point {
  init(x, y) { this.x = x; this.y = y; }
  size() { return this.x * this.x + this.y * this.y; }
}
class Circle < Point {
  init(x, y, r) { super.init(x, y); this.r = r; }
  size() { return super.size() * this.r; }
}
fun measure(thing) { return thing.size() + thing.x; }
var sum = 0;
for (var i = 0; i < ${n}; i = i + 1) {
  sum = sum + measure(Point(i, 1)) + measure(Circle(i, 2, 3));
}
print sum;
`;

/** Rounds of the program of the question. */
const ROUNDS = 1_000;
/** For times, it runs so many rounds, so many times; the best counts. */
const TIMED_ROUNDS = 20_000;
const RUNS = 5;

function run(source: string, engines?: CreateEngines, counting = false) {
  const compiled = compileLox(source);
  if (!compiled.ok) throw new Error('The program does not compile');
  const options = { tier: 'interpreter', countDispatches: counting } as const;
  const vm = createVm(
    createOutput(() => {}),
    options,
    engines,
  );
  const start = performance.now();
  const result = vm.run(compiled.script);
  const milliseconds = performance.now() - start;
  if (!result.ok) throw new Error(`The program ended with an error: ${result.error.message}`);
  return { statistics: vm.statistics(), milliseconds };
}

/** What is counted when it runs in the interpreter. */
export const countLookups = (n = ROUNDS) => run(objectLoop(n), undefined, true).statistics;

/** Engines whose property access looks everything up, every time. */
const withoutCaches: CreateEngines = (needs) => {
  const machine = needs as EngineNeeds & Machine;
  const plain = { ...machine, properties: createPlainLookup(machine) };
  return createEngines({ ...plain, calls: createCalls(plain) });
};

/** The best of several runs, in milliseconds. */
function bestTime(engines?: CreateEngines): number {
  const times = Array.from(
    { length: RUNS },
    () => run(objectLoop(TIMED_ROUNDS), engines).milliseconds,
  );
  return Math.min(...times);
}

/** How long the program takes without caches. */
export function measurePlainLookup(): Measured {
  return { value: bestTime(withoutCaches), beside: [] };
}

/** Misses of the program, and what caches save, against a process that has none. */
export async function measureCacheMisses(): Promise<Measured> {
  const { lookups, misses } = countLookups();
  const on = bestTime();
  const off = await measureApart('plainLookup');
  const count = (n: number) => n.toLocaleString('en');
  const time = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`;
  return {
    value: misses,
    beside: [
      ['property accesses', count(lookups)],
      ['of these caches knew', `${((1 - misses / lookups) * 100).toFixed(2)} %`],
      [`${count(TIMED_ROUNDS)} rounds, caches on`, time(on)],
      [
        `${count(TIMED_ROUNDS)} rounds, caches off`,
        'measured' in off ? time(off.measured.value) : '-',
      ],
    ],
  };
}
