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
 * Hardware makes only two of these, the quiet NaNs with an empty payload, whose
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
const Tag = { REFERENCE: -1, BOOLEAN: -2, NIL: -3, EMPTY: -4 } as const;

/** Numbers are all values whose high word, unsigned, lies below this. */
const FIRST_TAG = 0xfff9_0000;

/** The 64 bits of a value, from its two words. */
function bits(high: number, low: number): bigint {
  return BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
}

/** The patterns that both sides need. */
export const Bits = {
  NIL: bits(Tag.NIL, 0),
  EMPTY: bits(Tag.EMPTY, 0),
  FALSE: bits(Tag.BOOLEAN, 0),
  TRUE: bits(Tag.BOOLEAN, 1),
  REFERENCE: bits(Tag.REFERENCE, 0),
  BORDER: bits(FIRST_TAG, 0),
} as const;

/** Makes the value functions of one VM. */
export function createValues(memory: LinearMemory): Values {
  const { i32, i64, f64 } = memory;
  const { REFERENCE, BOOLEAN, NIL, EMPTY } = Tag;
  // Signed integers are compared fast, unsigned ones as doubles. With the sign
  // bit flipped the order of the ones is the order of the others.
  const SIGN = 1 << 31;
  const FIRST_FLIPPED = FIRST_TAG ^ SIGN;
  // A processor hands a value that was just stored on to a load only if the
  // load asks for no more than one store wrote. So what is copied as 64 bits
  // is written as 64 bits, too.
  const TRUE_BITS = Bits.TRUE;
  const FALSE_BITS = Bits.FALSE;
  const NIL_BITS = Bits.NIL;
  const EMPTY_BITS = Bits.EMPTY;

  return {
    /**
     * Whether the slot holds a number: its high word, unsigned, lies below
     * FIRST_TAG. The processor's NaNs, 0x7FF80000 and 0xFFF80000, are numbers.
     *
     * @lab 04.1 Numbers and references
     */
    isNumber: (slot) => (i32[(slot >> 2) + 1] ^ SIGN) < FIRST_FLIPPED,
    /**
     * Whether both slots hold numbers.
     *
     * @lab 04.1 Numbers and references
     */
    areNumbers: (a, b) =>
      (i32[(a >> 2) + 1] ^ SIGN) < FIRST_FLIPPED && (i32[(b >> 2) + 1] ^ SIGN) < FIRST_FLIPPED,
    /**
     * The number in the slot, which holds one. Its bits are the double's own.
     *
     * @lab 04.1 Numbers and references
     */
    numberAt: (slot) => f64[slot >> 3],
    /**
     * Writes a number.
     *
     * @lab 04.1 Numbers and references
     */
    setNumber(slot, value) {
      f64[slot >> 3] = value;
    },

    /**
     * Whether the slot refers to an object.
     *
     * @lab 04.1 Numbers and references
     */
    isReference: (slot) => i32[(slot >> 2) + 1] === REFERENCE,
    /**
     * The offset of the object that the slot refers to: the low word.
     *
     * @lab 04.1 Numbers and references
     */
    referenceAt: (slot) => i32[slot >> 2],
    /**
     * Writes a reference: the offset, never negative, and the tag.
     *
     * @lab 04.1 Numbers and references
     */
    setReference(slot, reference) {
      i32[slot >> 2] = reference;
      i32[(slot >> 2) + 1] = REFERENCE;
    },

    /** Stands worked: a type test. The high word lies 4 bytes above the slot's offset. */
    isNil: (slot) => i32[(slot >> 2) + 1] === NIL,
    /** Stands worked: writes a value that is always the same 64 bits. */
    setNil(slot) {
      i64[slot >> 3] = NIL_BITS;
    },
    isEmpty: (slot) => i32[(slot >> 2) + 1] === EMPTY,
    setEmpty(slot) {
      i64[slot >> 3] = EMPTY_BITS;
    },

    /**
     * Whether the slot holds a boolean, be it true or false.
     *
     * @lab 04.2 Booleans and truth
     */
    isBoolean: (slot) => i32[(slot >> 2) + 1] === BOOLEAN,
    /**
     * The boolean in the slot, which holds one.
     *
     * @lab 04.2 Booleans and truth
     */
    booleanAt: (slot) => i32[slot >> 2] !== 0,
    /**
     * Writes a boolean, all 64 bits at once.
     *
     * @lab 04.2 Booleans and truth
     */
    setBoolean(slot, value) {
      i64[slot >> 3] = value ? TRUE_BITS : FALSE_BITS;
    },
    /**
     * Whether the value counts as false: nil and false do. 0, NaN, the empty
     * string and every other value do not.
     *
     * @lab 04.2 Booleans and truth
     */
    isFalsey(slot) {
      const tag = i32[(slot >> 2) + 1];
      return tag === NIL || (tag === BOOLEAN && i32[slot >> 2] === 0);
    },

    /**
     * Whether both slots hold the same value. Two numbers are compared as
     * numbers: 0 is -0, and NaN is nothing, not even itself. Of all other
     * values the same bits are the same value. A number is never the same as
     * something that is none.
     *
     * @lab 04.3 Equality
     */
    same(a, b) {
      const tag = i32[(a >> 2) + 1];
      if ((tag ^ SIGN) < FIRST_FLIPPED) {
        return (i32[(b >> 2) + 1] ^ SIGN) < FIRST_FLIPPED && f64[a >> 3] === f64[b >> 3];
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

Bits satisfies typeof contract.Bits;
createValues satisfies typeof contract.createValues;
