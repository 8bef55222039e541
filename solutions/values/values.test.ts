import { beforeEach, describe, expect, it } from 'vitest';
import type { Values } from '#shared/contracts/values.ts';
import { MIN_HEAP_BYTES, Region } from '#shared/memory/layout.ts';
import { createLinearMemory, type LinearMemory } from '#shared/memory/linear-memory.ts';
import { createValues } from './values.ts';

const a = Region.stack;
const b = Region.stack + 8;

let memory: LinearMemory;
let values: Values;
beforeEach(() => {
  memory = createLinearMemory(MIN_HEAP_BYTES);
  values = createValues(memory);
});

/** Which of the type tests say yes. */
function kindsOf(slot: number): string[] {
  return (['isNumber', 'isBoolean', 'isNil', 'isEmpty', 'isReference'] as const).filter((test) =>
    values[test](slot),
  );
}

describe('numbers', () => {
  it.each([
    0,
    -0,
    1,
    -1,
    0.1,
    1e308,
    5e-324,
    -5e-324,
    2 ** 53,
    4294967295,
    1e21,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
    -Number.NaN,
  ])('%d is a number and reads back', (number) => {
    values.setNumber(a, number);
    expect(kindsOf(a)).toEqual(['isNumber']);
    expect(values.numberAt(a)).toBe(number);
  });

  it('a NaN that arithmetic makes is a number', () => {
    values.setNumber(a, Number.POSITIVE_INFINITY - Number.POSITIVE_INFINITY);
    expect(kindsOf(a)).toEqual(['isNumber']);
  });

  it('both slots have to hold one for areNumbers', () => {
    values.setNumber(a, 1);
    values.setNil(b);
    expect([values.areNumbers(a, b), values.areNumbers(b, a), values.areNumbers(a, a)]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('what is not a number', () => {
  it('is told apart by its tag', () => {
    values.setNil(a);
    expect(kindsOf(a)).toEqual(['isNil']);
    values.setEmpty(a);
    expect(kindsOf(a)).toEqual(['isEmpty']);
    values.setBoolean(a, true);
    expect(kindsOf(a)).toEqual(['isBoolean']);
    values.setReference(a, Region.moving);
    expect(kindsOf(a)).toEqual(['isReference']);
  });

  it('keeps its payload', () => {
    values.setReference(a, 0x7ffffff8);
    expect(values.referenceAt(a)).toBe(0x7ffffff8);
    values.setBoolean(b, true);
    expect(values.booleanAt(b)).toBe(true);
    values.setBoolean(b, false);
    expect(values.booleanAt(b)).toBe(false);
  });

  it('keeps its payload when it is copied', () => {
    values.setReference(a, 0x12345678);
    values.copy(b, a);
    expect(values.referenceAt(b)).toBe(0x12345678);
    expect(kindsOf(b)).toEqual(['isReference']);
  });
});

describe('truth', () => {
  it('nil and false are falsey, everything else is not', () => {
    const falsey = (set: () => void) => {
      set();
      return values.isFalsey(a);
    };
    expect(falsey(() => values.setNil(a))).toBe(true);
    expect(falsey(() => values.setBoolean(a, false))).toBe(true);
    expect(falsey(() => values.setBoolean(a, true))).toBe(false);
    expect(falsey(() => values.setNumber(a, 0))).toBe(false);
    expect(falsey(() => values.setNumber(a, Number.NaN))).toBe(false);
    expect(falsey(() => values.setReference(a, 8))).toBe(false);
  });
});

describe('sameness', () => {
  const setters: Record<string, (slot: number) => void> = {
    nil: (slot) => values.setNil(slot),
    true: (slot) => values.setBoolean(slot, true),
    false: (slot) => values.setBoolean(slot, false),
    zero: (slot) => values.setNumber(slot, 0),
    one: (slot) => values.setNumber(slot, 1),
    object: (slot) => values.setReference(slot, 64),
    'other object': (slot) => values.setReference(slot, 72),
  };

  it('holds between equal values and no others', () => {
    for (const [left, setLeft] of Object.entries(setters)) {
      for (const [right, setRight] of Object.entries(setters)) {
        setLeft(a);
        setRight(b);
        expect(values.same(a, b), `${left} and ${right}`).toBe(left === right);
      }
    }
  });

  it('follows IEEE 754 for numbers: 0 is -0, NaN is not itself', () => {
    values.setNumber(a, 0);
    values.setNumber(b, -0);
    expect(values.same(a, b)).toBe(true);
    values.setNumber(a, Number.NaN);
    expect(values.same(a, a)).toBe(false);
  });
});
