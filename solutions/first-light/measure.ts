/**
 * What a call costs: of a JavaScript function, of native code through koffi, and
 * of native code by way of `koffi.call`, which looks the signature up each time.
 *
 *     node --import tsx solutions/first-light/measure.ts
 *     node --import tsx -C lab00 solutions/first-light/measure.ts      with your own module
 */
import { pathToFileURL } from 'node:url';
import koffi from 'koffi';
import { hostArchitecture } from '#shared/memory/architecture.ts';
import { makeExecutable, mapCode, toFunction } from '#vm/first-light/executable-memory';
import { createEncoder } from '#vm/first-light/machine-code';

/** Nanoseconds that one call takes, by the kind of call. */
export interface CallLatency {
  readonly javascript: number;
  readonly native: number;
  readonly koffiCall: number;
}

type Add = (a: number, b: number) => number;

const CALLS = 2_000_000;
const REPETITIONS = 7;

/** Measures a sum of two integers, made in three ways; the best of some repetitions. */
export function measureCalls(): CallLatency {
  const memory = mapCode(createEncoder(hostArchitecture()).addIntegers());
  makeExecutable(memory);
  const signature = { result: 'int32', parameters: ['int32', 'int32'] } as const;
  const type = koffi.proto('int32', ['int32', 'int32']);
  const empty = best(loopOver('0'), () => 0);
  return {
    javascript: best(loopOver('add(i, 1)'), (a, b) => (a + b) | 0) - empty,
    native: best(loopOver('add(i, 1)'), toFunction(memory, signature) as Add) - empty,
    koffiCall: best(loopOver('add(i, 1)'), (a, b) => koffi.call(memory.address, type, a, b)) - empty,
  };
}

type Loop = (add: Add, calls: number) => number;

/** A loop of its own for each kind of call: a shared one would see three kinds of callee. */
function loopOver(expression: string): Loop {
  const body = `let sum = 0; for (let i = 0; i < calls; i++) sum = (sum + ${expression}) | 0; return sum;`;
  return new Function('add', 'calls', body) as Loop;
}

/** The nanoseconds of one round of the loop, in the fastest repetition. */
function best(loop: Loop, add: Add): number {
  let least = Number.POSITIVE_INFINITY;
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    const start = performance.now();
    loop(add, CALLS);
    least = Math.min(least, performance.now() - start);
  }
  return (least * 1e6) / CALLS;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [name, nanoseconds] of Object.entries(measureCalls())) {
    process.stdout.write(`${name.padEnd(12)}${nanoseconds.toFixed(1).padStart(8)} ns\n`);
  }
}
