/** A stopped program as text. */
import type { DebugNeeds } from '#shared/contracts/debug.ts';
import { tierNames } from '#shared/contracts/engine.ts';
import { instructionAt } from '#shared/lox/bytecode.ts';
import { disassembleInstruction } from '#shared/lox/disassembler.ts';
import { type Frame, type Position, spanAt } from '#shared/runtime/frames.ts';
import type { Variable } from './variables.ts';

/** Puts into words what a debugger knows. All but `functionName` end in a newline. */
export interface Views {
  /** The line on which a frame stands. */
  lineOf(frame: Frame, position: Position): number;
  /** Lines of the source, the one that matters marked. */
  source(first: number, last: number, marked: number): string;
  /** Variables, a line each. */
  variables(variables: readonly Variable[]): string;
  /** Variables in one line. */
  inOneLine(variables: readonly Variable[]): string;
  /** The frames, newest first, each with its tier; the selected one marked. */
  backtrace(frames: readonly Frame[], newest: Position, selected: number): string;
  /** The instruction at which a frame stands, and some around it. */
  instructions(frame: Frame, position: Position): string;
}

/** A function's name as traces have it. */
export function functionName({ function: { bytecode } }: Frame): string {
  return bytecode.kind === 'script' ? 'script' : `${bytecode.name}()`;
}

/** So many instructions are shown on both sides. */
const INSTRUCTIONS_AROUND = 3;
/** A longer trace leaves out its middle. */
const FRAMES_SHOWN = 40;

/** Makes the views of one program. */
export function createViews(source: string, { printer }: DebugNeeds): Views {
  const lines = source.split('\n');
  const described = ({ name, slot }: Variable) => `${name} = ${printer.textOf(slot)}`;

  /** Where a statement begins that is its line; within one, as in stack traces, where the expression ends. */
  function lineOf({ function: { bytecode }, pc }: Frame, position: Position): number {
    const isNext = position === 'next';
    const start = bytecode.statements.find(({ offset }) => isNext && offset === pc);
    return start?.line ?? spanAt(bytecode, pc, position).end.line;
  }

  return {
    lineOf,
    source: (first, last, marked) =>
      lines
        .slice(first - 1, last)
        .map((text, index) => {
          const line = first + index;
          return `${line === marked ? '→' : ' '}${`${line}`.padStart(4)}  ${text.trimEnd()}`;
        })
        .map((text) => `${text.trimEnd()}\n`)
        .join(''),
    variables: (variables) => variables.map((variable) => `${described(variable)}\n`).join(''),
    inOneLine: (variables) => variables.map(described).join(', '),
    backtrace(frames, newest, selected) {
      const shown = frames.map((frame, index) => {
        const line = lineOf(frame, index === 0 ? newest : 'executing');
        const mark = index === selected ? '→' : ' ';
        return `${mark} #${index} ${functionName(frame)}, line ${line}  [${tierNames[frame.tier]}]\n`;
      });
      const omitted = shown.length - FRAMES_SHOWN;
      if (omitted > 0) shown.splice(FRAMES_SHOWN / 2, omitted, `  … ${omitted} more\n`);
      return shown.join('');
    },
    instructions({ function: { bytecode }, pc }, position) {
      const at = instructionAt(bytecode, position === 'executing' ? pc - 1 : pc);
      const first = Math.max(0, at - INSTRUCTIONS_AROUND);
      const shown = bytecode.offsets.slice(first, at + INSTRUCTIONS_AROUND + 1);
      return shown
        .map((_, index) => {
          const mark = first + index === at ? '→' : ' ';
          return `${mark} ${disassembleInstruction(bytecode, first + index)}\n`;
        })
        .join('');
    },
  };
}
