/** Judging the bytes of a function by what they do, on any machine. */
import type { Architecture } from '#shared/memory/architecture.ts';
import { runArm64 } from './arm64.ts';
import { type Arguments, type End, type Execution, inWords } from './execution.ts';
import { runX86 } from './x86-64.ts';

/** What a function did, and how to say so. */
export interface Judged {
  readonly end: End;
  /** What it returned, an integer or, where it was given doubles, a double; else why it did not. */
  readonly result: number | string;
  /** Bytes, instructions and end, for a message. */
  readonly words: string;
}

/** Calls a function on the small machine of its architecture. */
export function judge(
  architecture: Architecture,
  code: readonly number[],
  input: Arguments = {},
): Judged {
  const wrong = code.findIndex((byte) => !(Number.isInteger(byte) && byte >= 0 && byte <= 255));
  if (wrong >= 0) {
    const reason = `byte ${wrong} of the code is ${code[wrong]}, which is not a whole number from 0 to 255`;
    return { end: { kind: 'lost', reason }, result: reason, words: reason };
  }
  const execution = run(architecture, code, input);
  const { end } = execution;
  const type = input.doubles === undefined ? 'integer' : 'double';
  const result = end.kind === 'returned' ? end[type] : end.reason;
  return { end, result, words: `${hex(code)}: ${inWords(execution, type)}` };
}

function run(architecture: Architecture, code: readonly number[], input: Arguments): Execution {
  return architecture === 'arm64' ? runArm64(code, input) : runX86(code, input);
}

/** Bytes as people write them: `b8 2a 00`. */
export function hex(code: readonly number[]): string {
  return code.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** The words for a result that is not the expected one, and what may have been overlooked. */
export function explain({ words, result }: Judged, expected: number): string {
  const hint = typeof result === 'number' ? misconception(result, expected) : '';
  return hint === '' ? words : `${words} (${hint})`;
}

/** What one may have overlooked whose code returns `got` in place of `expected`; empty if nothing fits. */
export function misconception(got: number, expected: number): string {
  if (got === expected) return '';
  if (got === reversed(expected)) return 'the bytes of a number stand lowest first, not highest';
  if (got === 42) return 'it returns 42, whatever is asked for';
  if (got === (expected & 0xffff) || got === (expected << 16) >> 16) {
    return 'only the low 16 bits of the number arrived';
  }
  if (got === (expected & 0xff) || got === (expected << 24) >> 24) {
    return 'only the low byte of the number arrived';
  }
  return '';
}

/** The number with its bytes in the other order. */
function reversed(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setInt32(0, value);
  return view.getInt32(0, true);
}

/**
 * `int32 f(int32 a)` that returns `a * factor + addend`: code that a student's VM
 * has never seen, for the processor itself to execute.
 */
export function strangeFunction(
  architecture: Architecture,
  factor: number,
  addend: number,
): number[] {
  const bytes = (...words: number[]) => [...new Uint8Array(Int32Array.from(words).buffer)];
  if (architecture === 'x86-64') {
    return [0x69, 0xc7, ...bytes(factor), 0x05, ...bytes(addend), 0xc3]; // imul eax, edi; add eax
  }
  const move = (register: number, value: number) => [
    0x52800000 | ((value & 0xffff) << 5) | register, // movz
    0x72a00000 | ((value >>> 16) << 5) | register, // movk, lsl #16
  ];
  return bytes(...move(2, factor), ...move(3, addend), 0x1b020c00, 0xd65f03c0); // madd w0, w0, w2, w3
}
