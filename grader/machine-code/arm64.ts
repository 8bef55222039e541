/**
 * A small arm64: moves, integer arithmetic and logic, loads and stores, doubles.
 *
 * Each instruction is one word. A row of the table below knows a family of them by
 * the bits that never change, and says what they do with the others.
 *
 * Source: Arm, *Architecture Reference Manual for A-profile*, chapters C4 to C7.
 */
import { type AddressSpace, CODE, createAddressSpace, STACK_POINTER } from './address-space.ts';
import {
  type Arguments,
  bitsOf,
  doubleOf,
  type Execution,
  execute,
  GARBAGE,
  lose,
  raise,
  Stop,
} from './execution.ts';

/** Where the caller goes on. */
const RETURN_ADDRESS = 0x1234_5678n;
/** The number that means the stack pointer to some instructions, and zero to the others. */
const STACK_OR_ZERO = 31;
/** The register that holds where the caller goes on. */
const LINK = 30;

/** What an instruction changes. */
interface State {
  readonly memory: AddressSpace;
  /** x0 to x30, and the stack pointer. */
  readonly registers: BigUint64Array;
  /** The low halves of v0 to v31. */
  readonly doubles: BigUint64Array;
  pc: bigint;
}

/** One instruction: its word, and the means to take it apart. */
interface Word {
  readonly state: State;
  /** Bits `high` to `low` of the word. */
  bits(high: number, low: number): number;
  /** 64 or 32, by bit 31. */
  readonly width: 32 | 64;
  /** Reads a register of this width. Number 31 is zero, or the stack pointer. */
  read(number: number, last?: 'zero' | 'sp'): bigint;
  write(number: number, value: bigint, last?: 'zero' | 'sp'): void;
  /** A register's name. */
  name(number: number, last?: 'zero' | 'sp'): string;
}

/** What a family of instructions does. @returns the instruction in assembly */
type Action = (word: Word) => string;

/** A family: the bits that are the same in all of it, as a mask and their values. */
type Family = readonly [mask: number, value: number, action: Action];

const families: readonly Family[] = [
  [0x1f800000, 0x12800000, moveWide],
  [0x1f000000, 0x0b000000, addRegister],
  [0x1f800000, 0x11000000, addImmediate],
  [0x1f000000, 0x0a000000, logical],
  [0x1f800000, 0x12000000, logicalImmediate],
  [0x7fe08000, 0x1b000000, multiplyAdd],
  [0xbfc00000, 0xb9000000, store],
  [0xbfc00000, 0xb9400000, load],
  [0xbf000000, 0x18000000, loadNearby],
  [0xfe400000, 0xa8000000, pair],
  [0xfe400000, 0xa8400000, pair],
  [0xff20fc00, 0x1e202800, doubles],
  [0xff20fc00, 0x1e203800, doubles],
  [0xff20fc00, 0x1e200800, doubles],
  [0xff20fc00, 0x1e201800, doubles],
  [0xfffffc00, 0x1e604000, moveDouble],
  [0xfffffc00, 0x9e660000, doubleToInteger],
  [0xfffffc00, 0x9e670000, integerToDouble],
  [0xfffff01f, 0xd503201f, () => 'nop'],
];

/**
 * Calls a function on a small arm64, by Arm's convention.
 * @param code its bytes
 */
export function runArm64(code: readonly number[], input: Arguments = {}): Execution {
  const state = createState(code, input);
  const before = state.registers.slice();
  return execute((note) => {
    const start = state.pc;
    const word = Number(state.memory.fetch(start, 4));
    state.pc += 4n;
    if (word === 0xd65f03c0) {
      note('ret');
      finish(state, before);
    }
    if (word >>> 16 === 0) {
      note(`udf #${word}`);
      raise('SIGILL', 'an undefined instruction');
    }
    if ((word & 0xffe0001f) >>> 0 === 0xd4200000) {
      note('brk');
      raise('SIGTRAP', 'a breakpoint');
    }
    const family = families.find(([mask, value]) => (word & mask) >>> 0 === value);
    if (family === undefined) unknown(word, start);
    note(family[2](createWord(state, word)));
  });
}

/** A state in which nothing but arguments has a value that one could guess. */
function createState(code: readonly number[], input: Arguments): State {
  const registers = new BigUint64Array(32).map((_, index) => GARBAGE + BigInt(index));
  registers[LINK] = RETURN_ADDRESS;
  registers[STACK_OR_ZERO] = STACK_POINTER;
  for (const [index, value] of (input.integers ?? []).entries()) {
    // The convention promises nothing about the upper half.
    registers[index] = 0xfeed_0000_0000_0000n | BigInt.asUintN(32, BigInt(value));
  }
  const doubles = new BigUint64Array(32).fill(0x7ff8_dead_beef_0001n);
  for (const [index, value] of (input.doubles ?? []).entries()) doubles[index] = bitsOf(value);
  return { memory: createAddressSpace(code), registers, doubles, pc: CODE };
}

/** `ret`: is everything as the caller left it? */
function finish({ registers, doubles }: State, before: BigUint64Array): never {
  if (registers[LINK] !== RETURN_ADDRESS) lose('x30 has changed, and ret goes astray');
  for (let number = 19; number <= STACK_OR_ZERO; number += 1) {
    if (registers[number] === before[number]) continue;
    const name = number === STACK_OR_ZERO ? 'sp' : `x${number}`;
    lose(`${name}, which belongs to the caller, has changed`);
  }
  const integer = Number(BigInt.asIntN(32, registers[0]));
  throw new Stop({ kind: 'returned', integer, double: doubleOf(doubles[0]) });
}

function unknown(word: number, at: bigint): never {
  const text = `0x${word.toString(16).padStart(8, '0')}`;
  lose(`there is an instruction that the grader does not know, ${text}, at byte ${at - CODE}`);
}

function createWord(state: State, word: number): Word {
  const bits = (high: number, low: number) => (word >>> low) & (2 ** (high - low + 1) - 1);
  const width = bits(31, 31) === 1 ? 64 : 32;
  return {
    state,
    bits,
    width,
    read(number, last = 'zero') {
      if (number === STACK_OR_ZERO && last === 'zero') return 0n;
      return BigInt.asUintN(width, state.registers[number]);
    },
    write(number, value, last = 'zero') {
      if (number === STACK_OR_ZERO && last === 'zero') return;
      state.registers[number] = BigInt.asUintN(width, value);
    },
    name(number, last = 'zero') {
      const letter = width === 64 ? 'x' : 'w';
      if (number !== STACK_OR_ZERO) return letter + number;
      return last === 'sp' ? 'sp' : `${letter}zr`;
    },
  };
}

/** movn, movz, movk: 16 bits into a quarter of a register. */
function moveWide({ bits, width, read, write, name }: Word): string {
  const which = bits(30, 29);
  const shift = BigInt(bits(22, 21) * 16);
  if (which === 1 || shift >= BigInt(width)) raise('SIGILL', 'no such mov');
  const number = bits(4, 0);
  const value = BigInt(bits(20, 5)) << shift;
  const kept = read(number) & ~(0xffffn << shift);
  write(number, which === 0 ? ~value : which === 2 ? value : kept | value);
  return `${['movn', '', 'movz', 'movk'][which]} ${name(number)}, #${bits(20, 5)}, lsl #${shift}`;
}

/** The second operand of an instruction: a register, shifted. */
function shifted({ bits, width, read }: Word): bigint {
  const value = read(bits(20, 16));
  const count = BigInt(bits(15, 10));
  const kind = bits(23, 22);
  if (kind === 0) return value << count;
  if (kind === 1) return value >> count;
  if (kind === 2) return BigInt.asIntN(width, value) >> count;
  return (value >> count) | (value << (BigInt(width) - count));
}

/** add, sub, and the forms that set flags too: a register and a shifted one. */
function addRegister(word: Word): string {
  const { bits, read, write, name } = word;
  if (bits(21, 21) === 1) raise('SIGILL', 'the grader does not know extended registers');
  const subtract = bits(30, 30) === 1;
  const left = read(bits(9, 5));
  write(bits(4, 0), subtract ? left - shifted(word) : left + shifted(word));
  const registers = [bits(4, 0), bits(9, 5), bits(20, 16)].map((number) => name(number));
  return `${subtract ? 'sub' : 'add'} ${registers.join(', ')}`;
}

/** add, sub: a register and a number. */
function addImmediate({ bits, read, write, name }: Word): string {
  const subtract = bits(30, 30) === 1;
  const value = BigInt(bits(21, 10)) << (bits(22, 22) === 1 ? 12n : 0n);
  const left = read(bits(9, 5), 'sp');
  write(bits(4, 0), subtract ? left - value : left + value, bits(29, 29) === 1 ? 'zero' : 'sp');
  const operation = subtract ? 'sub' : 'add';
  return `${operation} ${name(bits(4, 0), 'sp')}, ${name(bits(9, 5), 'sp')}, #${value}`;
}

const logicalNames = ['and', 'orr', 'eor', 'ands'];

function combine(which: number, left: bigint, right: bigint): bigint {
  if (which === 1) return left | right;
  return which === 2 ? left ^ right : left & right;
}

/** and, orr, eor, and their forms with an inverted operand: `mov` between registers is one. */
function logical(word: Word): string {
  const { bits, read, write, name } = word;
  const right = bits(21, 21) === 1 ? ~shifted(word) : shifted(word);
  write(bits(4, 0), combine(bits(30, 29), read(bits(9, 5)), right));
  const registers = [bits(4, 0), bits(9, 5), bits(20, 16)].map((number) => name(number));
  return `${logicalNames[bits(30, 29)]} ${registers.join(', ')}`;
}

/** and, orr, eor with a number: a run of ones, rotated, and repeated over the register. */
function logicalImmediate({ bits, width, read, write, name }: Word): string {
  const lengths = (bits(22, 22) << 6) | (~bits(15, 10) & 0x3f);
  const size = 2 ** (31 - Math.clz32(lengths));
  if (size < 2 || size > width) raise('SIGILL', 'no such number');
  const ones = (bits(15, 10) & (size - 1)) + 1;
  const rotation = BigInt(bits(21, 16) & (size - 1));
  const run = (1n << BigInt(ones)) - 1n;
  const piece = BigInt.asUintN(size, (run >> rotation) | (run << (BigInt(size) - rotation)));
  let value = 0n;
  for (let at = 0; at < width; at += size) value |= piece << BigInt(at);
  const last = bits(30, 29) === 3 ? 'zero' : 'sp';
  write(bits(4, 0), combine(bits(30, 29), read(bits(9, 5)), value), last);
  return `${logicalNames[bits(30, 29)]} ${name(bits(4, 0), last)}, ${name(bits(9, 5))}, #${value}`;
}

/** madd: `mul` is one with zero added. */
function multiplyAdd({ bits, read, write, name }: Word): string {
  const [target, left, right, addend] = [bits(4, 0), bits(9, 5), bits(20, 16), bits(14, 10)];
  write(target, read(addend) + read(left) * read(right));
  return `madd ${[target, left, right, addend].map((number) => name(number)).join(', ')}`;
}

/** The address of a load or store: a register, and a number in units of what is moved. */
function addressOf(word: Word, bytes: number): bigint {
  const base = word.state.registers[word.bits(9, 5)];
  return BigInt.asUintN(64, base + BigInt(word.bits(21, 10) * bytes));
}

function describeAccess(mnemonic: string, { bits }: Word, bytes: number): string {
  const base = bits(9, 5) === STACK_OR_ZERO ? 'sp' : `x${bits(9, 5)}`;
  return `${mnemonic} ${bytes === 8 ? 'x' : 'w'}${bits(4, 0)}, [${base}, #${bits(21, 10) * bytes}]`;
}

function load(word: Word): string {
  const bytes = word.bits(30, 30) === 1 ? 8 : 4;
  const value = word.state.memory.read(addressOf(word, bytes), bytes);
  if (word.bits(4, 0) !== STACK_OR_ZERO) word.state.registers[word.bits(4, 0)] = value;
  return describeAccess('ldr', word, bytes);
}

/** ldr of a constant that lies near the code. */
function loadNearby({ state, bits }: Word): string {
  const bytes = bits(30, 30) === 1 ? 8 : 4;
  const offset = BigInt.asIntN(19, BigInt(bits(23, 5))) * 4n;
  const value = state.memory.read(state.pc - 4n + offset, bytes);
  if (bits(4, 0) !== STACK_OR_ZERO) state.registers[bits(4, 0)] = value;
  return `ldr ${bytes === 8 ? 'x' : 'w'}${bits(4, 0)}, #${offset}`;
}

function store(word: Word): string {
  const bytes = word.bits(30, 30) === 1 ? 8 : 4;
  word.state.memory.write(addressOf(word, bytes), bytes, word.read(word.bits(4, 0)));
  return describeAccess('str', word, bytes);
}

/** stp and ldp of 64-bit registers: what opens and closes a frame. */
function pair({ state, bits }: Word): string {
  const { memory, registers } = state;
  const offset = BigInt.asIntN(7, BigInt(bits(21, 15))) * 8n;
  const base = bits(9, 5);
  const mode = bits(24, 23); // 1: the base changes afterwards, 3: before, else not at all
  const address = mode === 1 ? registers[base] : BigInt.asUintN(64, registers[base] + offset);
  for (const [index, number] of [bits(4, 0), bits(14, 10)].entries()) {
    const place = address + BigInt(8 * index);
    if (bits(22, 22) === 1) registers[number] = memory.read(place, 8);
    else memory.write(place, 8, registers[number]);
  }
  if ((mode & 1) === 1) registers[base] += offset;
  return `${bits(22, 22) === 1 ? 'ldp' : 'stp'} x${bits(4, 0)}, x${bits(14, 10)}`;
}

/** fmul, fdiv, fadd, fsub on doubles. */
function doubles({ state, bits }: Word): string {
  if (bits(23, 22) !== 1) lose('it calculates with floats, where doubles are asked for');
  const which = bits(15, 12);
  const left = doubleOf(state.doubles[bits(9, 5)]);
  const right = doubleOf(state.doubles[bits(20, 16)]);
  const results = [left * right, left / right, left + right, left - right];
  state.doubles[bits(4, 0)] = bitsOf(results[which]);
  const name = ['fmul', 'fdiv', 'fadd', 'fsub'][which];
  return `${name} d${bits(4, 0)}, d${bits(9, 5)}, d${bits(20, 16)}`;
}

function moveDouble({ state, bits }: Word): string {
  state.doubles[bits(4, 0)] = state.doubles[bits(9, 5)];
  return `fmov d${bits(4, 0)}, d${bits(9, 5)}`;
}

function doubleToInteger({ state, bits, write, name }: Word): string {
  write(bits(4, 0), state.doubles[bits(9, 5)]);
  return `fmov ${name(bits(4, 0))}, d${bits(9, 5)}`;
}

function integerToDouble({ state, bits, read, name }: Word): string {
  state.doubles[bits(4, 0)] = read(bits(9, 5));
  return `fmov d${bits(4, 0)}, ${name(bits(9, 5))}`;
}
