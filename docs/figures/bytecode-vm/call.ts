/** Task 01.4: records and windows in the middle of a call, read from memory. */
import type { Machine } from '#shared/contracts/machine.ts';
import { FrameRecord, Region, SLOT_SIZE } from '#shared/memory/layout.ts';
import type { Frame } from '#shared/runtime/frames.ts';
import { arrow, box, drawing, LINE, type Look, label } from '../drawing.ts';
import { centred, hex, SLOT_WIDTH, stackValues, stateOf, stroke, wordAt } from './shapes.ts';
import { stepThrough } from './stepper.ts';

const SOURCE =
  'fun add(a, b) { return a + b; } fun twice(x) { return add(x, x); } print twice(21);';

const looks: readonly Look[] = ['quiet', 'first', 'second'];
const FIELDS = ['closure', 'pc', 'base', 'tier'] as const;
const LEFT = 100;
const STACK_Y = 130;
const RECORDS_Y = 250;

/** What is drawn. */
interface Moment {
  /** Oldest first. */
  readonly frames: readonly Frame[];
  readonly values: readonly string[];
  /** The words of each record. */
  readonly records: readonly (readonly number[])[];
}

/** Draws the figure. */
export function drawCall(): string {
  const moment = findMoment();
  const width = LEFT + moment.values.length * (SLOT_WIDTH + 2) + 40;
  return drawing(width, RECORDS_Y + 4 * 32 + 20, 'Windows and frame records during a call', [
    ...drawStack(moment),
    ...moment.frames.flatMap((frame, index) => drawWindow(moment, frame, index)),
    ...drawRecords(moment),
  ]);
}

/** The moment in which `add` has pushed both of its operands. */
function findMoment(): Moment {
  let found: Moment | undefined;
  stepThrough(SOURCE, (machine, executed) => {
    if (executed === 'GET_LOCAL 2 b') found = readMoment(machine);
  });
  if (found === undefined) throw new Error('The program never came to b');
  return found;
}

function readMoment(machine: Machine): Moment {
  const frames = [...machine.frames.walk()].reverse();
  const words = ({ record }: Frame) =>
    FIELDS.map((field) => wordAt(machine, record + FrameRecord[field]));
  const values = stackValues(machine, stateOf(machine, 'stackTop'));
  return { frames, values, records: frames.map(words) };
}

const slotX = (index: number) => LEFT + index * (SLOT_WIDTH + 2);
const rowOf = (slot: number) => (slot - Region.stack) / SLOT_SIZE;
const nameOf = ({ function: { bytecode } }: Frame) =>
  bytecode.kind === 'script' ? 'script' : `${bytecode.name}()`;

function drawStack({ frames, values }: Moment): string[] {
  const owner = (row: number) => frames.findLastIndex(({ base }) => rowOf(base) <= row);
  return [
    label(10, STACK_Y + 15, 'VM stack', 'strong'),
    ...values.flatMap((value, row) => [
      box(slotX(row), STACK_Y, SLOT_WIDTH, value, looks[owner(row)]),
      centred(
        slotX(row) + SLOT_WIDTH / 2,
        STACK_Y + LINE + 18,
        hex(Region.stack + row * SLOT_SIZE),
      ),
    ]),
  ];
}

/** A bracket above the slots that a frame can see: from its base to where its operands end. */
function drawWindow({ frames, values }: Moment, frame: Frame, index: number): string[] {
  const next = frames[index + 1];
  const arity = next?.function.bytecode.arity ?? 0;
  const end = next === undefined ? values.length : rowOf(next.base) + 1 + arity;
  const y = 34 + index * 30;
  const [left, right] = [slotX(rowOf(frame.base)) + 2, slotX(end) - 4];
  return [
    stroke(`M${left} ${STACK_Y - 4}V${y}H${right}V${STACK_Y - 4}`),
    label(left + 8, y - 6, `${nameOf(frame)}: base ${hex(frame.base)}`, 'quiet'),
  ];
}

function drawRecords({ frames, records }: Moment): string[] {
  const heading = FIELDS.map((name, column) =>
    centred(LEFT + 90 + column * 112 + 54, RECORDS_Y - 8, `${name} +${FrameRecord[name]}`),
  );
  const rows = records.flatMap((words, index) => {
    const y = RECORDS_Y + index * 32;
    return [
      label(10, y + 15, nameOf(frames[index]), 'strong'),
      label(LEFT, y + 15, hex(frames[index].record), 'quiet'),
      ...words.map((word, column) =>
        box(LEFT + 90 + column * 112, y, 108, column === 3 ? `${word}` : hex(word), looks[index]),
      ),
      label(LEFT + 90 + 4 * 112 + 10, y + 15, `goes on at its byte ${frames[index].pc}`, 'quiet'),
    ];
  });
  const newestY = RECORDS_Y + records.length * 32 + 15;
  return [
    ...heading,
    ...rows,
    label(LEFT, newestY, "the state block's `frame` says which is the newest", 'quiet'),
    arrow([LEFT - 12, newestY - 5], [LEFT - 30, newestY - 5], [LEFT - 30, newestY - 22]),
  ];
}
