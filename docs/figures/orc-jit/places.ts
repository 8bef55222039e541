/** Task 05.2 and 05.4: the blocks of a function, and the places at which it can be entered. */
import llvm from '#llvm';
import { findControlFlow } from '#shared/lox/control-flow.ts';
import { disassembleInstruction } from '#shared/lox/disassembler.ts';
import { compileBaseline } from '#vm/jit/baseline';
import { createSnapshots } from '#vm/jit/snapshot';
import { arrow, box, drawing, LINE, label } from '../drawing.ts';
import { functionNamed, type NativeMachine, watchRun } from './machine.ts';

const SOURCE = `fun half(n) { return n / 2; }
fun halves(n) {
  var count = 0;
  while (n > 1) { n = half(n); count = count + 1; }
  return count;
}
halves(10);`;

const CODE_X = 190;
const CODE_WIDTH = 330;
const PLACE_X = 10;
const TOP = 40;
const GAP = 10;

/** Draws the figure. */
export function drawPlaces(): string {
  const { blocks, places } = compiled();
  let y = TOP;
  const shapes: string[] = [
    label(PLACE_X, 24, 'entered with resume', 'strong'),
    label(CODE_X, 24, 'blocks of halves()', 'strong'),
  ];
  for (const { offset, lines } of blocks) {
    const place = places.get(offset);
    if (place !== undefined) {
      shapes.push(box(PLACE_X, y, 110, `place ${place}`, place === 0 ? 'quiet' : 'second'));
      shapes.push(arrow([PLACE_X + 114, y + 11], [CODE_X - 6, y + 11]));
    }
    for (const line of lines) {
      shapes.push(box(CODE_X, y, CODE_WIDTH, line, place === undefined ? 'plain' : 'first'));
      y += LINE;
    }
    y += GAP;
  }
  return drawing(CODE_X + CODE_WIDTH + 10, y, 'Blocks of a function and its places', shapes);
}

/** Compiles the function, and splits its bytecode where blocks begin. */
function compiled() {
  let found: { places: ReadonlyMap<number, number>; machine: NativeMachine } | undefined;
  const enters = (machine: NativeMachine) => {
    found ??= { machine, places: placesOf(machine, functionNamed(machine, 'halves').offset) };
  };
  watchRun(SOURCE, { tier: 'baseline' }, { enters });
  if (found === undefined) throw new Error('Nothing was run');
  const { bytecode } = functionNamed(found.machine, 'halves');
  const flow = findControlFlow(bytecode);
  const leaders = new Set([0, ...flow.targets, ...flow.returnPoints]);
  const blocks: { offset: number; lines: string[] }[] = [];
  for (const { offset } of flow.steps) {
    if (leaders.has(offset)) blocks.push({ offset, lines: [] });
    const text = disassembleInstruction(bytecode, bytecode.offsets.indexOf(offset));
    const at = `${offset}`.padStart(4, '0');
    blocks.at(-1)?.lines.push(`${at}  ${text.slice(11).replace(/\s+/g, ' ')}`);
  }
  return { blocks, places: found.places };
}

function placesOf(machine: NativeMachine, code: number): ReadonlyMap<number, number> {
  const context = new llvm.LLVMContext();
  const places = compileBaseline(
    new llvm.Module('figure', context),
    createSnapshots(machine)(code),
    'figure',
  );
  context.dispose();
  return places;
}
