/** Task 02.4: the records of a stack on which frames of two tiers lie. */
import { type Engine, Tier, tierNames } from '#shared/contracts/engine.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { disassembleInstruction } from '#shared/lox/disassembler.ts';
import { FrameRecord, FunctionObject } from '#shared/memory/layout.ts';
import type { Frame } from '#shared/runtime/frames.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { decodeWords, entriesOf, wordRange } from '#shared/threaded/decode.ts';
import { createEngines, createVm, type Vm } from '#solutions/vm.ts';
import { hex, wordAt } from '../bytecode-vm/shapes.ts';
import { arrow, box, drawing, label } from '../drawing.ts';

const SOURCE = `fun show(n) { print n; return n; }
fun hot(n) { if (n > 0) return n; return show(n + 7) * 2; }
fun once(n) { return hot(n) + 1; }
hot(1); hot(2); hot(3);
print once(0);`;
const HOT = 3;

const TOP = 58;
const ROW = 44;
const COLUMNS = [
  { name: 'pc', x: 90, width: 120 },
  { name: 'base', x: 214, width: 90 },
  { name: 'tier', x: 308, width: 110 },
  { name: 'resume', x: 422, width: 76 },
] as const;
const GOES_X = 540;

/** One frame, read from memory. */
interface Row {
  readonly name: string;
  readonly pc: string;
  readonly base: string;
  readonly tier: string;
  readonly resume: string;
  /** Where it goes on. */
  readonly goesOn: readonly string[];
}

/** Draws the figure. */
export function drawTiers(): string {
  const rows = rowsAt('show');
  return drawing(
    GOES_X + 250,
    TOP + rows.length * ROW + 6,
    'Records of frames in two tiers, and where each goes on',
    [
      label(10, 24, 'frame records, oldest first', 'strong'),
      label(GOES_X, 24, 'goes on at', 'strong'),
      ...COLUMNS.map(({ name, x }) => label(x + 6, 48, name, 'quiet')),
      ...rows.flatMap((row, index) => drawRow(row, TOP + index * ROW)),
    ],
  );
}

/** Runs the program up to where a function begins. */
function rowsAt(name: string): Row[] {
  let rows: Row[] = [];
  const look = () => {
    const { frames } = vm.machine;
    const { function: begun, pc } = frames.newest();
    if (begun.bytecode.name === name && pc === 0)
      rows = [...frames.walk()].reverse().map((frame) => rowOf(vm.machine, frame));
  };
  // An engine that comes back at every safepoint leaves all frames canonical there.
  const watched = (engine: Engine): Engine => ({
    run() {
      look();
      return engine.run();
    },
  });
  const vm: Vm = createVm(
    createOutput(() => {}),
    { tier: 'auto', hotThreshold: HOT, quantum: () => 0 },
    (machine) =>
      new Map([...createEngines(machine)].map(([tier, engine]) => [tier, watched(engine)])),
  );
  const compiled = compileLox(SOURCE);
  if (!compiled.ok || !vm.run(compiled.script).ok) throw new Error('The program does not run');
  return rows;
}

function rowOf(machine: Machine, frame: Frame): Row {
  const { bytecode } = frame.function;
  const index = bytecode.offsets.indexOf(frame.pc);
  const instruction = disassembleInstruction(bytecode, index).slice(11).replace(/\s+/g, ' ');
  const byte = `byte ${frame.pc}`;
  const isThreaded = frame.tier === Tier.THREADED;
  return {
    name: bytecode.name || 'script',
    pc: `${hex(wordAt(machine, frame.record + FrameRecord.pc))}`,
    base: hex(frame.base),
    tier: tierNames[frame.tier],
    resume: isThreaded ? `word ${noted(machine, frame)}` : '',
    goesOn: isThreaded
      ? [`${byte}, by the way in`, wordText(machine, frame)]
      : [`${byte}: ${instruction}`],
  };
}

/** The index of the word in the record's `resume`, counted from the function's first. */
function noted(machine: Machine, { record, function: { offset } }: Frame): number {
  const start = wordAt(machine, offset + FunctionObject.words) >> 2;
  return wordAt(machine, record + FrameRecord.resume) - start;
}

/** The word to which a frame's pc leads through the way in. */
function wordText(machine: Machine, { pc, function: { offset } }: Frame): string {
  const index = entriesOf(machine, offset).get(pc);
  const range = wordRange(machine.memory.i32, offset);
  const operation =
    range && decodeWords(machine.memory.i32, range).find((word) => word.index === index);
  if (operation === undefined) throw new Error(`No way in at ${pc}`);
  return `word ${index}: ${operation.name}`;
}

function drawRow(row: Row, y: number): string[] {
  const look = row.resume === '' ? 'first' : 'second';
  return [
    label(10, y + 15, row.name, 'strong'),
    ...COLUMNS.map(({ name, x, width }) => box(x, y, width, row[name], look)),
    arrow([502, y + 11], [GOES_X - 6, y + 11]),
    ...row.goesOn.map((text, index) => label(GOES_X + index * 16, y + 15 + index * 18, text)),
  ];
}
