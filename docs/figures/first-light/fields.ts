/** Encodings as rows of fields, with what each means below it. */
import { box, LINE, type Look, label } from '../drawing.ts';

/** A letter is this wide. */
export const LETTER = 7.85;
const PADDING = 12;

/** A part of an instruction: its bits or bytes, and what they mean, in short lines. */
export interface Field {
  readonly content: string;
  readonly look: Look;
  readonly meaning: readonly string[];
}

/** Draws fields side by side, each as wide as its bits and its meaning need. */
export function drawFields(x: number, y: number, fields: readonly Field[]): string[] {
  let left = x;
  return fields.flatMap(({ content, look, meaning }) => {
    const letters = Math.max(content.length, ...meaning.map(({ length }) => length));
    const width = Math.round(letters * LETTER + PADDING);
    const lines = meaning.map((text, index) =>
      label(left + 6, y + LINE + 16 + index * 16, text, 'quiet'),
    );
    const shapes = [box(left, y, width, content, look), ...lines];
    left += width;
    return shapes;
  });
}

/** Bytes as people write them: `b8 2a 00`. */
export function hex(code: readonly number[]): string {
  return code.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** Bits `high` to `low` of a word. */
export function bits(word: number, high: number, low: number): string {
  const all = (word >>> 0).toString(2).padStart(32, '0');
  return all.slice(31 - high, 32 - low);
}
