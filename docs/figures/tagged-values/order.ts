/** Draws high words in their two orders: as unsigned and as signed integers. */
import { MIN_HEAP_BYTES, Region } from '#shared/memory/layout.ts';
import { createLinearMemory } from '#shared/memory/linear-memory.ts';
import { Bits, createValues } from '#vm/values/values';
import { box, drawing, LINE, label } from '../drawing.ts';

/** A high word, and whether a number has it. */
interface HighWord {
  readonly name: string;
  readonly word: number;
  readonly isNumber: boolean;
}

/** The words of some values, as the VM writes them. */
function highWords(): HighWord[] {
  const memory = createLinearMemory(MIN_HEAP_BYTES);
  const values = createValues(memory);
  const slot = Region.stack;
  const after = (name: string, isNumber: boolean, write: () => void): HighWord => {
    write();
    return { name, isNumber, word: memory.i32[(slot >> 2) + 1] };
  };
  const number = (name: string, value: number) =>
    after(name, true, () => values.setNumber(slot, value));
  return [
    number('0', 0),
    number('1.5', 1.5),
    number('Infinity', Number.POSITIVE_INFINITY),
    number('NaN', Number.NaN),
    number('-0', -0),
    number('-1.5', -1.5),
    number('-Infinity', Number.NEGATIVE_INFINITY),
    { name: 'NaN, as x86 makes it', isNumber: true, word: 0xfff8_0000 | 0 },
    after('empty', false, () => values.setEmpty(slot)),
    after('nil', false, () => values.setNil(slot)),
    after('boolean', false, () => values.setBoolean(slot, true)),
    after('reference', false, () => values.setReference(slot, 4096)),
  ];
}

const WIDTH = 300;
const TOP = 40;
const COLUMN = 360;

/** Draws the figure. */
export function drawOrder(): string {
  const words = highWords();
  const unsigned = [...words].sort((a, b) => (a.word >>> 0) - (b.word >>> 0));
  const signed = [...words].sort((a, b) => a.word - b.word);
  const height = TOP + (words.length + 1) * LINE + 12;
  return drawing(2 * COLUMN - 30, height, 'High words in two orders', [
    label(10, 24, 'as unsigned integers', 'strong'),
    label(10 + COLUMN, 24, 'as signed integers', 'strong'),
    ...drawColumn(10, unsigned),
    ...drawColumn(10 + COLUMN, signed),
  ]);
}

/** A list of words with a line where tags begin or end. */
function drawColumn(x: number, words: readonly HighWord[]): string[] {
  const border = Number(BigInt.asUintN(64, Bits.BORDER) >> 32n);
  let y = TOP;
  return words.flatMap(({ name, word, isNumber }, index) => {
    const before = words[index - 1];
    const drawn: string[] = [];
    if (before !== undefined && before.isNumber !== isNumber) {
      const text = isNumber ? '' : ` ${border.toString(16).toUpperCase()}`;
      drawn.push(label(x, y + 15, `── the border${text} ──`, 'quiet'));
      y += LINE;
    }
    const digits = (word >>> 0).toString(16).toUpperCase().padStart(8, '0');
    drawn.push(box(x, y, WIDTH, `${digits}  ${name}`, isNumber ? 'first' : 'third'));
    y += LINE;
    return drawn;
  });
}
