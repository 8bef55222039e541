/**
 * What machine code costs and what it brings: the call of a native function, and
 * a round of a loop, beside the same in JavaScript and in Lox.
 * It is the measurement of lab 00: `npm run lab -- measure 00`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import koffi from 'koffi';
import type { Bytes } from '#shared/contracts/first-light/machine-code.ts';
import { type Architecture, hostArchitecture } from '#shared/memory/architecture.ts';
import { projectRoot } from '#shared/setup/project.mjs';
import { referenceProblem } from '#shared/setup/reference.mjs';
import { makeExecutable, mapCode, toFunction } from '#vm/first-light/executable-memory';
import { createEncoder } from '#vm/first-light/machine-code';
import type { Measured } from './measurements.ts';

/** A measurement in words, and its result in nanoseconds; NaN where the reference is needed and not there. */
export type Measurement = readonly [what: string, nanoseconds: number];

const CALLS = 2_000_000;
const ROUNDS = 10_000_000;
const REPETITIONS = 7;

/**
 * `int32 sum(int32 n)`: adds n, n - 1 and so on down to 1.
 *
 *     x86-64                                 arm64
 *           xor eax, eax      31 c0                mov w1, w0        2a0003e1
 *     next: add eax, edi      01 f8                movz w0, #0       52800000
 *           dec edi           ff cf          next: add w0, w0, w1    0b010000
 *           jnz next          75 fa                subs w1, w1, #1   71000421
 *           ret               c3                   b.ne next         54ffffc1
 *                                                  ret               d65f03c0
 */
export const sumLoop: Readonly<Record<Architecture, Bytes>> = {
  'x86-64': [0x31, 0xc0, 0x01, 0xf8, 0xff, 0xcf, 0x75, 0xfa, 0xc3],
  arm64: [
    ...[0xe1, 0x03, 0x00, 0x2a, 0x00, 0x00, 0x80, 0x52, 0x00, 0x00, 0x01, 0x0b],
    ...[0x21, 0x04, 0x00, 0x71, 0xc1, 0xff, 0xff, 0x54, 0xc0, 0x03, 0x5f, 0xd6],
  ],
};

/** One call of a function that adds two integers. */
export function measureCalls(): readonly Measurement[] {
  const memory = executable(createEncoder(hostArchitecture()).addIntegers());
  const native = toFunction(memory, { result: 'int32', parameters: ['int32', 'int32'] });
  const type = koffi.proto('int32', ['int32', 'int32']);
  return [
    ['JavaScript', perCall((a, b) => (a + b) | 0)],
    ['native', perCall((a, b) => native(a, b) ?? 0)],
    ['native, by koffi.call', perCall((a, b) => koffi.call(memory.address, type, a, b))],
  ];
}

/** One round of a loop that adds up. */
export function measureLoops(): readonly Measurement[] {
  const memory = executable(sumLoop[hostArchitecture()]);
  const native = toFunction(memory, { result: 'int32', parameters: ['int32'] });
  // Many short calls: V8 then optimizes the whole function, not a loop that runs already.
  for (let call = 0; call < 50_000; call += 1) sumInJavaScript(10);
  return [
    ['Lox, interpreted', referenceProblem(projectRoot) === null ? loxRound() : Number.NaN],
    ['JavaScript', best(() => sumInJavaScript(ROUNDS)) / ROUNDS],
    ['native', best(() => native(ROUNDS)) / ROUNDS],
  ];
}

function executable(code: Bytes) {
  const memory = mapCode(code);
  makeExecutable(memory);
  return memory;
}

type Add = (a: number, b: number) => number;

/** Nanoseconds of one call. Each has a loop of its own, which sees one callee and no other. */
function perCall(add: Add): number {
  const body = `let sum = 0; for (let i = 0; i < ${CALLS}; i++) sum = (sum + add(i, 1)) | 0; return sum;`;
  const loop = new Function('add', body) as (add: Add) => number;
  return best(() => loop(add)) / CALLS;
}

function sumInJavaScript(n: number): number {
  let total = 0;
  for (let left = n; left > 0; left -= 1) total = (total + left) | 0;
  return total;
}

/** The nanoseconds of the fastest repetition. */
function best(action: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    const start = performance.now();
    action();
    least = Math.min(least, performance.now() - start);
  }
  return least * 1e6;
}

/** What `sum.lox` measures, in a process of its own. */
function loxRound(): number {
  const lox = fileURLToPath(new URL('../../solutions/cli/lox.mjs', import.meta.url));
  const program = fileURLToPath(new URL('./sum.lox', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [lox, '--tier', 'interpreter', program], {
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(`sum.lox printed no number: ${stderr}`);
  return Number(stdout);
}

function inNanoseconds(nanoseconds: number): string {
  return Number.isNaN(nanoseconds) ? 'needs the reference' : `${nanoseconds.toFixed(1)} ns`;
}

/** The nanoseconds of one native call, and what there is to compare it with. */
export function nativeCall(): Measured {
  const calls = measureCalls();
  const [, [, native]] = calls;
  const others = calls.filter(([what]) => what !== 'native');
  const inWords =
    (title: string) =>
    ([what, nanoseconds]: Measurement) =>
      [`${title}: ${what}`, inNanoseconds(nanoseconds)] as const;
  return {
    value: native,
    beside: [
      ...others.map(inWords('the same call')),
      ...measureLoops().map(inWords('a round of a loop')),
    ],
  };
}
