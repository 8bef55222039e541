/** Draws values in their slots, as the two words that the VM writes. */
import { MIN_HEAP_BYTES, Region } from '#shared/memory/layout.ts';
import { createLinearMemory } from '#shared/memory/linear-memory.ts';
import { createValues } from '#vm/values/values';
import { box, drawing, LINE, type Look, label } from '../drawing.ts';

const memory = createLinearMemory(MIN_HEAP_BYTES);
const values = createValues(memory);
const slot = Region.stack;

/** What is written, and how it is drawn. */
interface Row {
  readonly text: string;
  readonly look: Look;
  readonly write: () => void;
}

const number = (text: string, value: number): Row => ({
  text,
  look: 'first',
  write: () => values.setNumber(slot, value),
});

const rows: readonly Row[] = [
  number('1', 1),
  number('1.5', 1.5),
  number('0', 0),
  number('-0', -0),
  number('-1.5', -1.5),
  number('Infinity', Number.POSITIVE_INFINITY),
  number('-Infinity', Number.NEGATIVE_INFINITY),
  number('NaN', Number.NaN),
  { text: 'nil', look: 'second', write: () => values.setNil(slot) },
  { text: 'false', look: 'second', write: () => values.setBoolean(slot, false) },
  { text: 'true', look: 'second', write: () => values.setBoolean(slot, true) },
  {
    text: 'the object at 4096',
    look: 'third',
    write: () => values.setReference(slot, 4096),
  },
];

/** The words of a slot, as 8 hexadecimal digits each. */
function wordsAt(at: number): { high: string; low: string } {
  const word = (index: number) =>
    (memory.i32[index] >>> 0).toString(16).toUpperCase().padStart(8, '0');
  return { high: word((at >> 2) + 1), low: word(at >> 2) };
}

const TOP = 48;
const NAME_X = 10;
const HIGH_X = 190;
const WORD = 100;

/** Draws the figure. */
export function drawSlots(): string {
  return drawing(620, TOP + rows.length * LINE + 8, 'Values in their slots', [
    label(NAME_X, 34, 'value', 'quiet'),
    label(HIGH_X, 16, 'slot + 4', 'quiet'),
    label(HIGH_X, 34, 'high word', 'quiet'),
    label(HIGH_X + WORD, 16, 'slot', 'quiet'),
    label(HIGH_X + WORD, 34, 'low word', 'quiet'),
    ...rows.flatMap(({ text, look, write }, index) => {
      write();
      const { high, low } = wordsAt(slot);
      const y = TOP + index * LINE;
      return [
        label(NAME_X, y + 15, text),
        box(HIGH_X, y, WORD, high, look),
        box(HIGH_X + WORD, y, WORD, low, look),
        label(HIGH_X + 2 * WORD + 14, y + 15, noteOf(text), 'quiet'),
      ];
    }),
  ]);
}

function noteOf(text: string): string {
  const notes: Record<string, string> = {
    '1': 'its low word is 0, as that of false',
    '-0': 'not the bits of 0',
    '-1.5': 'as a signed word, below 0',
    NaN: 'what JavaScript calls NaN',
    'the object at 4096': 'the low word is the offset',
  };
  return notes[text] ?? '';
}
