/** Task 01.3: the bytecode of a loop, and where its jumps lead. */
import { compileLox } from '#shared/lox/compile.ts';
import { decodeInstruction, disassembleInstruction, jumpTarget } from '#shared/lox/disassembler.ts';
import { drawing, LINE, label } from '../drawing.ts';
import { curve } from './shapes.ts';

const SOURCE = '{ var i = 0; while (i < 3) { print i; i = i + 1; } }';
const TOP = 44;
const TEXT_X = 170;
const ARROWS_X = 480;

/** Draws the figure. */
export function drawJumps(): string {
  const compiled = compileLox(SOURCE);
  if (!compiled.ok) throw new Error('The program does not compile');
  const { script } = compiled;
  const y = (index: number) => TOP + index * LINE;
  const rowOf = (offset: number) => script.offsets.indexOf(offset);
  const shapes = script.offsets.flatMap((offset, index) => {
    const instruction = decodeInstruction(script.code, offset);
    const target = jumpTarget(instruction);
    const text = disassembleInstruction(script, index).replace(/^(\d+) .{4}/, '$1');
    return [
      label(10, y(index) + 15, bytesOf(script.code, offset, instruction.end), 'quiet'),
      label(TEXT_X, y(index) + 15, text),
      ...(target === undefined ? [] : drawJump(y(index), y(rowOf(target)), target < offset)),
      ...(target === undefined
        ? []
        : [label(ARROWS_X + 110, y(index) + 15, sum(instruction.end, target), 'quiet')]),
    ];
  });
  return drawing(790, y(script.offsets.length) + 12, 'The bytecode of a loop', [
    label(10, 24, 'bytes', 'strong'),
    label(TEXT_X, 24, 'instruction', 'strong'),
    label(ARROWS_X + 110, 24, 'end ± distance', 'strong'),
    ...shapes,
  ]);
}

function bytesOf(code: Uint8Array, from: number, to: number): string {
  return [...code.slice(from, to)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function sum(end: number, target: number): string {
  const sign = target < end ? '-' : '+';
  return `${end} ${sign} ${Math.abs(target - end)} = ${target}`;
}

/** An arrow from the row at `from` to the row at `to`, further out when it goes back. */
function drawJump(from: number, to: number, isBack: boolean): string[] {
  const start = isBack ? ARROWS_X - 60 : ARROWS_X - 20;
  const out = isBack ? ARROWS_X + 85 : ARROWS_X + 45;
  const [a, b] = [from + LINE / 2, to + LINE / 2];
  return [
    curve(
      `M${start} ${a}H${out - 8}Q${out} ${a} ${out} ${a + Math.sign(b - a) * 8}V${b - Math.sign(b - a) * 8}Q${out} ${b} ${out - 8} ${b}H${start}`,
    ),
  ];
}
