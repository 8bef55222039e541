/** Draws a run as a strip: a row for each instruction, with the stack as it is afterwards. */
import type { Machine } from '#shared/contracts/machine.ts';
import { Region, SLOT_SIZE } from '#shared/memory/layout.ts';
import { box, drawing, LINE, type Look, label } from '../drawing.ts';
import { centred, deadBox, hex, SLOT_WIDTH, stackValues, stateOf } from './shapes.ts';
import { stepThrough } from './stepper.ts';

/** The stack after one instruction. */
interface Row {
  readonly instruction: string;
  /** What the slots hold, dead ones included. */
  readonly slots: readonly string[];
  /** How many of them are live. */
  readonly live: number;
  /** What else is shown. */
  readonly extra: string;
}

/** What is drawn. */
export interface Strip {
  readonly title: string;
  readonly source: string;
  /** What stands above the columns, from slot 0. */
  readonly headings: readonly string[];
  /** Slots that are drawn as variables. */
  readonly variables?: number;
  /** A column of its own, and what to read for it after each instruction. */
  readonly extra?: { readonly heading: string; readonly read: (machine: Machine) => string };
}

const STACK_X = 190;
const TOP = 58;
const ROW = 30;

/** Runs the program and draws it. */
export function drawStrip(strip: Strip): string {
  const rows = runRows(strip);
  const width = STACK_X + strip.headings.length * (SLOT_WIDTH + 4) + (strip.extra ? 110 : 0) + 10;
  return drawing(width, TOP + rows.length * ROW + 6, strip.title, [
    label(10, 40, 'after', 'strong'),
    ...strip.headings.flatMap(drawHeading),
    ...(strip.extra ? [label(extraX(strip) + 6, 40, strip.extra.heading, 'quiet')] : []),
    ...rows.flatMap((row, index) => drawRow(strip, row, TOP + index * ROW)),
  ]);
}

function runRows({ source, extra }: Strip): Row[] {
  const rows: Row[] = [];
  let highest = 0;
  stepThrough(source, (machine, executed) => {
    if (!machine.frames.active()) return;
    const top = stateOf(machine, 'stackTop');
    highest = Math.max(highest, top);
    rows.push({
      instruction: executed,
      slots: stackValues(machine, highest),
      live: (top - Region.stack) / SLOT_SIZE,
      extra: extra?.read(machine) ?? '',
    });
  });
  return rows;
}

const slotX = (index: number) => STACK_X + index * (SLOT_WIDTH + 4);
const extraX = ({ headings }: Strip) => slotX(headings.length) + 14;

function drawHeading(text: string, index: number): string[] {
  const middle = slotX(index) + SLOT_WIDTH / 2;
  return [centred(middle, 24, text), centred(middle, 44, hex(Region.stack + index * SLOT_SIZE))];
}

function drawRow(strip: Strip, row: Row, y: number): string[] {
  const slots = row.slots.map((text, index) => drawSlot(strip, row, index, text, y));
  const top = slotX(row.live) - 2;
  const sp = `<path class="arrow" d="M${top} ${y + LINE + 6}V${y - 2}"/>`;
  const extra = strip.extra ? [box(extraX(strip), y, 90, row.extra, 'third')] : [];
  const name = y === TOP ? [label(top + 6, y + 15, 'sp', 'strong')] : [];
  return [label(10, y + 15, row.instruction), ...slots, sp, ...name, ...extra];
}

function drawSlot(strip: Strip, row: Row, index: number, text: string, y: number): string {
  const x = slotX(index);
  if (index >= row.live) return deadBox(x, y, SLOT_WIDTH, text);
  const { variables = 0 } = strip;
  const look: Look = index === 0 ? 'quiet' : index <= variables ? 'second' : 'first';
  return box(x, y, SLOT_WIDTH, text, look);
}
