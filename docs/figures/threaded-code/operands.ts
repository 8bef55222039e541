/** Task 02.1: bytecode, the operand stack at translation time, and the words that come of it. */
import type { FunctionParts, Operand, Translation } from '#shared/contracts/threaded.ts';
import type { BytecodeFunction } from '#shared/lox/bytecode.ts';
import { compileLox } from '#shared/lox/compile.ts';
import {
  decodeInstruction,
  describeConstant,
  disassembleInstruction,
  localName,
} from '#shared/lox/disassembler.ts';
import { SLOT_SIZE } from '#shared/memory/layout.ts';
import { type WordInfo, wordNames, words } from '#shared/threaded/words.ts';
import { translateInstruction } from '#vm/threaded/instructions';
import { createOperandStack } from '#vm/threaded/operand-stack';
import { box, drawing, LINE, type Look, label } from '../drawing.ts';

const SOURCE = 'fun f(n, step) { return n - 1 < step; }';

const STACK_X = 210;
const ENTRY_WIDTH = 98;
const WORDS_X = STACK_X + 5 * (ENTRY_WIDTH + 4) + 16;
const TOP = 58;
const ROW = 32;

/** What is known after one instruction has been translated. */
interface Row {
  readonly instruction: string;
  /** Where the values are to be found, from slot 0 on. */
  readonly entries: readonly Operand[];
  /** The operations that were emitted for it. */
  readonly emitted: string;
}

/** Draws the figure. */
export function drawOperands(): string {
  const bytecode = compiledFunction();
  const rows = translate(bytecode);
  const headings = ['slot 0', 'slot 1: n', 'slot 2: step', 'slot 3', 'slot 4'];
  return drawing(
    WORDS_X + 284,
    TOP + rows.length * ROW + 4,
    'Bytecode, entries and words of n - 1 < step',
    [
      label(10, 24, 'bytecode', 'strong'),
      label(STACK_X, 24, 'where each value is, after it', 'strong'),
      label(WORDS_X, 24, 'words', 'strong'),
      ...headings.map((text, index) => label(entryX(index) + 6, 48, text, 'quiet')),
      ...rows.flatMap((row, index) => drawRow(bytecode, row, TOP + index * ROW)),
    ],
  );
}

function compiledFunction(): BytecodeFunction {
  const compiled = compileLox(SOURCE);
  const found = compiled.ok
    ? compiled.script.constants.find((constant) => constant.kind === 'function')
    : undefined;
  if (found?.kind !== 'function') throw new Error('The program does not compile');
  return found.value;
}

/** Translates up to the RETURN, and looks at the stack after each instruction. */
function translate(bytecode: BytecodeFunction): Row[] {
  const stack = createOperandStack(bytecode.arity + 1);
  const translation: Translation = {
    parts: partsOf(bytecode),
    stack,
    jumps: new Map(),
    emitJump: () => {
      throw new Error('The program of this figure does not jump');
    },
    enterAt: () => {},
  };
  const rows: Row[] = [];
  for (const [index, offset] of bytecode.offsets.entries()) {
    const instruction = decodeInstruction(bytecode.code, offset);
    const start = stack.code.length;
    translateInstruction(translation, instruction);
    rows.push({
      instruction: disassembleInstruction(bytecode, index)
        .replace(/^(\d+) .{4}/, '$1')
        .replace(/\s+/g, ' '),
      entries: Array.from({ length: stack.depth() }, (_, index) => stack.at(index)),
      emitted: describe(bytecode, stack.code.slice(start), instruction.end),
    });
    if (instruction.name === 'RETURN') break;
  }
  return rows;
}

/** Parts that lie nowhere: each is its own number. */
function partsOf(bytecode: BytecodeFunction): FunctionParts {
  const itself = (number: number) => number;
  return { bytecode, constant: itself, reference: itself, site: itself, pc: itself };
}

/** The operations among these words, as the listing writes them. */
function describe(bytecode: BytecodeFunction, code: readonly number[], end: number): string {
  if (code.length === 0) return '';
  const name = wordNames[code[0]];
  const { operands }: WordInfo = words[name];
  const shown = operands.map((kind, index) => {
    const value = code[index + 1];
    if (kind === 'constant') return describeConstant(bytecode.constants[value]);
    if (kind === 'pc') return `pc ${value}`;
    const slot = value / SLOT_SIZE;
    return localName(bytecode, slot, end) || `slot ${slot}`;
  });
  return `${name} ${shown.join(', ')}`;
}

const entryX = (index: number) => STACK_X + index * (ENTRY_WIDTH + 4);

function drawRow(bytecode: BytecodeFunction, row: Row, y: number): string[] {
  const hasWords = row.emitted !== '';
  return [
    label(10, y + 15, row.instruction),
    ...row.entries.map((entry, index) =>
      box(entryX(index), y, ENTRY_WIDTH, textOf(bytecode, entry), lookOf(entry, index)),
    ),
    label(WORDS_X, y + 15, hasWords ? row.emitted : '(none)', hasWords ? 'strong' : 'quiet'),
    `<path class="arrow" stroke-dasharray="2 4" d="M10 ${y + LINE + 5}H${WORDS_X + 274}"/>`,
  ];
}

function textOf({ constants }: BytecodeFunction, entry: Operand): string {
  if (entry.kind === 'copy') return `copy of ${entry.index}`;
  if (entry.kind === 'constant') return `constant ${describeConstant(constants[entry.offset])}`;
  return entry.kind === 'literal' ? entry.value.toLowerCase() : 'own slot';
}

function lookOf({ kind }: Operand, index: number): Look {
  if (kind !== 'own') return 'third';
  return index < 3 ? 'quiet' : 'second';
}
