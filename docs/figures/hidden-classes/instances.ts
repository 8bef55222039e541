/** Task 07.3: the words of two points, and of the shape that both have. */
import { Instance, Shape, SLOT_SIZE } from '#shared/memory/layout.ts';
import { arrow, box, drawing, LINE, type Look, label } from '../drawing.ts';
import { globalObject, machineAfter, wordAt } from './machine.ts';

const SOURCE = `class Point { init(x, y) { this.x = x; this.y = y; } }
var a = Point(1, 2);
var b = Point(30, 40);`;

const LEFT = 10;
const WIDTH = 190;
const SHAPES_X = 300;
const SHAPE_WIDTH = 210;
const TOP = 44;

/** Draws the figure. */
export function drawInstances(): string {
  const machine = machineAfter(SOURCE);
  const [a, b] = ['a', 'b'].map((name) => globalObject(machine, name));
  const shape = wordAt(machine, a);
  if (wordAt(machine, b) !== shape) throw new Error('The points have two shapes');
  const names = fieldsOf(shape);
  const parts: string[] = [
    label(LEFT, 24, 'instances', 'strong'),
    label(SHAPES_X, 24, 'shapes', 'strong'),
  ];

  function fieldsOf(of: number): Map<number, string> {
    const fields = new Map<number, string>();
    for (let at = of; wordAt(machine, at + Shape.parent) !== 0; ) {
      const text = machine.strings.textOf(wordAt(machine, at + Shape.name));
      fields.set(wordAt(machine, at + Shape.place), text);
      at = wordAt(machine, at + Shape.parent);
    }
    return fields;
  }

  function drawInstance(title: string, instance: number, y: number): void {
    const rows: [string, Look][] = [
      [`${title}: shape`, 'first'],
      [`overflow: ${wordAt(machine, instance + Instance.overflow)}`, 'quiet'],
    ];
    for (const [place] of [...names].reverse()) {
      rows.push([`at ${place}: ${machine.printer.textOf(instance + place)}`, 'plain']);
    }
    for (const [index, [text, look]] of rows.entries()) {
      parts.push(box(LEFT, y + index * LINE, WIDTH, text, look));
    }
    parts.push(arrow([LEFT + WIDTH + 2, y + 11], [SHAPES_X - 6, TOP + 11]));
  }

  drawInstance('a', a, TOP);
  drawInstance('b', b, TOP + 5 * LINE);

  let y = TOP;
  for (let at = shape; at !== 0; at = wordAt(machine, at + Shape.parent)) {
    const isRoot = wordAt(machine, at + Shape.parent) === 0;
    const slots = wordAt(machine, at + Shape.instanceBytes);
    const place = wordAt(machine, at + Shape.place);
    const lines = isRoot
      ? ['no fields, of class Point', `instances: ${slots} bytes`]
      : [`${names.get(place)} at ${place}`, `count: ${wordAt(machine, at + Shape.count)}`];
    for (const [index, text] of lines.entries()) {
      parts.push(
        box(SHAPES_X, y + index * LINE, SHAPE_WIDTH, text, index === 0 ? 'first' : 'quiet'),
      );
    }
    if (!isRoot) {
      parts.push(label(SHAPES_X + SHAPE_WIDTH + 10, y + 2 * LINE + 4, 'parent', 'quiet'));
      parts.push(arrow([SHAPES_X + 20, y + 2 * LINE], [SHAPES_X + 20, y + 3 * LINE - 2]));
    }
    y += 3 * LINE;
  }
  const height = Math.max(y, TOP + 9 * LINE + SLOT_SIZE);
  return drawing(SHAPES_X + SHAPE_WIDTH + 80, height, 'Two points and their shape', parts);
}
