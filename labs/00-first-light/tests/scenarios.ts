/**
 * What the tests of this lab do with a student's functions. Runs in the process
 * with the student's code; knows nothing of what is expected.
 */
import { readFileSync } from 'node:fs';
import koffi from 'koffi';
import type { CodeMemory, Signature } from '#shared/contracts/first-light/executable-memory.ts';
import type { Encoder } from '#shared/contracts/first-light/machine-code.ts';
import { type Architecture, hostArchitecture } from '#shared/memory/architecture.ts';
import {
  makeExecutable,
  mapCode,
  release,
  roundToPages,
  toFunction,
} from '#vm/first-light/executable-memory';
import { createEncoder } from '#vm/first-light/machine-code';

const int32 = { result: 'int32', parameters: [] } as const;

/** The bytes of one function. */
export function encode({
  architecture,
  name,
}: {
  architecture: Architecture;
  name: keyof Encoder;
}) {
  return [...createEncoder(architecture)[name](0)];
}

/** The bytes of functions that return these numbers. */
export function encodeReturns({
  architecture,
  values,
}: {
  architecture: Architecture;
  values: number[];
}) {
  const encoder = createEncoder(architecture);
  return values.map((value) => [...encoder.returnInteger(value)]);
}

/** What the processor makes of functions that return these numbers. */
export function callReturns({ values }: { values: number[] }) {
  const encoder = createEncoder(hostArchitecture());
  return values.map((value) => callable(encoder.returnInteger(value), int32)() ?? null);
}

/** What the processor makes of the functions that add, for doubles as text: JSON has no -0, and no NaN. */
export function callAdd({
  integers,
  doubles,
}: {
  integers: [number, number][];
  doubles: [string, string][];
}) {
  const encoder = createEncoder(hostArchitecture());
  const addIntegers = callable(encoder.addIntegers(), binary('int32'));
  const addDoubles = callable(encoder.addDoubles(), binary('double'));
  return {
    integers: integers.map(([a, b]) => addIntegers(a, b) ?? null),
    doubles: doubles.map(([a, b]) => exactly(addDoubles(Number(a), Number(b)))),
  };
}

/** Calls code that comes from outside. */
export function callCode({ code, inputs }: { code: number[]; inputs: number[] }) {
  const signature = { result: 'int32', parameters: ['int32'] } as const;
  const native = callable(code, signature);
  return inputs.map((input) => native(input) ?? null);
}

/** How many bytes code of these lengths occupies. */
export function sizes({ lengths }: { lengths: number[] }) {
  return lengths.map((length) => {
    const { address, size } = mapCode(new Array<number>(length).fill(0xc3));
    return { rounded: roundToPages(length), size, address };
  });
}

/** What may be done with each page of code before and after it was made executable, and its bytes. */
export function protections({
  code,
  length,
  page,
}: {
  code: number[];
  length: number;
  page: number;
}) {
  const memory = mapCode(padded(code, length));
  const before = protectionOf(memory, page);
  const bytes = [...new Uint8Array(koffi.view(memory.address, length))];
  makeExecutable(memory);
  return { before, bytes, after: protectionOf(memory, page) };
}

/** Calls code that was written and not made executable, past all precautions. */
export function executeWritable({ code, length }: { code: number[]; length: number }) {
  return nativeAt(mapCode(padded(code, length)))(1);
}

/** Writes into the last page of code that was made executable. */
export function writeExecutable({ code, length }: { code: number[]; length: number }) {
  const memory = mapCode(padded(code, length));
  makeExecutable(memory);
  new Uint8Array(koffi.view(memory.address, memory.size))[memory.size - 1] = 0;
  return 'written';
}

/** What the functions say that are called too early. */
export function tooEarly({ code }: { code: number[] }) {
  const memory = mapCode(code);
  const call = complaint(() => toFunction(memory, int32));
  makeExecutable(memory);
  return { call, twice: complaint(() => makeExecutable(memory)) };
}

/** Maps code of these lengths and gives it back, in part executable: which of it is still there? */
export function afterRelease({ lengths, page }: { lengths: number[]; page: number }) {
  const memories = lengths.map((length) => mapCode(new Array<number>(length).fill(0xc3)));
  for (const memory of memories) makeExecutable(memory);
  const before = memories.map((memory) => executablePages(memory, page));
  for (const memory of memories) release(memory);
  return { before, after: memories.map((memory) => executablePages(memory, page)) };
}

/** Reads the first byte of code that was given back. */
export function readReleased({ code }: { code: number[] }) {
  const memory = mapCode(code);
  makeExecutable(memory);
  const bytes = new Uint8Array(koffi.view(memory.address, code.length));
  release(memory);
  return bytes[0];
}

/** Gives writable code back: can it be made executable afterwards? */
export function releaseWritable({ code }: { code: number[] }) {
  const memory = mapCode(code);
  release(memory);
  return { makeExecutable: complaint(() => makeExecutable(memory)) };
}

/** What the functions say about code that was given back, while other code lies in its place. */
export function useReleased({
  code,
  other,
  input,
}: {
  code: number[];
  other: number[];
  input: number;
}) {
  const signature = { result: 'int32', parameters: ['int32'] } as const;
  const memory = mapCode(code);
  makeExecutable(memory);
  const native = toFunction(memory, signature);
  const first = native(input);
  release(memory);
  const second = callable(other, signature);
  return {
    first: first ?? null,
    second: second(input) ?? null,
    call: complaint(() => native(input)),
    toFunction: complaint(() => toFunction(memory, signature)),
    makeExecutable: complaint(() => makeExecutable(memory)),
    release: complaint(() => release(memory)),
    secondAgain: second(input) ?? null,
  };
}

/** Runs a function that does not come back. */
export function crash({ name }: { name: 'illegalInstruction' | 'nullRead' }) {
  callable(createEncoder(hostArchitecture())[name](), int32)();
  return 'came back';
}

/** Code of a given length: behind its end it counts 0, 1, 2 and so on. */
function padded(code: readonly number[], length: number): number[] {
  return [...code, ...Array.from({ length: length - code.length }, (_, index) => index & 0xff)];
}

function binary(type: 'int32' | 'double'): Signature {
  return { result: type, parameters: [type, type] };
}

function callable(code: readonly number[], signature: Signature) {
  const memory = mapCode(code);
  makeExecutable(memory);
  return toFunction(memory, signature);
}

/** A function at an address, without the student's help. */
function nativeAt({ address }: CodeMemory) {
  return koffi.decode(address, koffi.proto('int32', ['int32'])) as (input: number) => number;
}

function exactly(value: number | undefined): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** The message of what is thrown; null when nothing is. */
function complaint(action: () => unknown): string | null {
  try {
    action();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : `threw ${String(error)}, not an Error`;
  }
}

/** What the system says about each page: `rw-p`, or `none`. Null where it does not say. */
function protectionOf({ address, size }: CodeMemory, page: number): string[] | null {
  if (process.platform !== 'linux') return null;
  const ranges = readFileSync('/proc/self/maps', 'utf8').split('\n').map(parseRange);
  return Array.from({ length: Math.ceil(size / page) }, (_, index) => {
    const place = address + index * page;
    return ranges.find(({ start, end }) => start <= place && place < end)?.protection ?? 'none';
  });
}

function executablePages(memory: CodeMemory, page: number): number | null {
  const pages = protectionOf(memory, page);
  return pages === null ? null : pages.filter((protection) => protection.includes('x')).length;
}

/** A line of /proc/self/maps: `7f10a0000000-7f10a0001000 r-xp …`. */
function parseRange(line: string) {
  const [range, protection] = line.split(' ', 2);
  const [start, end] = range.split('-').map((text) => Number.parseInt(text, 16));
  return { start, end, protection };
}
