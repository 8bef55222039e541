/**
 * Threaded code for people: {@link listWords} prints a function, a line for each
 * operation.
 *
 *     == fib: function of 1 parameter, 6 slots, 44 words ==
 *     > 0000    2  0004  JUMP_UNLESS_LESS_NUMBER n, 2, -> 0007, pc 0005
 *       0005    |  0010  RETURN                  n
 *     > 0007    3  0011  GET_GLOBAL              slot 2, fib, pc 0013
 *
 * The columns are the index of the word, marked where a frame can go on; the
 * source line (a bar when it is the one last seen) and the bytecode offset of
 * the instruction that the operation comes from; the operation, and its
 * operands. They are, by their kinds: a variable's name, or its slot's number;
 * `top` with such a number; a constant's value; a global's, a function's or an
 * upvalue's name; an `(argument count)`; a site's `[number kind]`; the index
 * where a jump goes; a bytecode offset.
 */
import type { LoadedFunction, Machine } from '../contracts/machine.ts';
import type { Constant } from '../lox/bytecode.ts';
import {
  address,
  captureLines,
  decodeInstruction,
  describeConstant,
  describeFunction,
  localName,
} from '../lox/disassembler.ts';
import { lineOf } from '../lox/source.ts';
import { CLOSURE_UPVALUES, FunctionObject, SITE_SHIFT, SLOT_SIZE } from '../memory/layout.ts';
import {
  type DecodedOperand,
  decodeWords,
  entriesOf,
  jumpIndex,
  type Operation,
  wordRange,
} from './decode.ts';
import { placesOf } from './places.ts';

type ListingNeeds = Pick<Machine, 'memory' | 'values'>;

/** What an operand's value stands for. */
type Describe = (operand: DecodedOperand, operation: Operation, place: Place) => string;

/** The instruction that an operation comes from, or the last one before it that is known. */
interface Place {
  /** Where it begins in bytecode. */
  readonly offset: number;
  /** Where it ends. */
  readonly end: number;
}

/** Prints a function that has been translated. Ends in a newline; empty when it has not been. */
export function listWords(machine: ListingNeeds, fn: LoadedFunction): string {
  const { bytecode, offset } = fn;
  const { i32 } = machine.memory;
  const range = wordRange(i32, offset);
  if (range === undefined) return '';
  const operations = decodeWords(i32, range);
  const entries = new Map([...entriesOf(machine, offset)].map(([pc, index]) => [index, pc]));
  const begin = i32[(offset + FunctionObject.code) >> 2];
  const places = placesOf(bytecode, operations, (pc) => pc - begin, entries);
  const describe = describer(machine, fn);
  let line = 0;
  let last: Place = { offset: 0, end: 0 };

  /** The columns of source line and bytecode offset. */
  function columns(place: number | undefined): string {
    if (place === undefined) return '          ';
    last = decodeInstruction(bytecode.code, bytecode.offsets[place]);
    const next = lineOf(bytecode.spans[place]);
    const shown = next === line ? '|' : `${next}`;
    line = next;
    return `${shown.padStart(4)}  ${address(last.offset)}`;
  }

  const lines = operations.map((operation, number) => {
    const { name, index, operands } = operation;
    const mark = entries.has(index) ? '>' : ' ';
    const from = columns(places[number]);
    const text = operands.map((operand) => describe(operand, operation, last)).join(', ');
    return `${mark} ${address(index)} ${from}  ${name.padEnd(NAME_WIDTH)} ${text}`.trimEnd();
  });
  const heading = `== ${describeFunction(bytecode)}, ${range.count} words ==`;
  return `${[heading, ...captureLines(bytecode), ...lines].join('\n')}\n`;
}

/** Prints functions, an empty line between two. */
export function listAllWords(machine: ListingNeeds, functions: readonly LoadedFunction[]): string {
  return functions
    .map((fn) => listWords(machine, fn))
    .filter((text) => text !== '')
    .join('\n');
}

/** Most names are shorter; longer ones push their operands to the right. */
const NAME_WIDTH = 23;

/** Knows what the operands of one function's words stand for. */
function describer({ memory, values }: ListingNeeds, fn: LoadedFunction): Describe {
  const { bytecode } = fn;
  const { constants } = bytecode;
  const field = (offset: number) => memory.i32[(fn.offset + offset) >> 2];
  const constantsAt = field(FunctionObject.constants);
  const sitesAt = field(FunctionObject.sites);
  const bytecodeAt = field(FunctionObject.code);

  /** A constant that refers to what lies at an offset. */
  function referring(kind: Constant['kind'], offset: number): string {
    const constant = constants.find(
      (constant, index) =>
        constant.kind === kind && values.referenceAt(constantsAt + index * SLOT_SIZE) === offset,
    );
    return constant === undefined ? `${kind} at ${offset}` : describeConstant(constant);
  }

  function variable(bytes: number, at: number): string {
    const slot = bytes / SLOT_SIZE;
    return localName(bytecode, slot, at) || `slot ${slot}`;
  }

  return ({ kind, value }, operation, place) => {
    switch (kind) {
      case 'to':
        return variable(value, place.end);
      case 'slot':
        return variable(value, place.offset);
      case 'top':
        return `top ${value / SLOT_SIZE}`;
      case 'constant':
        return describeConstant(constants[(value - constantsAt) / SLOT_SIZE]);
      case 'cell':
        return referring('global', value);
      case 'function':
        return referring('function', value);
      case 'upvalue':
        return bytecode.captures[(value - CLOSURE_UPVALUES) / 4].name;
      case 'count':
        return `(${value})`;
      case 'site': {
        const site = (value - sitesAt) >> SITE_SHIFT;
        return `[${site} ${bytecode.sites[site]}]`;
      }
      case 'jump':
        return `-> ${address(jumpIndex(operation) ?? 0)}`;
      case 'pc':
        return `pc ${address(value - bytecodeAt)}`;
    }
  };
}
