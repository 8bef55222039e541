/** How large instances are, and how often caches know where a field is: the measurement of lab 07. */

import type { Machine } from '#shared/contracts/machine.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { FunctionObject, SITE_SIZE, Site } from '#shared/memory/layout.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createFields as createDictionaries } from '#solutions/shapes/dictionary.ts';
import { type CreateEngines, createEngines, createVm, type EngineNeeds } from '#solutions/vm.ts';
import { createPropertyAccess } from '#vm/caches/property-access';
import { createCalls } from '#vm/interpreter/calls';
import { createClasses } from '#vm/interpreter/classes';
import type { Measured } from './measurements.ts';

/** The program that the lab asks about: it makes this many points. */
export const points = (n: number) => `
class Point { init(x, y) { this.x = x; this.y = y; } }
fun sum(p) { return p.x + p.y; }
var total = 0;
for (var i = 0; i < ${n}; i = i + 1) total = total + sum(Point(i, 1));
print total;
`;

/** Points of the shorter run; the longer one makes twice as many. */
const POINTS = 10_000;

/** What one run of the program took. */
export interface PointsRun {
  readonly allocatedBytes: number;
  /** How often property sites had to ask. */
  readonly misses: number;
}

/** Runs the program in the interpreter. */
export function runPoints(n: number, engines?: CreateEngines): PointsRun {
  const compiled = compileLox(points(n));
  if (!compiled.ok) throw new Error('The program does not compile');
  const vm = createVm(
    createOutput(() => {}),
    { tier: 'interpreter' },
    engines,
  );
  const result = vm.run(compiled.script);
  if (!result.ok) throw new Error(`The program ended with an error: ${result.error.message}`);
  const { allocatedBytes } = vm.statistics().heap;
  return { allocatedBytes, misses: missesIn(vm.machine) };
}

function missesIn({ memory, functions }: Machine): number {
  const { i32 } = memory;
  let misses = 0;
  for (const { offset } of functions) {
    const sites = i32[(offset + FunctionObject.sites) >> 2];
    const end = sites + i32[(offset + FunctionObject.siteCount) >> 2] * SITE_SIZE;
    for (let site = sites; site < end; site += SITE_SIZE) misses += i32[(site + Site.misses) >> 2];
  }
  return misses;
}

/** Engines whose instances are dictionaries, each with a table of its own. */
export const withDictionaries: CreateEngines = (needs) => {
  const machine = needs as EngineNeeds & Machine;
  const plain = { ...machine, fields: createDictionaries(machine) };
  const parts = { ...plain, properties: createPropertyAccess(plain) };
  return createEngines({
    ...parts,
    calls: createCalls(parts),
    classes: createClasses(parts),
  });
};

/** Bytes that a point takes, when a class has made many. */
export function bytesPerPoint(engines?: CreateEngines): number {
  const [few, many] = [POINTS, 2 * POINTS].map((n) => runPoints(n, engines).allocatedBytes);
  return (many - few) / POINTS;
}

/** Bytes of a point, beside those that it takes as a dictionary. */
export function measureBytesPerPoint(): Measured {
  const count = (n: number) => n.toLocaleString('en');
  return {
    value: bytesPerPoint(),
    beside: [
      ['as a dictionary', `${bytesPerPoint(withDictionaries)} bytes`],
      [`sites that had to ask, ${count(POINTS)} points`, count(runPoints(POINTS).misses)],
      ['the same with dictionaries', count(runPoints(POINTS, withDictionaries).misses)],
    ],
  };
}
