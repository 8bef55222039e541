/**
 * A small x86-64: moves, integer arithmetic, the stack, doubles one at a time.
 *
 * The comments use the notation of Intel's manual: `01 /r` is opcode 01 with a
 * ModRM byte that names a register and a register or memory; in `83 /0 ib` the
 * register's field continues the opcode, and a byte of data follows.
 *
 * Source: Intel, *Software Developer's Manual*, volume 2.
 */
import { STACK_POINTER } from './address-space.ts';
import {
  type Arguments,
  bitsOf,
  doubleOf,
  type Execution,
  execute,
  lose,
  raise,
  Stop,
} from './execution.ts';
import {
  createState,
  fetch,
  fetchSigned,
  type ModRM,
  type Operand,
  RSP,
  readModRM,
  registerOperand,
  type State,
  unknown,
} from './x86-64-state.ts';

/** Where the caller goes on. */
const RETURN_ADDRESS = 0x1234_5678n;
/** Registers that belong to the caller, by number: rbx, rbp, r12 to r15. */
const CALLEE_SAVED = [3, 5, 12, 13, 14, 15];
/** Registers of integer arguments, by number: rdi, rsi, rdx, rcx. */
const ARGUMENTS = [7, 6, 2, 1];

type Integers = (left: bigint, right: bigint) => bigint;

/** Arithmetic by its number in opcodes: 01 is number 0, 29 number 5, `83 /6` number 6. */
const arithmetic: Readonly<Record<number, readonly [string, Integers]>> = {
  0: ['add', (left, right) => left + right],
  1: ['or', (left, right) => left | right],
  4: ['and', (left, right) => left & right],
  5: ['sub', (left, right) => left - right],
  6: ['xor', (left, right) => left ^ right],
};

/** Arithmetic on doubles, by the last byte of `f2 0f .. /r`. */
const doubles: Readonly<
  Record<number, readonly [string, (left: number, right: number) => number]>
> = {
  88: ['addsd', (left, right) => left + right],
  89: ['mulsd', (left, right) => left * right],
  92: ['subsd', (left, right) => left - right],
  94: ['divsd', (left, right) => left / right],
};

/** An instruction being decoded. */
interface Instruction {
  readonly state: State;
  /** Where it begins. */
  readonly start: bigint;
  /** Prefixes that continue an opcode: 0x66, 0xf2, 0xf3, or 0. */
  readonly prefix: number;
  /** The REX prefix, or 0. */
  readonly rex: number;
  /** How many bytes integers have. */
  readonly bytes: 4 | 8;
  readonly note: (text: string) => void;
}

/**
 * Calls a function on a small x86-64, by the System V convention.
 * @param code its bytes
 */
export function runX86(code: readonly number[], input: Arguments = {}): Execution {
  const state = createState(code);
  for (const [index, value] of (input.integers ?? []).entries()) {
    // The convention promises nothing about the upper half.
    state.registers[ARGUMENTS[index]] = 0xfeed_0000_0000_0000n | BigInt.asUintN(32, BigInt(value));
  }
  for (const [index, value] of (input.doubles ?? []).entries())
    state.doubles[index] = bitsOf(value);
  push(state, RETURN_ADDRESS);
  const before = state.registers.slice();
  return execute((note) => {
    const instruction = readPrefixes(state, note);
    const opcode = Number(fetch(state, 1));
    if (opcode === 0xc3) return finish(instruction, before);
    if (opcode === 0x0f) twoByteOpcode(instruction, Number(fetch(state, 1)));
    else if (!oneByteOpcode(instruction, opcode)) unknown(state, instruction.start);
  });
}

function readPrefixes(state: State, note: (text: string) => void): Instruction {
  const start = state.pc;
  let prefix = 0;
  let byte = Number(fetch(state, 1));
  while (byte === 0x66 || byte === 0xf2 || byte === 0xf3) {
    prefix = byte;
    byte = Number(fetch(state, 1));
  }
  const rex = (byte & 0xf0) === 0x40 ? byte : 0;
  if (rex === 0) state.pc -= 1n;
  return { state, start, prefix, rex, bytes: (rex & 8) !== 0 ? 8 : 4, note };
}

/** `c3`, ret: is everything as the caller left it? */
function finish({ state, note }: Instruction, before: BigUint64Array): never {
  note('ret');
  if (pop(state) !== RETURN_ADDRESS || state.registers[RSP] !== STACK_POINTER) {
    lose('the stack is not as the caller left it, and ret goes astray');
  }
  for (const number of CALLEE_SAVED) {
    if (state.registers[number] !== before[number]) {
      lose(`${registerOperand(state, number, 8).text}, which belongs to the caller, has changed`);
    }
  }
  const integer = Number(BigInt.asIntN(32, state.registers[0]));
  throw new Stop({ kind: 'returned', integer, double: doubleOf(state.doubles[0]) });
}

function push(state: State, value: bigint): void {
  state.registers[RSP] -= 8n;
  state.memory.write(state.registers[RSP], 8, value);
}

function pop(state: State): bigint {
  const value = state.memory.read(state.registers[RSP], 8);
  state.registers[RSP] += 8n;
  return value;
}

/** Executes what has one opcode byte. @returns false when it is not known */
function oneByteOpcode(instruction: Instruction, opcode: number): boolean {
  const { state, rex, bytes, note, prefix } = instruction;
  const number = (opcode & 7) | ((rex & 1) << 3);
  const modrm = () => readModRM(state, rex);
  const register = (which: number) => registerOperand(state, which, bytes);
  if (prefix === 0x66 && opcode !== 0x90) return false;
  // 01 /r, 03 /r and their like, and 05 id: arithmetic
  const known = opcode < 0x40 && arithmetic[opcode >> 3] !== undefined;
  if (known && (opcode & 7) === 1) return toMemory(opcode >> 3, modrm());
  if (known && (opcode & 7) === 3) return fromMemory(opcode >> 3, modrm());
  if (known && (opcode & 7) === 5) return immediate(opcode >> 3, register(0), 4);

  function toMemory(operation: number, { reg, operand }: ModRM): boolean {
    return compute(operation, operand(bytes), register(reg).text, register(reg).read());
  }

  function fromMemory(operation: number, { reg, operand }: ModRM): boolean {
    const source = operand(bytes);
    return compute(operation, register(reg), source.text, source.read());
  }

  function immediate(operation: number, target: Operand, size: number): boolean {
    const value = fetchSigned(state, size);
    return compute(operation, target, String(value), value);
  }

  function compute(operation: number, target: Operand, source: string, value: bigint): boolean {
    const entry = arithmetic[operation];
    if (entry === undefined) return false;
    note(`${entry[0]} ${target.text}, ${source}`);
    target.write(entry[1](target.read(), value));
    return true;
  }

  function move(target: Operand, source: string, value: bigint): boolean {
    note(`mov ${target.text}, ${source}`);
    target.write(value);
    return true;
  }

  switch (opcode & 0xf8) {
    case 0x50: // 50 + number: push
      note(`push ${registerOperand(state, number, 8).text}`);
      push(state, state.registers[number]);
      return true;
    case 0x58: // 58 + number: pop
      note(`pop ${registerOperand(state, number, 8).text}`);
      state.registers[number] = pop(state);
      return true;
    case 0xb8: {
      // b8 + number, id: mov; with REX.W the number has 8 bytes
      const value = fetchSigned(state, bytes);
      return move(register(number), String(value), value);
    }
  }
  switch (opcode) {
    case 0x63: {
      // 63 /r: movsxd
      const { reg, operand } = modrm();
      const source = operand(4);
      note(`movsxd ${register(reg).text}, ${source.text}`);
      register(reg).write(BigInt.asIntN(32, source.read()));
      return true;
    }
    case 0x68: // 68 id, 6a ib: push
    case 0x6a: {
      const value = fetchSigned(state, opcode === 0x68 ? 4 : 1);
      note(`push ${value}`);
      push(state, BigInt.asUintN(64, value));
      return true;
    }
    case 0x69: // 69 /r id, 6b /r ib: imul
    case 0x6b: {
      const { reg, operand } = modrm();
      const source = operand(bytes);
      const value = fetchSigned(state, opcode === 0x69 ? 4 : 1);
      note(`imul ${register(reg).text}, ${source.text}, ${value}`);
      register(reg).write(source.read() * value);
      return true;
    }
    case 0x81: // 81 /n id, 83 /n ib: arithmetic
    case 0x83: {
      const { reg, operand } = modrm();
      return immediate(reg & 7, operand(bytes), opcode === 0x81 ? 4 : 1);
    }
    case 0x89: {
      // 89 /r: mov
      const { reg, operand } = modrm();
      return move(operand(bytes), register(reg).text, register(reg).read());
    }
    case 0x8b: {
      // 8b /r: mov
      const { reg, operand } = modrm();
      const source = operand(bytes);
      return move(register(reg), source.text, source.read());
    }
    case 0x8d: {
      // 8d /r: lea
      const { reg, operand } = modrm();
      const { address, text } = operand(bytes);
      if (address === undefined) raise('SIGILL', 'lea has no address to load');
      note(`lea ${register(reg).text}, ${text}`);
      register(reg).write(address);
      return true;
    }
    case 0x90:
      note('nop');
      return true;
    case 0xc1: {
      // c1 /4 ib: shl, /5: shr, /7: sar
      const { reg, operand } = modrm();
      return shift(reg & 7, operand(bytes), fetch(state, 1) & BigInt(8 * bytes - 1));
    }
    case 0xc7: {
      // c7 /0 id: mov
      const { reg, operand } = modrm();
      if ((reg & 7) !== 0) return false;
      const value = fetchSigned(state, 4);
      return move(operand(bytes), String(value), value);
    }
    case 0xc9: // leave
      note('leave');
      state.registers[RSP] = state.registers[5];
      state.registers[5] = pop(state);
      return true;
    case 0xcc:
      note('int3');
      return raise('SIGTRAP', 'a breakpoint');
    case 0xf7: {
      // f7 /2: not, /3: neg
      const { reg, operand } = modrm();
      const target = operand(bytes);
      const not = (reg & 7) === 2;
      if (!not && (reg & 7) !== 3) return false;
      note(`${not ? 'not' : 'neg'} ${target.text}`);
      target.write(not ? ~target.read() : -target.read());
      return true;
    }
    case 0xff: {
      // ff /0: inc, /1: dec
      const { reg, operand } = modrm();
      const target = operand(bytes);
      const increment = (reg & 7) === 0;
      if (!increment && (reg & 7) !== 1) return false;
      note(`${increment ? 'inc' : 'dec'} ${target.text}`);
      target.write(target.read() + (increment ? 1n : -1n));
      return true;
    }
    default:
      return false;
  }

  function shift(which: number, target: Operand, count: bigint): boolean {
    const value = target.read();
    const signed = BigInt.asIntN(8 * bytes, value);
    const results: Readonly<Record<number, readonly [string, bigint]>> = {
      4: ['shl', value << count],
      5: ['shr', value >> count],
      7: ['sar', signed >> count],
    };
    const entry = results[which];
    if (entry === undefined) return false;
    note(`${entry[0]} ${target.text}, ${count}`);
    target.write(entry[1]);
    return true;
  }
}

/** Opcodes behind 0f that are known and have a ModRM byte. */
const TWO_BYTES = [0x10, 0x11, 0x1e, 0x1f, 0x28, 0x58, 0x59, 0x5c, 0x5e, 0x6e, 0x7e, 0xaf];

/** Executes what has the opcode bytes 0f and `opcode`. */
function twoByteOpcode(instruction: Instruction, opcode: number): void {
  const { state, start, prefix, rex, bytes, note } = instruction;
  if (opcode === 0x0b || opcode === 0xb9 || opcode === 0xff) {
    note(opcode === 0x0b ? 'ud2' : 'ud');
    raise('SIGILL', 'an undefined instruction');
  }
  if (!TWO_BYTES.includes(opcode)) unknown(state, start);
  const { reg, register, operand } = readModRM(state, rex);
  /** The bits of xmm register `rm`, or of a double in memory. */
  const source = () => (register === undefined ? operand(8).read() : state.doubles[register]);
  const name = register === undefined ? operand(8).text : `xmm${register}`;
  const double = prefix === 0xf2 ? doubles[opcode] : undefined;
  if (double !== undefined) {
    note(`${double[0]} xmm${reg}, ${name}`);
    state.doubles[reg] = bitsOf(double[1](doubleOf(state.doubles[reg]), doubleOf(source())));
  } else if (prefix === 0xf3 && opcode === 0x1e && reg === 7) {
    note('endbr64');
  } else if (opcode === 0x1f) {
    note('nop');
  } else if (opcode === 0xaf && prefix === 0) {
    const right = operand(bytes);
    const left = registerOperand(state, reg, bytes);
    note(`imul ${left.text}, ${right.text}`);
    left.write(left.read() * right.read());
  } else if (movesDouble(prefix, opcode)) {
    note(`mov xmm${reg}, ${name}`);
    state.doubles[reg] = source();
  } else if (prefix === 0xf2 && opcode === 0x11) {
    note(`movsd ${name}, xmm${reg}`);
    if (register === undefined) operand(8).write(state.doubles[reg]);
    else state.doubles[register] = state.doubles[reg];
  } else if (prefix === 0x66 && (opcode === 0x6e || opcode === 0x7e) && bytes === 8) {
    const general = operand(8);
    note(opcode === 0x6e ? `movq xmm${reg}, ${general.text}` : `movq ${general.text}, xmm${reg}`);
    if (opcode === 0x6e) state.doubles[reg] = general.read();
    else general.write(state.doubles[reg]);
  } else unknown(state, start);
}

/** movsd f2 0f 10, movq f3 0f 7e, movaps 0f 28, movapd 66 0f 28: the low half is all that matters. */
function movesDouble(prefix: number, opcode: number): boolean {
  if (opcode === 0x10) return prefix === 0xf2;
  if (opcode === 0x7e) return prefix === 0xf3;
  return opcode === 0x28 && (prefix === 0 || prefix === 0x66);
}
