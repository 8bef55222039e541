/** Task 07.5: where twelve fields of one instance lie. */
import {
  FIELDS_SLOTS,
  INSTANCE_FIELDS,
  Instance,
  Shape,
  SLOT_SIZE,
} from '#shared/memory/layout.ts';
import { arrow, box, drawing, LINE, type Look, label } from '../drawing.ts';
import { globalObject, machineAfter, wordAt } from './machine.ts';

const names = [...'abcdefghijkl'];
const SOURCE = `class Wide {} var wide = Wide();
${names.map((name, index) => `wide.${name} = ${index + 1};`).join(' ')}`;

const LEFT = 10;
const WIDTH = 170;
const OUTSIDE_X = 280;
const TOP = 44;

/** Draws the figure. */
export function drawOverflow(): string {
  const machine = machineAfter(SOURCE);
  const wide = globalObject(machine, 'wide');
  const shape = wordAt(machine, wide);
  const overflow = wordAt(machine, wide + Instance.overflow);
  const fields = new Map<number, string>();
  for (let at = shape; wordAt(machine, at + Shape.parent) !== 0; ) {
    const place = wordAt(machine, at + Shape.place);
    fields.set(place, machine.strings.textOf(wordAt(machine, at + Shape.name)));
    at = wordAt(machine, at + Shape.parent);
  }
  const inside = wordAt(machine, shape + Shape.inside);
  const slot = (of: number, place: number): [string, Look] => {
    const name = fields.get(place);
    const at = place > 0 ? of + place : of - place;
    if (name === undefined) return ['EMPTY', 'quiet'];
    return [
      `${name} = ${machine.printer.textOf(at)}   place ${place}`,
      place > 0 ? 'plain' : 'third',
    ];
  };
  const instance: [string, Look][] = [
    ['shape', 'first'],
    ['overflow', 'third'],
    ...Array.from({ length: inside }, (_, index) =>
      slot(wide, INSTANCE_FIELDS + index * SLOT_SIZE),
    ),
  ];
  const capacity = wordAt(machine, overflow);
  const outside: [string, Look][] = [
    [`${capacity} slots`, 'quiet'],
    ...Array.from({ length: capacity }, (_, index) =>
      slot(overflow, -(FIELDS_SLOTS + index * SLOT_SIZE)),
    ),
  ];
  const column = (x: number, y: number, rows: readonly [string, Look][]) =>
    rows.map(([text, look], index) => box(x, y + index * LINE, WIDTH, text, look));
  const height = TOP + instance.length * LINE + 12;
  return drawing(OUTSIDE_X + WIDTH + 10, height, 'Fields inside and outside of an instance', [
    label(LEFT, 24, 'the instance', 'strong'),
    label(OUTSIDE_X, 24, 'its overflow object', 'strong'),
    ...column(LEFT, TOP, instance),
    ...column(OUTSIDE_X, TOP + LINE, outside),
    arrow([LEFT + WIDTH + 2, TOP + LINE + 11], [OUTSIDE_X - 6, TOP + LINE + 11]),
  ]);
}
