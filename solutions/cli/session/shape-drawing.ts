/** Trees of shapes as a picture, for `--dump shapes.svg`. */
import type { ShapeNode, ShapeTree } from '#shared/runtime/shape-tree.ts';
import { describePlace, describeTree, plural } from './shape-listing.ts';

const ROW = 54;
const BOX = 38;
const GAP = 44;
const MARGIN = 12;
const LETTER = 7.9;

/** What is drawn so far, and the first free row. */
interface Drawing {
  readonly parts: string[];
  row: number;
  right: number;
}

/**
 * The trees below one another, each growing to the right: a box for each shape,
 * with its last field and that field's place. An arrow is a transition.
 */
export function drawShapes(trees: readonly ShapeTree[]): string {
  const drawing: Drawing = { parts: [], row: 0, right: 0 };
  for (const tree of trees) drawTree(drawing, tree);
  const width = Math.ceil(drawing.right + MARGIN);
  const height = MARGIN + drawing.row * ROW;
  const title = `Shapes of ${trees.map(({ className }) => className).join(', ') || 'no class'}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escapeText(title)}</title>
<style>
text { font: 13px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1c2128; white-space: pre; }
text.quiet { fill: #57606a; }
rect { fill: #ffffff; stroke: #57606a; }
rect.root { fill: #d8e9fb; }
rect.outside { fill: #fbe6c6; }
rect.retired { fill: #eef1f4; stroke-dasharray: 4 3; }
path { fill: none; stroke: #57606a; }
#tip path { fill: #57606a; stroke: none; }
@media (prefers-color-scheme: dark) {
  text { fill: #dde3ea; }
  text.quiet { fill: #9ba6b2; }
  rect { fill: #14181d; stroke: #9ba6b2; }
  rect.root { fill: #123a63; }
  rect.outside { fill: #57390a; }
  rect.retired { fill: #262d35; }
  path { stroke: #9ba6b2; }
  #tip path { fill: #9ba6b2; }
}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8Z"/></marker></defs>
${drawing.parts.join('\n')}
</svg>
`;
}

function drawTree(drawing: Drawing, tree: ShapeTree): void {
  const lines = [tree.className, describeTree(tree).join(', ')] as const;
  const look = tree.retired ? 'retired' : 'root';
  const y = rowTop(drawing.row);
  const right = drawBox(drawing, MARGIN, y, lines, look);
  drawChildren(drawing, tree.root, right, y, tree.retired);
}

/** Draws what comes from a shape, right of it; the first child stands in its row. */
function drawChildren(
  drawing: Drawing,
  { children }: ShapeNode,
  from: number,
  y: number,
  retired: boolean,
): void {
  for (const child of children) {
    const top = rowTop(drawing.row);
    const left = from + GAP;
    drawing.parts.push(transition(from, y + BOX / 2, left, top + BOX / 2));
    const look = retired ? 'retired' : child.place < 0 ? 'outside' : 'shape';
    const lines = child.freed
      ? (['(freed)', ''] as const)
      : ([`+ ${child.field}`, `${describePlace(child)}; ${plural(child.count, 'field')}`] as const);
    drawChildren(drawing, child, drawBox(drawing, left, top, lines, look), top, retired);
  }
  if (children.length === 0) drawing.row += 1;
}

const rowTop = (row: number) => MARGIN + row * ROW;

/** @returns where the box ends */
function drawBox(
  drawing: Drawing,
  x: number,
  y: number,
  [first, second]: readonly [string, string],
  look: string,
): number {
  const width = Math.ceil(Math.max([...first].length, [...second].length) * LETTER) + 16;
  drawing.parts.push(
    `<rect class="${look}" x="${x}" y="${y}" width="${width}" height="${BOX}" rx="4"/>` +
      `<text x="${x + 8}" y="${y + 16}">${escapeText(first)}</text>` +
      `<text class="quiet" x="${x + 8}" y="${y + 32}">${escapeText(second)}</text>`,
  );
  drawing.right = Math.max(drawing.right, x + width);
  return x + width;
}

/** An arrow to the right, with a bend when it leads to another row. */
function transition(x: number, y: number, toX: number, toY: number): string {
  const middle = x + GAP / 2;
  const path = y === toY ? `M${x} ${y}H${toX}` : `M${x} ${y}H${middle}V${toY}H${toX}`;
  return `<path d="${path}" marker-end="url(#tip)"/>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
