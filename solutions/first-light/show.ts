/**
 * First light: the bytes, the pages, and 42 from the processor.
 *
 *     node --import tsx solutions/first-light/show.ts
 *     node --import tsx -C lab00 solutions/first-light/show.ts                 with your own module
 *     node --import tsx -C lab00 solutions/first-light/show.ts nullRead        crashes, on purpose
 */
import type { Bytes, Encoder } from '#shared/contracts/first-light/machine-code.ts';
import { UnfinishedError } from '#shared/contracts/unfinished.ts';
import { type Architecture, hostArchitecture } from '#shared/memory/architecture.ts';
import { pageSize } from '#shared/memory/code-pages.ts';
import { makeExecutable, mapCode, release, toFunction } from '#vm/first-light/executable-memory';
import { createEncoder } from '#vm/first-light/machine-code';

/** The functions of an encoder, as they are called here. */
const functions: readonly [string, (encoder: Encoder) => Bytes][] = [
  ['identity', (encoder) => encoder.identity()],
  ['return 42', (encoder) => encoder.returnInteger(42)],
  ['return -2', (encoder) => encoder.returnInteger(-2)],
  ['int + int', (encoder) => encoder.addIntegers()],
  ['double + double', (encoder) => encoder.addDoubles()],
  ['illegalInstruction', (encoder) => encoder.illegalInstruction()],
  ['nullRead', (encoder) => encoder.nullRead()],
];

const int32 = { result: 'int32', parameters: [] } as const;
const sum = { result: 'int32', parameters: ['int32', 'int32'] } as const;
const doubleSum = { result: 'double', parameters: ['double', 'double'] } as const;

function print(left: string, right: string): void {
  process.stdout.write(`  ${left.padEnd(20)}${right}\n`);
}

/** Prints what an action gives, or which task it is that is not done yet. */
function show(what: string, action: () => unknown): void {
  try {
    print(what, String(action()));
  } catch (error) {
    if (!(error instanceof UnfinishedError)) throw error;
    print(what, `task ${error.task} is unfinished`);
  }
}

function showBytes(architecture: Architecture): void {
  process.stdout.write(`bytes for ${architecture}\n`);
  const encoder = createEncoder(architecture);
  for (const [name, encode] of functions) {
    show(name, () => encode(encoder).map(hex).join(' '));
  }
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0');

/** Code, ready to be called. */
function executable(code: Bytes) {
  const memory = mapCode(code);
  makeExecutable(memory);
  return memory;
}

function showCalls(encoder: Encoder): void {
  process.stdout.write(
    `from this processor, in pages of ${pageSize().toLocaleString('en')} bytes\n`,
  );
  show('return 42', () => toFunction(executable(encoder.returnInteger(42)), int32)());
  show('2 + 3', () => toFunction(executable(encoder.addIntegers()), sum)(2, 3));
  show('0.1 + 0.2', () => toFunction(executable(encoder.addDoubles()), doubleSum)(0.1, 0.2));
  show('after the release', () => {
    const memory = executable(encoder.identity());
    release(memory);
    return memory.state;
  });
}

/** Runs the function of that name and says what it returns, if it does. */
function runAlone(name: string): void {
  const found = functions.find(([known]) => known === name);
  if (found === undefined) {
    const names = functions.map(([known]) => `'${known}'`).join(', ');
    process.stderr.write(`There is no function '${name}'. There are ${names}.\n`);
    process.exitCode = 64;
    return;
  }
  process.stdout.write(`${name} …\n`);
  const result = toFunction(executable(found[1](createEncoder(hostArchitecture()))), int32)();
  process.stdout.write(`… returned ${result}\n`);
}

const [name] = process.argv.slice(2);
if (name === undefined) {
  showBytes('x86-64');
  showBytes('arm64');
  showCalls(createEncoder(hostArchitecture()));
} else {
  runAlone(name);
}
