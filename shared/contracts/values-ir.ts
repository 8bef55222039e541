/**
 * The contract of tagged values in IR: what generated code does with a value
 * in a register, an `i64`, without its emitter knowing how the bits are laid
 * out. What takes or gives a `double`, an `i1` or an offset, an `i32`, says so.
 *
 * The bits are those that the TypeScript side, `values.ts`, has in a slot: a
 * value crosses from one side to the other by being loaded or stored.
 *
 * All of this is emitted for nearly every instruction of a program. So each
 * emitter appends a few instructions to the block where the builder stands and
 * nothing else: no branch, no memory access, no call.
 */
import type { Value } from '../llvm/namespace.ts';

/** What can be done with a value in a register, whichever encoding it has. */
export interface EncodingIr {
  /** nil, a constant. */
  nil(): Value;
  /** The value of a boolean, an `i1`. */
  fromBoolean(condition: Value): Value;
  /** The value of a number, a `double`. */
  fromNumber(number: Value): Value;
  /** The number that a value is, a `double`. It must be one. */
  numberOf(value: Value): Value;

  /** Whether a value is a number, an `i1`. */
  isNumber(value: Value): Value;
  /** Whether both values are numbers, an `i1`. */
  areNumbers(left: Value, right: Value): Value;
  /** Whether a value counts as false, an `i1`: nil and false do, everything else does not. */
  isFalsey(value: Value): Value;
  /**
   * Whether two values, not both of them numbers, are the same: nil, the same
   * boolean, or the same object. An `i1`. For two numbers it says nothing of use.
   */
  identical(left: Value, right: Value): Value;
}

/** Emitters for tagged values. Each appends to the block where the builder stands. */
export interface ValuesIr extends EncodingIr {
  /** Whether a value refers to an object, an `i1`. */
  isReference(value: Value): Value;
  /** EMPTY, a constant: what an upvalue holds while it is open. */
  empty(): Value;
  /** Whether a value is EMPTY, which no program sees, an `i1`. */
  isEmpty(value: Value): Value;

  /** The offset of the object that a value refers to, an `i32`. It must refer to one. */
  referenceOf(value: Value): Value;
  /** The value that refers to the object at an offset, an `i32`. */
  fromReference(offset: Value): Value;
}

/**
 * What the first part, an `i8`, of a value is in the other encoding, the
 * structure `{ i8, i64 }`. The second part is its payload: a number's bits, 1
 * or 0 for a boolean, an offset for a reference, and 0 for the others.
 */
export const StructTag = { NIL: 0, BOOLEAN: 1, NUMBER: 2, REFERENCE: 3 } as const;
