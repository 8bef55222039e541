/**
 * Arguments that lie in memory: names and lists of references. They are
 * written to one small mapping and passed by address. That is several times
 * as fast as to let every call allocate and convert them: a call of the
 * builder takes 0.3 µs so, 1 µs with koffi's strings and arrays.
 *
 * LLVM copies what it is given, so the memory is free again after the call.
 */
import { type Mapping, mapPages } from '#shared/memory/pages.ts';

/** Something that has a reference. */
export interface Referenced {
  readonly ref: number;
}

/** A mapping that is replaced by a larger one when something does not fit. */
class Area {
  address = 0;
  bytes = new Uint8Array();
  words = new Uint32Array();

  /** Makes room; what was in it is gone. */
  reserve(size: number): void {
    if (size <= this.bytes.length) return;
    const mapping: Mapping = mapPages(Math.max(2 * size, 1 << 16));
    this.address = mapping.address;
    this.bytes = new Uint8Array(mapping.buffer);
    this.words = new Uint32Array(mapping.buffer);
  }
}

const names = new Area();
const lists = new Area();
const encoder = new TextEncoder();

/** The address of a name as C wants it, with a zero at its end. Valid until the next name. */
export function nameAt(name: string): number {
  names.reserve(3 * name.length + 2);
  if (name === '') return names.address + names.bytes.length - 1; // stays zero
  const { written } = encoder.encodeInto(name, names.bytes);
  names.bytes[written] = 0;
  return names.address;
}

/** The address of a list of references. Valid until the next list. */
export function listAt(items: readonly Referenced[]): number {
  return wordsAt(items.map((item) => item.ref));
}

/** The address of a list of 64-bit words: references, addresses, small numbers. Valid until the next list. */
export function wordsAt(values: readonly number[]): number {
  lists.reserve(8 * values.length + 8);
  const { words, address } = lists;
  for (let index = 0; index < values.length; index++) {
    words[2 * index] = values[index];
    words[2 * index + 1] = values[index] / 2 ** 32;
  }
  return address;
}
