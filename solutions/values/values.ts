/**
 * Tagged values: NaN-boxing.
 *
 * A double has room to spare. Whenever its exponent bits are all ones and its
 * fraction is not zero it is "not a number", whatever the other 52 bits say:
 *
 *      63 62       52 51                                              0
 *     ┌──┬───────────┬─┬───────────────────────────────────────────────┐
 *     │s │11111111111│q│ anything                                      │
 *     └──┴───────────┴─┴───────────────────────────────────────────────┘
 *
 * Hardware makes only one of these, the quiet NaN with an empty payload, whose
 * high word is 0x7FF80000 or 0xFFF80000. So every high word above 0xFFF8FFFF
 * is ours to give away. A value that is not a number puts a tag there and its
 * payload, an object's offset or a boolean, into the low word:
 *
 *        high word             low word
 *     ┌─────────────────────┬─────────────────────┐
 *     │ sign exponent fraction: the double itself │   number
 *     ├─────────────────────┼─────────────────────┤
 *     │ FFFFFFFF            │ offset              │   reference
 *     │ FFFFFFFE            │ 0 or 1              │   boolean
 *     │ FFFFFFFD            │ 0                   │   nil
 *     │ FFFFFFFC            │ 0                   │   empty
 *     └─────────────────────┴─────────────────────┘
 *
 * Arithmetic on numbers then needs no unboxing at all, and each type test is
 * one comparison of the high word.
 *
 * Source: Gudeman, *Representing Type Information in Dynamically Typed
 * Languages* (1993); LuaJIT, JavaScriptCore and Wren box in this way.
 */

import type * as contract from '#shared/contracts/values/values.ts';
import type { Values } from '#shared/contracts/values.ts';
import type { LinearMemory } from '#shared/memory/linear-memory.ts';

/** High word of each kind of value that is not a number, as a signed word. */
export const Tag = { REFERENCE: -1, BOOLEAN: -2, NIL: -3, EMPTY: -4 } as const;

/** The 64 bits of a value that is not a number. */
function bits(tag: number, payload: number): bigint {
  return (BigInt(tag) << 32n) | BigInt(payload);
}

/** Makes the value functions of one VM. */
export function createValues(memory: LinearMemory): Values {
  const { i32, i64, f64 } = memory;
  const REFERENCE = Tag.REFERENCE;
  const BOOLEAN = Tag.BOOLEAN;
  const NIL = Tag.NIL;
  const EMPTY = Tag.EMPTY;
  // Numbers are all values whose high word, unsigned, lies below 0xFFF90000.
  // Signed integers are compared fast, unsigned ones as doubles; with the sign
  // bit flipped the order of the ones is the order of the others.
  const SIGN = 1 << 31;
  const FIRST_TAG = 0xfff9_0000 ^ SIGN;
  // A processor hands a value that was just stored on to a load only if the
  // load asks for no more than one store wrote. So what is copied as 64 bits
  // is written as 64 bits, too.
  const TRUE_BITS = bits(BOOLEAN, 1);
  const FALSE_BITS = bits(BOOLEAN, 0);
  const NIL_BITS = bits(NIL, 0);
  const EMPTY_BITS = bits(EMPTY, 0);

  return {
    isNumber: (slot) => (i32[(slot >> 2) + 1] ^ SIGN) < FIRST_TAG,
    areNumbers: (a, b) =>
      (i32[(a >> 2) + 1] ^ SIGN) < FIRST_TAG && (i32[(b >> 2) + 1] ^ SIGN) < FIRST_TAG,
    numberAt: (slot) => f64[slot >> 3],
    setNumber(slot, value) {
      f64[slot >> 3] = value;
    },

    isBoolean: (slot) => i32[(slot >> 2) + 1] === BOOLEAN,
    booleanAt: (slot) => i32[slot >> 2] !== 0,
    setBoolean(slot, value) {
      i64[slot >> 3] = value ? TRUE_BITS : FALSE_BITS;
    },

    isNil: (slot) => i32[(slot >> 2) + 1] === NIL,
    setNil(slot) {
      i64[slot >> 3] = NIL_BITS;
    },

    isEmpty: (slot) => i32[(slot >> 2) + 1] === EMPTY,
    setEmpty(slot) {
      i64[slot >> 3] = EMPTY_BITS;
    },

    isReference: (slot) => i32[(slot >> 2) + 1] === REFERENCE,
    referenceAt: (slot) => i32[slot >> 2],
    setReference(slot, reference) {
      i32[slot >> 2] = reference;
      i32[(slot >> 2) + 1] = REFERENCE;
    },

    isFalsey(slot) {
      const tag = i32[(slot >> 2) + 1];
      return tag === NIL || (tag === BOOLEAN && i32[slot >> 2] === 0);
    },
    same(a, b) {
      const tag = i32[(a >> 2) + 1];
      if ((tag ^ SIGN) < FIRST_TAG) {
        return (i32[(b >> 2) + 1] ^ SIGN) < FIRST_TAG && f64[a >> 3] === f64[b >> 3];
      }
      return tag === i32[(b >> 2) + 1] && i32[a >> 2] === i32[b >> 2];
    },
    // Two words at once. V8's optimizing compiler moves the 64 bits in a
    // register; no BigInt is ever made of them.
    copy(to, from) {
      i64[to >> 3] = i64[from >> 3];
    },
  };
}

createValues satisfies typeof contract.createValues;
