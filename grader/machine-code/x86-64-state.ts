/** The registers of a small x86-64, and how its instructions name them. */
import { type AddressSpace, CODE, createAddressSpace, STACK_POINTER } from './address-space.ts';
import { GARBAGE, lose } from './execution.ts';

/** Names of the registers by number, in 64 and in 32 bits. */
const names64 = 'rax rcx rdx rbx rsp rbp rsi rdi r8 r9 r10 r11 r12 r13 r14 r15'.split(' ');
const names32 = 'eax ecx edx ebx esp ebp esi edi r8d r9d r10d r11d r12d r13d r14d r15d'.split(' ');

/** The number of the stack pointer. */
export const RSP = 4;

/** A register or a place in memory. */
export interface Operand {
  readonly text: string;
  /** Where it lies in memory; undefined for a register. */
  readonly address: bigint | undefined;
  read(): bigint;
  write(value: bigint): void;
}

/** What a ModRM byte and its followers name. */
export interface ModRM {
  /** A register's number, or a continuation of the opcode. */
  readonly reg: number;
  /** The other register's number; undefined for memory. */
  readonly register: number | undefined;
  /** The register or memory, as an operand of so many bytes. */
  operand(bytes: 4 | 8): Operand;
}

/** What one instruction changes, and the means to read it. */
export interface State {
  readonly memory: AddressSpace;
  /** rax to r15, unsigned. */
  readonly registers: BigUint64Array;
  /** The low halves of xmm0 to xmm15. */
  readonly doubles: BigUint64Array;
  /** Where the next byte of the code is read. */
  pc: bigint;
}

/** A state in which nothing has a value that one could guess. */
export function createState(code: readonly number[]): State {
  const registers = BigUint64Array.from(names64, (_, index) => GARBAGE + BigInt(index));
  registers[RSP] = STACK_POINTER;
  const doubles = BigUint64Array.from(names64, () => 0x7ff8_dead_beef_0001n);
  return { memory: createAddressSpace(code), registers, doubles, pc: CODE };
}

/** The next bytes of the code, as an unsigned number. */
export function fetch(state: State, bytes: number): bigint {
  const value = state.memory.fetch(state.pc, bytes);
  state.pc += BigInt(bytes);
  return value;
}

/** The next bytes of the code, as a signed number. */
export function fetchSigned(state: State, bytes: number): bigint {
  return BigInt.asIntN(8 * bytes, fetch(state, bytes));
}

/** A general register. Writing its 32 bits clears the upper ones, as the processor does. */
export function registerOperand(state: State, number: number, bytes: 4 | 8): Operand {
  return {
    text: (bytes === 8 ? names64 : names32)[number],
    address: undefined,
    read: () => BigInt.asUintN(8 * bytes, state.registers[number]),
    write(value) {
      state.registers[number] = BigInt.asUintN(8 * bytes, value);
    },
  };
}

function memoryOperand(state: State, address: bigint, text: string, bytes: number): Operand {
  return {
    text,
    address,
    read: () => state.memory.read(address, bytes),
    write: (value) => state.memory.write(address, bytes, value),
  };
}

/**
 * Reads a ModRM byte and what belongs to it.
 *
 *       7 6   5 4 3   2 1 0
 *     ┌─────┬───────┬───────┐   mod 11: rm is a register
 *     │ mod │  reg  │  rm   │   00, 01, 10: memory, with 0, 1 or 4 bytes of displacement
 *     └─────┴───────┴───────┘   rm 100: a SIB byte follows; mod 00 and rm 101: relative to rip
 *
 * @param rex the REX prefix, which has a fourth bit for each register
 */
export function readModRM(state: State, rex: number): ModRM {
  const byte = Number(fetch(state, 1));
  const mode = byte >> 6;
  const reg = ((byte >> 3) & 7) | ((rex & 4) << 1);
  const low = byte & 7;
  const register = low | ((rex & 1) << 3);
  if (mode === 3) {
    return { reg, register, operand: (bytes) => registerOperand(state, register, bytes) };
  }
  const { address, text } = readAddress(state, mode, low, rex);
  return {
    reg,
    register: undefined,
    operand: (bytes) => memoryOperand(state, address, text, bytes),
  };
}

/** The address that ModRM, SIB and displacement give. */
function readAddress(state: State, mode: number, low: number, rex: number) {
  const parts: string[] = [];
  let address = 0n;
  const add = (number: number, scale = 1) => {
    parts.push(names64[number] + (scale === 1 ? '' : `*${scale}`));
    address += state.registers[number] * BigInt(scale);
  };
  let displacement = mode === 1 ? 1 : mode === 2 ? 4 : 0;
  if (low === 4) {
    const sib = Number(fetch(state, 1));
    const base = sib & 7;
    const index = ((sib >> 3) & 7) | ((rex & 2) << 2);
    if (mode === 0 && base === 5) displacement = 4;
    else add(base | ((rex & 1) << 3));
    if (index !== RSP) add(index, 1 << (sib >> 6));
  } else if (mode === 0 && low === 5) {
    const offset = fetchSigned(state, 4);
    return { address: BigInt.asUintN(64, state.pc + offset), text: `[rip + ${offset}]` };
  } else add(low | ((rex & 1) << 3));
  if (displacement > 0) {
    const offset = fetchSigned(state, displacement);
    parts.push(String(offset));
    address += offset;
  }
  return { address: BigInt.asUintN(64, address), text: `[${parts.join(' + ')}]` };
}

/** Ends an execution at an instruction that this machine does not know. */
export function unknown(state: State, start: bigint): never {
  const bytes: string[] = [];
  for (let at = start; at < state.pc; at += 1n) {
    bytes.push(Number(state.memory.read(at, 1)).toString(16).padStart(2, '0'));
  }
  lose(
    `there is an instruction that the grader does not know, ${bytes.join(' ')}, at byte ${start - CODE}`,
  );
}
