/** Task 03.3: the blocks of an `if` and of a loop, as the reference emits them, and how control goes. */
import { arrow, box, drawing, LINE, label } from '../drawing.ts';
import { blocksOf, type PrintedBlock } from './numbers-ir.ts';

const SOURCE = `fun f(n) {
  var x = 1;
  while (x < n) { if (x > 9) x = x + 9; else x = x * 2; }
  return x;
}`;

const WIDTH = 420;
const GAP = 30;

/** Where each block stands: a column and a row, so that ways can be seen. */
const columns: ReadonlyMap<string, number> = new Map([
  ['then', 0],
  ['else', 1],
]);

/** Draws the figure. */
export function drawPhi(): string {
  const order = ['entry', 'while.head', 'while.body', 'then', 'else', 'if.done', 'while.done'];
  const blocks = blocksOf(SOURCE);
  const places = new Map<
    string,
    { readonly x: number; readonly y: number; readonly block: PrintedBlock }
  >();
  let y = 44;
  for (const name of order) {
    const block = blocks.find(({ label: found }) => found === name);
    if (block === undefined) throw new Error(`There is no block ${name}`);
    const column = columns.get(name);
    const x = column === undefined ? 150 : 20 + column * 330;
    places.set(name, { x, y, block });
    if (name !== 'then') y += heightOf(block) + GAP;
  }
  return drawing(760, y + 4, 'Blocks of a loop with an if in it', [
    label(10, 24, 'while (x < n) { if (x > 9) x = x + 9; else x = x * 2; }', 'strong'),
    ...[...places.values()].flatMap(({ x, y: top, block }) => drawBlock(block, x, top)),
    ...[...places.values()].flatMap((from) =>
      targetsOf(from.block).flatMap((name) => {
        const to = places.get(name);
        return to === undefined ? [] : [drawWay(from, to)];
      }),
    ),
  ]);
}

const heightOf = ({ lines }: PrintedBlock) => (lines.length + 1) * LINE;

const widthOf = ({ label: name }: PrintedBlock) => (columns.get(name) === undefined ? WIDTH : 300);

function drawBlock(block: PrintedBlock, x: number, y: number): string[] {
  const width = widthOf(block);
  return [
    box(x, y, width, `${block.label}:`, 'quiet'),
    ...block.lines.map((line, index) =>
      box(x, y + (index + 1) * LINE, width, line, line.includes('phi') ? 'third' : 'plain'),
    ),
  ];
}

function targetsOf({ lines }: PrintedBlock): string[] {
  return [...(lines.at(-1) ?? '').matchAll(/label %([\w.]+)/g)].map(([, name]) => name);
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly block: PrintedBlock;
}

/** Down by a straight arrow, or round the side. */
function drawWay(from: Place, to: Place): string {
  const bottom = from.y + heightOf(from.block);
  const middle = (place: Place) => place.x + widthOf(place.block) / 2;
  const isNext = to.y > from.y && to.y - bottom < 2 * GAP + 90;
  if (isNext && to.y - bottom <= GAP + 80 && to.block.label !== 'while.done')
    return arrow([middle(from), bottom], [middle(to), to.y - 2]);
  const goesBack = to.y < from.y;
  const side = goesBack ? 735 : 720;
  const right = (place: Place) => place.x + widthOf(place.block);
  return arrow(
    [right(from), bottom - LINE / 2],
    [side, bottom - LINE / 2],
    [side, to.y + LINE / 2],
    [right(to) + 2, to.y + LINE / 2],
  );
}
