/** Task 07.6: bytes of each of the first instances of two classes. */
import { Header, SIZE_SHIFT } from '#shared/memory/layout.ts';
import { drawing, label } from '../drawing.ts';
import { globalObject, machineAfter, wordAt } from './machine.ts';

const COUNT = 14;
const names = [...'abcdefghijkl'];
const variables = Array.from({ length: COUNT }, (_, index) => `p${index}`);

const make = (fields: readonly string[]) => `class Box {}
fun make() { var box = Box(); ${fields.map((name) => `box.${name} = 1;`).join(' ')} return box; }
${variables.map((name) => `var ${name} = make();`).join(' ')}`;

const LEFT = 40;
const BAR = 30;
const STEP = 38;
const TOP = 44;
/** Height of a byte. */
const SCALE = 0.9;
const GAP = 56;

/** Draws the figure. */
export function drawLearning(): string {
  const shapes: string[] = [];
  let y = TOP;
  for (const fields of [names.slice(0, 2), names]) {
    const bytes = sizesOf(fields);
    const base = y + Math.max(...bytes) * SCALE;
    shapes.push(
      label(10, y - 20, `instances with ${fields.length} fields: bytes of each`, 'strong'),
    );
    for (const [index, size] of bytes.entries()) {
      const x = LEFT + index * STEP;
      const look = size === bytes[0] ? 'third' : 'second';
      const top = base - size * SCALE;
      shapes.push(
        `<rect class="${look}" x="${x}" y="${top}" width="${BAR}" height="${size * SCALE}"/>`,
        label(x + (size < 100 ? 7 : 3), top + 16, `${size}`),
        label(x + (index < 9 ? 11 : 7), base + 16, `${index + 1}`, 'quiet'),
      );
    }
    y = base + GAP;
  }
  return drawing(LEFT + COUNT * STEP + 10, Math.ceil(y - GAP + 26), 'What a class learns', shapes);
}

function sizesOf(fields: readonly string[]): number[] {
  const machine = machineAfter(make(fields));
  return variables.map(
    (name) => (wordAt(machine, globalObject(machine, name) + Header.info) >>> SIZE_SHIFT) * 8,
  );
}
