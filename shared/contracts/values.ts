/**
 * The contract of tagged values: what the rest of the VM may do with a value
 * without knowing how its bits are laid out.
 *
 * A value is never held by TypeScript: it lives in a slot, and these functions
 * work on slots. So no code but this module's knows the encoding, and no value
 * hides from the collector in a JavaScript variable.
 *
 * Whatever the encoding, four rules hold, and the rest of the VM relies on them:
 *
 *   1. A value is its 8 bytes and nothing else: who copies them has copied it.
 *   2. A reference's low word, the 4 bytes at the slot's offset, is the offset
 *      of the object. The collector reads it, and changes it when the object
 *      moves, without asking anybody.
 *   3. What is not a number has one pattern of bits: equal values, equal bits.
 *   4. Every number is a value, and stays the number that it is: infinities,
 *      -0, and every NaN that arithmetic makes, whatever its sign.
 */

/** A slot: the byte offset, a multiple of 8, of a value in linear memory. */
export type Slot = number;

/** A reference: the byte offset of an object in linear memory; 0 is no object. */
export type Reference = number;

/** Tagged values, by slot. */
export interface Values {
  /** Whether the slot holds a number. */
  isNumber(slot: Slot): boolean;
  /** Whether both slots hold numbers. */
  areNumbers(a: Slot, b: Slot): boolean;
  /** The number in the slot. The slot must hold one. */
  numberAt(slot: Slot): number;
  /** Writes a number. */
  setNumber(slot: Slot, value: number): void;

  /** Whether the slot holds a boolean. */
  isBoolean(slot: Slot): boolean;
  /** The boolean in the slot. The slot must hold one. */
  booleanAt(slot: Slot): boolean;
  /** Writes a boolean. */
  setBoolean(slot: Slot, value: boolean): void;

  /** Whether the slot holds nil. */
  isNil(slot: Slot): boolean;
  /** Writes nil. */
  setNil(slot: Slot): void;

  /** Whether the slot holds EMPTY, which no Lox program sees: an undefined global, a free entry. */
  isEmpty(slot: Slot): boolean;
  /** Writes EMPTY. */
  setEmpty(slot: Slot): void;

  /** Whether the slot refers to an object. */
  isReference(slot: Slot): boolean;
  /** The object that the slot refers to. The slot must hold a reference. */
  referenceAt(slot: Slot): Reference;
  /** Writes a reference. 0, no object, comes from handles alone: it is no Lox value. */
  setReference(slot: Slot, reference: Reference): void;

  /** Whether the value counts as false: `nil` and `false` do, everything else does not. */
  isFalsey(slot: Slot): boolean;
  /** Whether both slots hold the same number (NaN is not), boolean, nil, or the same object. */
  same(a: Slot, b: Slot): boolean;
  /** Copies a value from one slot to another. */
  copy(to: Slot, from: Slot): void;
}
