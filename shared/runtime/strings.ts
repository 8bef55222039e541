/**
 * Strings: UTF-8 bytes in the heap, with a hash that is computed once and
 * kept. Names and literals are interned: one object for each content. Strings
 * made at run time are not; comparing them compares hashes, then bytes.
 */
import type { Heap } from '../contracts/heap.ts';
import type { Reference, Slot, Values } from '../contracts/values.ts';
import { Header, Kind, STRING_BYTES, StringObject } from '../memory/layout.ts';
import type { LinearMemory } from '../memory/linear-memory.ts';
import type { Interned } from './interned.ts';

/** Strings in one VM's heap. */
export interface Strings {
  /** The one string of this content, made if need be; 0: out of memory. */
  intern(text: string): Reference;
  /** Replaces the string in `left` by both strings joined. False: out of memory. */
  concatenate(left: Slot, right: Slot): boolean;
  /** Whether two strings have the same content. */
  equal(a: Reference, b: Reference): boolean;
  /** Length in bytes. */
  lengthOf(string: Reference): number;
  /** The bytes in place, good until the next allocation. */
  bytesOf(string: Reference): Uint8Array;
  /** The content as a JavaScript string. */
  textOf(string: Reference): string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Below this many bytes a loop beats the call that copies a block. */
const SHORT = 32;

/** Makes the string functions of one VM. */
export function createStrings(
  memory: LinearMemory,
  values: Values,
  heap: Heap,
  interned: Interned,
): Strings {
  const { u8, i32 } = memory;
  const { referenceAt, setReference } = values;
  const BYTES = STRING_BYTES;
  const HASH = StringObject.hash;

  const lengthOf = (string: Reference) => i32[(string + Header.meta) >> 2];
  const bytesOf = (string: Reference) =>
    u8.subarray(string + BYTES, string + BYTES + lengthOf(string));

  function allocate(length: number): Reference {
    const string = heap.allocate(Kind.STRING, length, BYTES + length);
    if (string !== 0) i32[(string + HASH) >> 2] = 0;
    return string;
  }

  /** Hash of a string's content, computed when first asked for. Never 0. */
  function hashOf(string: Reference): number {
    const known = i32[(string + HASH) >> 2];
    if (known !== 0) return known;
    const hash = hashBytes(u8, string + BYTES, lengthOf(string));
    i32[(string + HASH) >> 2] = hash;
    return hash;
  }

  function copyBytes(to: number, from: number, length: number): void {
    if (length > SHORT) {
      u8.copyWithin(to, from, from + length);
      return;
    }
    for (let index = 0; index < length; index += 1) u8[to + index] = u8[from + index];
  }

  function sameBytes(a: number, b: number, length: number): boolean {
    for (let index = 0; index < length; index += 1) {
      if (u8[a + index] !== u8[b + index]) return false;
    }
    return true;
  }

  return {
    lengthOf,
    bytesOf,
    textOf: (string) => decoder.decode(bytesOf(string)),

    intern(text) {
      const bytes = encoder.encode(text);
      const hash = hashBytes(bytes, 0, bytes.length);
      const known = interned.find(
        hash,
        (string) =>
          lengthOf(string) === bytes.length &&
          bytes.every((byte, index) => byte === u8[string + BYTES + index]),
      );
      if (known !== 0) return known;
      const string = allocate(bytes.length);
      if (string === 0) return 0;
      u8.set(bytes, string + BYTES);
      i32[(string + HASH) >> 2] = hash;
      return interned.add(string) ? string : 0;
    },

    concatenate(left, right) {
      const length = lengthOf(referenceAt(left)) + lengthOf(referenceAt(right));
      const string = allocate(length);
      if (string === 0) return false;
      const first = referenceAt(left);
      const second = referenceAt(right);
      const firstLength = lengthOf(first);
      copyBytes(string + BYTES, first + BYTES, firstLength);
      copyBytes(string + BYTES + firstLength, second + BYTES, length - firstLength);
      setReference(left, string);
      return true;
    },

    equal(a, b) {
      if (a === b) return true;
      const length = lengthOf(a);
      if (length !== lengthOf(b)) return false;
      if (length > SHORT && hashOf(a) !== hashOf(b)) return false;
      return sameBytes(a + BYTES, b + BYTES, length);
    },
  };
}

/** FNV-1a (Fowler, Noll, Vo) over bytes; 0 stands for "not computed" and is avoided. */
export function hashBytes(bytes: Uint8Array, start: number, length: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let index = start; index < start + length; index += 1) {
    hash = Math.imul(hash ^ bytes[index], 0x01000193);
  }
  return hash === 0 ? 1 : hash;
}
