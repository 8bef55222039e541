/** Draws the IR of `same` as it is emitted, for tagged values and for structures. */

import {
  addOperation,
  type Encoding,
  encodings,
  operations,
} from '#grader/measure/encodings/operations.ts';
import llvm from '#llvm';
import { box, drawing, LINE, type Look, label } from '../drawing.ts';

/** The instructions of an operation, as they are emitted. */
export function emittedBy(encoding: Encoding, name: string): string[] {
  const module = new llvm.Module('figure', new llvm.LLVMContext());
  const operation = operations.find((candidate) => candidate.name === name) ?? operations[0];
  addOperation(module, encoding, operation);
  const lines = module
    .print()
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim().replace(/-\d{10,}/, inHexadecimal));
  module.getContext().dispose();
  return lines;
}

/** LLVM prints 64 bits as a signed number. */
function inHexadecimal(digits: string): string {
  return `0x${BigInt.asUintN(64, BigInt(digits)).toString(16).toUpperCase()}`;
}

const WIDTH = 400;
const TOP = 40;

/** Draws the figure. */
export function drawSameness(): string {
  const columns = [encodings.tagged, encodings.structure].map((encoding: Encoding) => ({
    title: encoding.name,
    lines: emittedBy(encoding, 'a == b'),
  }));
  const height = TOP + Math.max(...columns.map(({ lines }) => lines.length)) * LINE + 10;
  return drawing(2 * WIDTH + 40, height, 'a == b as IR in two encodings', [
    ...columns.flatMap(({ title, lines }, index) => {
      const x = 10 + index * (WIDTH + 20);
      return [
        label(x, 24, title, 'strong'),
        ...lines.map((line, row) => box(x, TOP + row * LINE, WIDTH, line, lookOf(line))),
      ];
    }),
  ]);
}

/** Comparisons, what takes values apart, and the rest. */
function lookOf(line: string): Look {
  if (/ [if]cmp /.test(line)) return 'first';
  return /bitcast|extractvalue/.test(line) ? 'second' : 'plain';
}
