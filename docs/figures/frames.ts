/**
 * Draws the frames of a real run: the records, and the stack that they look
 * at, in the moment in which the innermost function begins.
 */
import type { Engine } from '#shared/contracts/engine.ts';
import type { Slot } from '#shared/contracts/values.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { Region, SLOT_SIZE, State } from '#shared/memory/layout.ts';
import type { Frame } from '#shared/runtime/frames.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createEngines, createVm, type Vm } from '#solutions/vm.ts';
import { arrow, box, drawing, LINE, type Look, label } from './drawing.ts';

/** The program that is drawn. */
export const program = `fun area(width, height) {
  return width * height;
}
fun cost(rooms) {
  var price = 7;
  return price * area(rooms, 4);
}
print cost(3);
`;

/** The frames and the stack at one moment of a run. */
interface Snapshot {
  /** Oldest first. */
  readonly frames: readonly Frame[];
  /** The values on the stack as text, from its bottom. */
  readonly stack: readonly string[];
}

/** Runs the program and looks at it when a function of this name begins. */
function snapshotOf(source: string, functionName: string): Snapshot {
  let snapshot: Snapshot | undefined;
  const look = () => {
    const begun = vm.machine.frames.newest();
    if (begun.function.bytecode.name === functionName && begun.pc === 0) snapshot = take(vm);
  };
  // An engine that comes back at every safepoint leaves all frames canonical there.
  const watched = (engine: Engine): Engine => ({
    run() {
      look();
      return engine.run();
    },
  });
  const vm = createVm(
    createOutput(() => {}),
    { quantum: () => 0 },
    (machine) =>
      new Map([...createEngines(machine)].map(([tier, engine]) => [tier, watched(engine)])),
  );
  const compiled = compileLox(source);
  if (!compiled.ok || !vm.run(compiled.script).ok) throw new Error('The program does not run');
  if (snapshot === undefined) throw new Error(`No function ${functionName} was called`);
  return snapshot;
}

function take({ machine }: Vm): Snapshot {
  const { frames, memory, printer } = machine;
  const top = memory.i32[(Region.state + State.stackTop) >> 2];
  const slots: Slot[] = [];
  for (let slot = Region.stack; slot < top; slot += SLOT_SIZE) slots.push(slot);
  return { frames: [...frames.walk()].reverse(), stack: slots.map(printer.textOf) };
}

const looks: readonly Look[] = ['quiet', 'first', 'second', 'third'];
const STACK_X = 470;
const TOP = 44;

/** Draws the figure. */
export function drawFrames(): string {
  const { frames, stack } = snapshotOf(program, 'area');
  const owner = (row: number) => frames.findLastIndex(({ base }) => rowOf(base) <= row);
  const slots = stack.map((value, row) =>
    box(STACK_X, TOP + row * LINE, 150, value, looks[owner(row)]),
  );
  const records = frames.map((frame, index) =>
    recordShapes(frame, index, TOP + rowOf(frame.base) * LINE),
  );
  const height = TOP + Math.max(stack.length, frames.length * 3) * LINE + 16;
  return drawing(760, height, 'Frame records and the VM stack', [
    label(10, 24, 'frame records', 'strong'),
    label(STACK_X, 24, 'VM stack', 'strong'),
    ...slots,
    ...names(frames, stack),
    ...records.flat(),
  ]);
}

/** A frame's record, and an arrow to where its frame begins. */
function recordShapes(frame: Frame, index: number, baseY: number): string[] {
  const y = TOP + index * LINE * 2.5;
  const look = looks[index];
  const { kind, name } = frame.function.bytecode;
  const who = kind === 'script' ? 'script' : `${name}()`;
  return [
    box(10, y, 110, who, look),
    box(120, y, 130, `goes on at ${frame.pc}`, look),
    box(250, y, 110, 'base', look),
    arrow(
      [340, y + LINE / 2],
      [415, y + LINE / 2],
      [440, baseY + LINE / 2],
      [STACK_X - 4, baseY + LINE / 2],
    ),
  ];
}

/** What each slot is to the frame that it belongs to. */
function names(frames: readonly Frame[], stack: readonly string[]): string[] {
  const texts = stack.map(() => 'operand');
  for (const { function: loaded, base } of frames) {
    const { kind, name, arity, locals } = loaded.bytecode;
    texts[rowOf(base)] = kind === 'script' ? 'the script' : `callee ${name}`;
    for (const local of locals) {
      const row = rowOf(base) + local.slot;
      // Deeper frames come later and take their rows back.
      if (row < stack.length && local.slot > 0)
        texts[row] = local.slot > arity ? `local ${local.name}` : `argument ${local.name}`;
    }
  }
  return texts.map((text, row) => label(STACK_X + 160, TOP + row * LINE + 15, text, 'quiet'));
}

/** How many slots lie below. */
function rowOf(slot: Slot): number {
  return (slot - Region.stack) / SLOT_SIZE;
}
