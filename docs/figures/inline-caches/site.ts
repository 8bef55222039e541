/** A polymorphic site as it lies in memory: its cell, and the block beside it. */
import { CacheEntry, MAX_ENTRIES, NO_SHAPE, Site } from '#shared/memory/layout.ts';
import { type PropertySite, readCaches, type ShapeName } from '#shared/runtime/cache-table.ts';
import { arrow, box, drawing, LINE, type Look, label } from '../drawing.ts';
import { openVm, runOn } from './machine.ts';

const SOURCE = `
class Circle { init(r) { this.r = r; } area() { return 3 * this.r * this.r; } }
class Square { init(side) { this.side = side; } area() { return this.side * this.side; } }
fun take(shape) { return shape.area; }
take(Circle(1)); take(Square(2)); take(Circle(3));`;

const CELL_X = 100;
const BLOCK_X = 430;
const WIDTH = 190;
const TOP = 44;

/** Draws the figure. */
export function drawSite(): string {
  const vm = openVm();
  runOn(vm, SOURCE);
  const { memory } = vm.machine;
  const found = readCaches(vm.machine).sites.find(
    (site): site is PropertySite => site.use === 'get' && site.function === 'take',
  );
  if (found === undefined) throw new Error('There is no site');
  const word = (at: number) => memory.i32[at >> 2];
  const names = [
    'feedback',
    'key',
    'state',
    'entries',
    'shape',
    'place',
    'link',
    'misses',
  ] as const;
  const cell = names.map((name, row) => {
    const value = word(found.site + Site[name]);
    const look: Look = ['shape', 'place', 'link'].includes(name) ? 'second' : 'plain';
    return [
      label(10, TOP + row * LINE + 15, name, 'quiet'),
      box(CELL_X, TOP + row * LINE, WIDTH, textOf(name, value, found, 0), look),
    ];
  });
  const block = word(found.site + Site.entries);
  const others = Array.from({ length: MAX_ENTRIES - 1 }, (_, index) => index).flatMap((index) =>
    (['shape', 'place', 'link'] as const).map((name, field) => {
      const value = word(block + index * CacheEntry.size + CacheEntry[name]);
      const row = index * 3 + field;
      const text = textOf(name, value, found, index + 1);
      return box(BLOCK_X, TOP + row * LINE, WIDTH, text, index === 0 ? 'third' : 'quiet');
    }),
  );
  const y = TOP + 3 * LINE + LINE / 2;
  return drawing(BLOCK_X + WIDTH + 20, TOP + 9 * LINE + 16, 'A site that knows two shapes', [
    label(CELL_X, 26, 'the cell of shape.area', 'strong'),
    label(BLOCK_X, 26, 'its block', 'strong'),
    ...cell.flat(),
    ...others,
    arrow(
      [CELL_X + WIDTH, y],
      [BLOCK_X - 40, y],
      [BLOCK_X - 40, TOP + 11],
      [BLOCK_X - 2, TOP + 11],
    ),
  ]);
}

/** A word, as what it stands for. */
function textOf(name: string, value: number, { state, entries }: PropertySite, index: number) {
  if (name === 'state') return `${value}: ${state}`;
  if (name === 'entries') return '';
  if (name === 'shape') {
    if (value === NO_SHAPE) return 'NO_SHAPE';
    return `${value < 0 ? '-' : ''}(${shapeText(entries[index].shape)})`;
  }
  const link = name === 'link' ? entries[index]?.link : undefined;
  return link !== undefined && 'method' in link ? `<fn ${link.method}>` : `${value}`;
}

const shapeText = (shape: ShapeName) =>
  shape === 'gone' ? 'gone' : `${shape.class} {${shape.fields.join(', ')}}`;
