/**
 * What you gained: dispatches per program, in the interpreter and in threaded
 * code. All of them as a table:
 *
 *     node --import tsx docs/figures/threaded-code/dispatches.ts
 */
import { geometricMean } from '#grader/bench/statistics.ts';

import { profiledPrograms } from '#grader/measure/profile/opcode-profile.ts';
import { checkedRun, HEAP_BYTES } from '#grader/measure/profile/program.ts';
import type { TierName } from '#shared/contracts/engine.ts';
import { createVm } from '#solutions/vm.ts';
import { drawing, LINE, label } from '../drawing.ts';

/** The programs that are drawn, and in which order. */
const NAMES = [
  'loop-sum',
  'mandelbrot',
  'collatz',
  'n-queens',
  'red-black-tree',
  'fib',
  'property-access',
  'method-calls',
  'richards',
  'closures',
];

const NAME_X = 10;
const BARS_X = 160;
const FULL = 360;
const TOP = 44;
const ROW = 2 * LINE;

/** Dispatches of one program. */
export interface Counts {
  readonly name: string;
  readonly interpreter: number;
  readonly threaded: number;
}

/** Counts the dispatches of the large programs at their small size. Nothing depends on the machine. */
export function countDispatches(names: readonly string[] = []): Counts[] {
  return profiledPrograms(names).map((program) => {
    const countIn = (tier: TierName) =>
      checkedRun(program, (output) =>
        createVm(output, { tier, countDispatches: true, heapBytes: HEAP_BYTES }),
      ).statistics().dispatches;
    return {
      name: program.name,
      interpreter: countIn('interpreter'),
      threaded: countIn('threaded'),
    };
  });
}

/** Draws the figure. */
export function drawDispatches(): string {
  const counts = countDispatches(NAMES).sort((a, b) => ratioOf(b) - ratioOf(a));
  return drawing(700, TOP + counts.length * ROW + 6, 'Dispatches of programs in two tiers', [
    label(NAME_X, 24, 'of 100 dispatches in the interpreter, so many are left in threaded code'),
    ...counts.flatMap((count, index) => drawCounts(count, TOP + index * ROW)),
  ]);
}

const ratioOf = ({ interpreter, threaded }: Counts) => interpreter / threaded;

function drawCounts(counts: Counts, y: number): string[] {
  const percent = (100 * counts.threaded) / counts.interpreter;
  const width = (FULL * percent) / 100;
  return [
    label(NAME_X, y + 22, counts.name, 'strong'),
    bar(y, FULL, 'first'),
    bar(y + 16, width, 'second'),
    label(BARS_X + FULL + 10, y + 13, counts.interpreter.toLocaleString('en'), 'quiet'),
    label(
      BARS_X + width + 8,
      y + 29,
      `${percent.toFixed(0)}: ${ratioOf(counts).toFixed(2)} times fewer`,
    ),
  ];
}

const bar = (y: number, width: number, look: string) =>
  `<rect class="${look}" x="${BARS_X}" y="${y}" width="${width.toFixed(1)}" height="16"/>`;

if (process.argv[1] === import.meta.filename) {
  const counts = countDispatches().sort((a, b) => ratioOf(b) - ratioOf(a));
  for (const { name, interpreter, threaded } of counts) {
    const columns = [interpreter, threaded, (interpreter / threaded).toFixed(2)];
    process.stdout.write(
      `${[name.padEnd(20), ...columns.map((n) => `${n}`.padStart(8))].join(' ')}\n`,
    );
  }
  process.stdout.write(`geometric mean ${geometricMean(counts.map(ratioOf)).toFixed(2)}\n`);
}
