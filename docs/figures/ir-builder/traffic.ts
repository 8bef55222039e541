/** What you gained: what bytecode does to slots, and what is left of it in IR. */
import { compareTraffic, summing, type Traffic } from '#grader/measure/ir-builder.ts';
import { drawing, LINE, label } from '../drawing.ts';

/** Functions, by what they are. */
export const examples: readonly (readonly [name: string, source: string])[] = [
  ['a - b', 'fun f(a, b) { return a - b; }'],
  ['summing loop', summing],
  [
    'polynomial',
    'fun f(x) { var y = x * x; var z = y * x; return 3 * z - 2 * y + x * y - z / x + 1; }',
  ],
  [
    'greatest divisor',
    'fun f(a, b) { while (a != b) { if (a > b) a = a - b; else b = b - a; } return a; }',
  ],
  ['fib', 'fun fib(n) { if (n < 2) return n; return fib(n - 2) + fib(n - 1); }'],
];

const NAME_X = 10;
const BARS_X = 170;
const UNIT = 7;
const TOP = 44;
const ROW = 2 * LINE;

/** Draws the figure. */
export function drawTraffic(): string {
  return drawing(
    780,
    TOP + examples.length * ROW + 6,
    'Reads and writes of slots in bytecode and in IR',
    [
      label(NAME_X, 24, 'reads and writes of slots: in the bytecode, and in the IR'),
      ...examples.flatMap(([name, source], index) => drawExample(name, source, TOP + index * ROW)),
    ],
  );
}

function drawExample(name: string, source: string, y: number): string[] {
  const { bytecode, ir } = compareTraffic(source);
  return [
    label(NAME_X, y + 22, name, 'strong'),
    ...bar(bytecode, y, 'first'),
    ...bar(ir, y + 16, 'second'),
  ];
}

function bar({ reads, writes }: Traffic, y: number, look: string): string[] {
  const width = (reads + writes) * UNIT;
  return [
    `<rect class="${look}" x="${BARS_X}" y="${y}" width="${width}" height="16"/>`,
    label(
      BARS_X + width + 8,
      y + 13,
      `${reads + writes}: ${reads} reads, ${writes} writes`,
      'quiet',
    ),
  ];
}

if (process.argv[1] === import.meta.filename) {
  for (const [name, source] of examples) {
    const { bytecode, ir, instructions, irInstructions } = compareTraffic(source);
    const all = ({ reads, writes }: Traffic) => reads + writes;
    const columns = [all(bytecode), all(ir), instructions, irInstructions];
    process.stdout.write(`${name.padEnd(20)}${columns.map((n) => `${n}`.padStart(6)).join('')}\n`);
  }
}
