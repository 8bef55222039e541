/** Task 01.5: an upvalue before and after its function returns, read from memory. */
import type { Machine } from '#shared/contracts/machine.ts';
import { CLOSURE_UPVALUES, Region, SLOT_SIZE, Upvalue } from '#shared/memory/layout.ts';
import { box, drawing, LINE, label } from '../drawing.ts';
import { curve, deadBox, describe, hex, stateOf, wordAt } from './shapes.ts';
import { stepThrough } from './stepper.ts';

const SOURCE = `
  fun counter() {
    var n = 5;
    fun next() { n = n + 1; return n; }
    return next;
  }
  var c = counter();
  print c();`;

/** The upvalue of `n`, its closure and the stack at one moment. */
interface Moment {
  readonly title: string;
  readonly stack: readonly { slot: number; text: string; live: boolean }[];
  readonly open: number;
  readonly closure: number;
  readonly upvalue: number;
  readonly location: number;
  readonly next: number;
  readonly closed: string;
}

const HEIGHT = 210;
const SLOTS = 3;

/** Draws the figure. */
export function drawUpvalues(): string {
  const moments = findMoments();
  return drawing(820, moments.length * HEIGHT, 'An upvalue, open and closed', [
    ...moments.flatMap((moment, index) => drawMoment(moment, index * HEIGHT)),
  ]);
}

function findMoments(): Moment[] {
  const moments: Moment[] = [];
  let closure = 0;
  stepThrough(SOURCE, (machine, executed) => {
    if (executed.startsWith('GET_LOCAL 2')) {
      closure = machine.values.referenceAt(machine.frames.newest().base + 2 * SLOT_SIZE);
      moments.push(read(machine, 'before RETURN: open', closure));
    }
    if (executed === 'RETURN' && moments.length === 1)
      moments.push(read(machine, 'after RETURN: closed', closure));
  });
  return moments;
}

function read(machine: Machine, title: string, closure: number): Moment {
  const base = Region.stack + SLOT_SIZE;
  const upvalue = wordAt(machine, closure + CLOSURE_UPVALUES);
  const top = stateOf(machine, 'stackTop');
  const stack = Array.from({ length: SLOTS }, (_, index) => {
    const slot = base + index * SLOT_SIZE;
    return { slot, text: describe(machine, slot), live: slot < top };
  });
  return {
    title,
    stack,
    closure,
    upvalue,
    open: stateOf(machine, 'openUpvalues'),
    location: wordAt(machine, upvalue + Upvalue.location),
    next: wordAt(machine, upvalue + Upvalue.next),
    closed: describe(machine, upvalue + Upvalue.closed),
  };
}

const STACK_X = 120;
const UPVALUE_X = 390;
const CLOSURE_X = 640;

function drawMoment(moment: Moment, top: number): string[] {
  const y = (row: number) => top + 50 + row * (LINE + 4);
  const target = moment.stack.findIndex(({ slot }) => slot === moment.location);
  const isOpen = target >= 0;
  const from = `M${UPVALUE_X} ${y(1) + LINE / 2}`;
  return [
    label(10, top + 24, moment.title, 'strong'),
    ...moment.stack.flatMap(({ slot, text, live }, row) => [
      label(20, y(row) + 15, hex(slot), 'quiet'),
      (live ? box : deadBox)(STACK_X, y(row), 150, text),
    ]),
    ...drawObject(UPVALUE_X, y, `upvalue ${hex(moment.upvalue)}`, [
      `+${Upvalue.location} location ${hex(moment.location)}`,
      `+${Upvalue.next} next     ${hex(moment.next)}`,
      `+${Upvalue.closed} closed   ${moment.closed}`,
    ]),
    ...drawObject(CLOSURE_X, y, `closure ${hex(moment.closure)}`, [
      `+${CLOSURE_UPVALUES} ${hex(moment.upvalue)}`,
    ]),
    curve(
      `M${CLOSURE_X} ${y(1) + LINE / 2}C${CLOSURE_X - 30} ${y(1) + LINE / 2} ${CLOSURE_X - 10} ${y(0) + LINE / 2} ${UPVALUE_X + 204} ${y(0) + LINE / 2}`,
    ),
    curve(
      isOpen
        ? `${from}L${STACK_X + 154} ${y(target) + LINE / 2}`
        : `${from}C${UPVALUE_X - 50} ${y(1) + LINE / 2} ${UPVALUE_X - 50} ${y(3) + LINE / 2} ${UPVALUE_X - 2} ${y(3) + LINE / 2}`,
    ),
    label(
      UPVALUE_X,
      y(4) + 15,
      `openUpvalues ${moment.open === 0 ? '0: none is open' : hex(moment.open)}`,
      'quiet',
    ),
  ];
}

function drawObject(
  x: number,
  y: (row: number) => number,
  name: string,
  fields: readonly string[],
): string[] {
  const width = x === UPVALUE_X ? 200 : 170;
  return [
    box(x, y(0), width, name, 'first'),
    ...fields.map((field, index) => box(x, y(index + 1), width, field)),
  ];
}
