/**
 * Another encoding, JavaScriptCore's: it favours references. Those are their
 * offset and nothing else, and numbers are shifted out of the way by adding
 * 2 to the power of 49 to the bits of the double.
 *
 *        high word             low word
 *     ┌─────────────────────┬─────────────────────┐
 *     │ 00000000            │ offset              │   reference
 *     │ 00000001            │ 0 or 1              │   boolean
 *     │ 00000001            │ 2                   │   nil
 *     │ 00000001            │ 3                   │   empty
 *     ├─────────────────────┼─────────────────────┤
 *     │ the double's bits + 0002000000000000      │   number
 *     └─────────────────────┴─────────────────────┘
 */
import type * as contract from '#shared/contracts/values/values.ts';
import type { Values } from '#shared/contracts/values.ts';
import type { LinearMemory } from '#shared/memory/linear-memory.ts';

const OTHER = 1n << 32n;

export const Bits = {
  NIL: OTHER | 2n,
  EMPTY: OTHER | 3n,
  FALSE: OTHER,
  TRUE: OTHER | 1n,
  REFERENCE: 0n,
  BORDER: 1n << 49n,
} as const;

/** What is added to the high word of a double. */
const SHIFT = 1 << 17;
const NIL = 2;
const EMPTY = 3;

/** Makes the value functions of one VM. */
export function createValues({ i32 }: LinearMemory): Values {
  const double = new Float64Array(1);
  const words = new Int32Array(double.buffer);
  const low = (slot: number) => i32[slot >> 2];
  const high = (slot: number) => i32[(slot >> 2) + 1];
  const write = (slot: number, highWord: number, lowWord: number) => {
    i32[slot >> 2] = lowWord;
    i32[(slot >> 2) + 1] = highWord;
  };
  const isNumber = (slot: number) => high(slot) >>> 0 >= SHIFT;
  const numberAt = (slot: number) => {
    words[0] = low(slot);
    words[1] = high(slot) - SHIFT;
    return double[0];
  };
  const is = (slot: number, lowWord: number) => high(slot) === 1 && low(slot) === lowWord;

  return {
    isNumber,
    areNumbers: (a, b) => isNumber(a) && isNumber(b),
    numberAt,
    setNumber(slot, value) {
      double[0] = value;
      write(slot, words[1] + SHIFT, words[0]);
    },
    isReference: (slot) => high(slot) === 0,
    referenceAt: low,
    setReference: (slot, reference) => write(slot, 0, reference),
    isNil: (slot) => is(slot, NIL),
    setNil: (slot) => write(slot, 1, NIL),
    isEmpty: (slot) => is(slot, EMPTY),
    setEmpty: (slot) => write(slot, 1, EMPTY),
    isBoolean: (slot) => is(slot, 0) || is(slot, 1),
    booleanAt: (slot) => low(slot) === 1,
    setBoolean: (slot, value) => write(slot, 1, value ? 1 : 0),
    isFalsey: (slot) => is(slot, 0) || is(slot, NIL),
    same(a, b) {
      if (isNumber(a) && isNumber(b)) return numberAt(a) - numberAt(b) === 0 || infinite(a, b);
      return high(a) === high(b) && low(a) === low(b);
    },
    copy: (to, from) => write(to, high(from), low(from)),
  };

  /** Whether both are infinite and have one sign: their difference is NaN. */
  function infinite(a: number, b: number): boolean {
    const [left, right] = [numberAt(a), numberAt(b)];
    return !Number.isNaN(left) && !Number.isFinite(left) && left === right;
  }
}

Bits satisfies typeof contract.Bits;
createValues satisfies typeof contract.createValues;
