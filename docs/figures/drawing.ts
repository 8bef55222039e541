/**
 * Drawing figures: a few shapes as SVG text. Colours follow what the reader
 * prefers.
 */

import { escapeHtml } from '../generator/html.ts';

/** Height of a line, in the units of the drawing. */
export const LINE = 22;

/** How a shape looks; the stylesheet of the drawing says in which colours. */
export type Look = 'plain' | 'quiet' | 'strong' | 'first' | 'second' | 'third';

/** A box with text at its left edge. */
export function box(
  x: number,
  y: number,
  width: number,
  text: string,
  look: Look = 'plain',
): string {
  return `<rect class="${look}" x="${x}" y="${y}" width="${width}" height="${LINE}"/>${label(x + 6, y + 15, text)}`;
}

/** Text that begins at a point of its base line. */
export function label(x: number, y: number, text: string, look: Look = 'plain'): string {
  return `<text class="${look}" x="${x}" y="${y}">${escapeHtml(text)}</text>`;
}

/** An arrow through points. */
export function arrow(...points: readonly (readonly [number, number])[]): string {
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
  return `<path class="arrow" d="${path}" marker-end="url(#tip)"/>`;
}

/** A whole drawing. */
export function drawing(
  width: number,
  height: number,
  title: string,
  shapes: readonly string[],
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escapeHtml(title)}</title>
<style>
text { font: 13px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1c2128; white-space: pre; }
text.quiet { fill: #57606a; }
text.strong { font-weight: bold; }
rect { fill: #ffffff; stroke: #57606a; }
rect.quiet { fill: #eef1f4; }
rect.first { fill: #d8e9fb; }
rect.second { fill: #d9f2dc; }
rect.third { fill: #fbe6c6; }
.arrow { fill: none; stroke: #57606a; }
#tip path { fill: #57606a; }
@media (prefers-color-scheme: dark) {
  text { fill: #dde3ea; }
  text.quiet { fill: #9ba6b2; }
  rect { fill: #14181d; stroke: #9ba6b2; }
  rect.quiet { fill: #262d35; }
  rect.first { fill: #123a63; }
  rect.second { fill: #154023; }
  rect.third { fill: #57390a; }
  .arrow { stroke: #9ba6b2; }
  #tip path { fill: #9ba6b2; }
}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8Z"/></marker></defs>
${shapes.join('\n')}
</svg>
`;
}
