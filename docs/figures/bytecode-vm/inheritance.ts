/** Task 01.6: two classes, their method tables and a receiver, read from memory. */
import type { Machine } from '#shared/contracts/machine.ts';
import { ClassObject, Header, Shape, Table, TableEntry } from '#shared/memory/layout.ts';
import { box, drawing, LINE, type Look, label } from '../drawing.ts';
import { curve, describe, hex, wordAt } from './shapes.ts';
import { stepThrough } from './stepper.ts';

const SOURCE = `
  class A { hi() { return this.name(); } name() { return "A"; } }
  class B < A { name() { return "B"; } }
  B().hi();`;

/** A class as its object and its table have it. */
interface ClassView {
  readonly offset: number;
  readonly name: string;
  readonly superclass: number;
  readonly table: number;
  /** The methods by name: the closures' offsets. */
  readonly methods: readonly (readonly [name: string, closure: number])[];
}

/** The moment in which `name` of the instance has begun. */
interface Moment {
  readonly receiver: { readonly slot: number; readonly text: string; readonly instance: number };
  readonly classes: readonly ClassView[];
  /** Offset of the closure that runs. */
  readonly running: number;
}

/** Draws the figure. */
export function drawInheritance(): string {
  const moment = findMoment();
  const [subclass, superclass] = moment.classes;
  return drawing(820, 300, 'A receiver, its class and its superclass', [
    ...drawReceiver(moment),
    ...drawClass(moment, subclass, 40),
    ...drawClass(moment, superclass, 180),
    curve('M270 65H326'),
    curve(`M330 ${40 + 2.5 * LINE}H310V${180 + LINE / 2}H326`),
    label(10, 254, 'Each of the closures', 'quiet'),
    label(10, 274, 'has one colour.', 'quiet'),
  ]);
}

function findMoment(): Moment {
  let found: Moment | undefined;
  stepThrough(SOURCE, (machine, executed) => {
    if (executed.startsWith('INVOKE') && executed.includes('name')) found = readMoment(machine);
  });
  if (found === undefined) throw new Error('The method was not called');
  return found;
}

function readMoment(machine: Machine): Moment {
  const frame = machine.frames.newest();
  const instance = machine.values.referenceAt(frame.base);
  const subclass = readClass(machine, wordAt(machine, wordAt(machine, instance) + Shape.class));
  return {
    receiver: { slot: frame.base, text: describe(machine, frame.base), instance },
    classes: [subclass, readClass(machine, subclass.superclass)],
    running: wordAt(machine, frame.record),
  };
}

function readClass(machine: Machine, offset: number): ClassView {
  const field = (name: keyof typeof ClassObject) => wordAt(machine, offset + ClassObject[name]);
  const { strings } = machine;
  const table = field('methods');
  const capacity = wordAt(machine, table + Header.meta);
  const entries = Array.from(
    { length: capacity },
    (_, i) => table + Table.size + i * TableEntry.size,
  );
  const methods = entries
    .filter((entry) => wordAt(machine, entry) !== 0)
    .map((entry) => {
      const name = strings.textOf(wordAt(machine, entry));
      return [name, machine.values.referenceAt(entry + TableEntry.value)] as const;
    })
    .sort();
  return {
    offset,
    name: strings.textOf(field('name')),
    superclass: field('superclass'),
    table,
    methods,
  };
}

function drawReceiver({ receiver }: Moment): string[] {
  return [
    label(10, 30, "slot 0 of name()'s frame", 'strong'),
    label(10, 70, hex(receiver.slot), 'quiet'),
    box(90, 54, 180, receiver.text, 'quiet'),
    label(90, 94, `instance ${hex(receiver.instance)}`, 'quiet'),
  ];
}

const closureLooks: readonly Look[] = ['first', 'second', 'third'];

function drawClass({ classes, running }: Moment, view: ClassView, y: number): string[] {
  const known = [
    ...new Set(classes.flatMap(({ methods }) => methods.map(([, closure]) => closure))),
  ];
  const word = (value: number) => (value === 0 ? '0' : hex(value));
  const fields = [
    `class ${view.name} ${hex(view.offset)}`,
    `+${ClassObject.name} name       "${view.name}"`,
    `+${ClassObject.superclass} superclass ${word(view.superclass)}`,
    `+${ClassObject.methods} methods    ${word(view.table)}`,
  ];
  return [
    ...fields.map((text, row) =>
      box(330, y + row * LINE, 220, text, row === 0 ? 'quiet' : 'plain'),
    ),
    curve(`M550 ${y + 3.5 * LINE}H570V${y + LINE / 2}H596`),
    box(600, y, 210, `table ${hex(view.table)}`, 'quiet'),
    ...view.methods.flatMap(([name, closure], row) => [
      box(
        600,
        y + (row + 1) * LINE,
        210,
        `${name.padEnd(5)} ${hex(closure)}${closure === running ? ' runs' : ''}`,
        closureLooks[known.indexOf(closure)],
      ),
    ]),
  ];
}
