/** Shapes that the figures of this lab share, beside those of every drawing. */
import type { Machine } from '#shared/contracts/machine.ts';
import { Header, KIND_MASK, Kind, Region, SLOT_SIZE, State } from '#shared/memory/layout.ts';
import { escapeHtml } from '../../generator/html.ts';
import { LINE, label } from '../drawing.ts';

/** Width of a slot in the figures. */
export const SLOT_WIDTH = 92;

/** An offset as the handout writes it. */
export const hex = (offset: number): string => `0x${offset.toString(16)}`;

/** A box with dashed edges: bytes that are still there and that nobody looks at. */
export function deadBox(x: number, y: number, width: number, text: string): string {
  return `<rect class="plain" stroke-dasharray="3 3" x="${x}" y="${y}" width="${width}" height="${LINE}"/>${label(x + 6, y + 15, text, 'quiet')}`;
}

/** A line that leads nowhere. */
export function stroke(path: string): string {
  return `<path class="arrow" d="${path}"/>`;
}

/** An arrow along an SVG path. */
export function curve(path: string): string {
  return `<path class="arrow" d="${path}" marker-end="url(#tip)"/>`;
}

/** Text with its middle at `x`. */
export function centred(x: number, y: number, text: string, look = 'quiet'): string {
  return `<text class="${look}" text-anchor="middle" x="${x}" y="${y}">${escapeHtml(text)}</text>`;
}

/** Reads a word of linear memory. */
export const wordAt = ({ memory }: Machine, offset: number): number => memory.i32[offset >> 2];

/** Reads a word of the VM state. */
export const stateOf = (machine: Machine, field: keyof typeof State): number =>
  wordAt(machine, Region.state + State[field]);

/** A value as text: as `print` writes it, but strings in quotes, and the script by that name. */
export function describe(machine: Machine, slot: number): string {
  const { values, printer } = machine;
  if (!values.isReference(slot)) return values.isEmpty(slot) ? 'empty' : printer.textOf(slot);
  const kind = wordAt(machine, values.referenceAt(slot) + Header.info) & KIND_MASK;
  const text = printer.textOf(slot);
  if (kind === Kind.STRING) return `"${text}"`;
  return text === '<fn >' ? 'script' : text;
}

/** The values of the VM stack, from its bottom up to the slot at `end`. */
export function stackValues(machine: Machine, end: number): string[] {
  const values: string[] = [];
  for (let slot = Region.stack; slot < end; slot += SLOT_SIZE) {
    values.push(describe(machine, slot));
  }
  return values;
}
