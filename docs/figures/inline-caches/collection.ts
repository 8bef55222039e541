/** Task 06.6: what a site knows before a collection, and after it. */
import { CacheEntry, SITE_ENTRY, Site } from '#shared/memory/layout.ts';
import { type PropertySite, readCaches } from '#shared/runtime/cache-table.ts';
import type { Vm } from '#solutions/vm.ts';
import { arrow, box, drawing, LINE, label } from '../drawing.ts';
import { openVm, runOn } from './machine.ts';

const SOURCE = `
class Square { init(side) { this.side = side; } area() { return this.side * this.side; } }
fun blob() { class Blob { init() { this.a = 1; } area() { return this.a; } } return Blob(); }
fun measure(shape) { return shape.area(); }
var keep = Square(2);
measure(blob()); measure(keep);`;

const LEFT = 10;
const RIGHT = 380;
const WIDTH = 220;
const TOP = 44;

/** Draws the figure. */
export function drawCollection(): string {
  const vm = openVm();
  runOn(vm, SOURCE);
  const before = siteOf(vm);
  const linkBefore = linkOf(vm, before, 'second');
  vm.machine.heap.collect();
  const after = siteOf(vm);
  const hasMoved = linkOf(vm, after, 'first') !== linkBefore;
  const left = rowsOf(before);
  const right = rowsOf(after);
  // The entry that stays was the second, and is the first now.
  const from = TOP + (LINE * 3 * 3) / 2 + LINE / 2;
  const to = TOP + (LINE * 3) / 2;
  return drawing(RIGHT + WIDTH + 20, TOP + 6 * LINE + 44, 'A site before and after a collection', [
    label(LEFT, 26, `shape.area(): ${before.state}`, 'strong'),
    label(RIGHT, 26, `${after.state}, after a collection`, 'strong'),
    ...left.map((text, row) =>
      box(LEFT, TOP + row * LINE, WIDTH, text, row < 3 ? 'quiet' : 'second'),
    ),
    ...right.map((text, row) => box(RIGHT, TOP + row * LINE, WIDTH, text, 'second')),
    arrow([LEFT + WIDTH, from], [RIGHT - 70, from], [RIGHT - 70, to], [RIGHT - 2, to]),
    label(LEFT, TOP + 6 * LINE + 22, 'no instance of Blob lives, nor its shape', 'quiet'),
    label(RIGHT, TOP + 3 * LINE + 22, hasMoved ? 'the method lies elsewhere now' : '', 'quiet'),
  ]);
}

/** Three rows for each entry. */
function rowsOf({ entries }: PropertySite): string[] {
  return entries.flatMap(({ shape, place, link }) => [
    `shape  ${shape === 'gone' ? 'gone' : `${shape.class} {${shape.fields.join(', ')}}`}`,
    `place  ${place}`,
    `link   ${link !== undefined && 'method' in link ? `<fn ${link.method}>` : ''}`,
  ]);
}

/** The link of a site's own entry, or of the first one in its block. */
function linkOf({ machine }: Vm, { site }: PropertySite, which: 'first' | 'second'): number {
  const { i32 } = machine.memory;
  const entry = which === 'first' ? site + SITE_ENTRY : i32[(site + Site.entries) >> 2];
  return i32[(entry + CacheEntry.link) >> 2];
}

function siteOf({ machine }: Vm): PropertySite {
  const found = readCaches(machine).sites.find(
    (site): site is PropertySite => site.use === 'invoke' && site.function === 'measure',
  );
  if (found === undefined) throw new Error('There is no site');
  return found;
}
