/** Words as data: {@link decodeWords} takes threaded code apart again. */
import type { Machine } from '../contracts/machine.ts';
import { FunctionObject } from '../memory/layout.ts';
import { type WordInfo, type WordName, type WordOperand, wordNames, words } from './words.ts';

/** One operand as it stands in its word. */
export interface DecodedOperand {
  readonly kind: WordOperand;
  readonly value: number;
}

/** One operation, taken apart. */
export interface Operation {
  readonly name: WordName;
  /** Where it begins, in words from the start of the function's. */
  readonly index: number;
  /** Where the next one begins. */
  readonly end: number;
  readonly operands: readonly DecodedOperand[];
}

/** Where the words of a function lie. */
export interface WordRange {
  /** Index of the first one in the 32-bit view of linear memory. */
  readonly start: number;
  readonly count: number;
}

/** Where the words are of the function object at this offset; undefined before it is translated. */
export function wordRange(i32: Int32Array, code: number): WordRange | undefined {
  const start = i32[(code + FunctionObject.words) >> 2] >> 2;
  if (start === 0) return undefined;
  return { start, count: i32[(code + FunctionObject.wordCount) >> 2] };
}

/**
 * The operations in a range of words, in their order.
 * @throws RangeError at a word that names no operation, or when the range ends inside one
 */
export function decodeWords(i32: Int32Array, { start, count }: WordRange): Operation[] {
  const operations: Operation[] = [];
  for (let index = 0; index < count; index = operations[operations.length - 1].end) {
    operations.push(decodeOperation(i32, start, index));
  }
  const end = operations.at(-1)?.end ?? 0;
  if (end !== count) throw new RangeError(`The last operation ends at word ${end} of ${count}`);
  return operations;
}

/** The operation at an index, counted from `start`. */
function decodeOperation(i32: Int32Array, start: number, index: number): Operation {
  const name = wordNames[i32[start + index]];
  if (name === undefined) {
    throw new RangeError(`No operation has the word ${i32[start + index]} (at index ${index})`);
  }
  const { operands: kinds }: WordInfo = words[name];
  const first = start + index + 1;
  const operands = kinds.map((kind, number) => ({ kind, value: i32[first + number] }));
  return { name, index, end: index + 1 + operands.length, operands };
}

/** Where a jump goes, as an index; undefined for other operations. */
export function jumpIndex({ index, operands }: Operation): number | undefined {
  const jump = operands.find(({ kind }) => kind === 'jump');
  return jump && index + jump.value;
}

/**
 * The way in of a translated function, given by the offset of its object: the
 * index of the word at which a frame goes on, by its bytecode offset.
 */
export function entriesOf({ memory }: Pick<Machine, 'memory'>, code: number): Map<number, number> {
  const field = (offset: number) => memory.i32[(code + offset) >> 2];
  const first = (field(FunctionObject.resume) >> 2) + field(FunctionObject.code);
  const start = field(FunctionObject.words) >> 2;
  const entries = new Map<number, number>();
  for (let pc = 0; pc < field(FunctionObject.codeBytes); pc += 1) {
    const index = memory.i32[first + pc];
    if (index !== 0) entries.set(pc, index - start);
  }
  return entries;
}
