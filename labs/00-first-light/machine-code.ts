// Lab 00, First light: machine-code.ts
//
// To start, run `npm run lab -- start 00`. It copies this file to mine/00-first-light/;
// edit it there. The handout is labs/00-first-light/README.md.

/**
 * Machine code by hand, for two architectures that could hardly differ more.
 *
 * x86-64: an instruction is 1 to 15 bytes. After the opcode most have a byte,
 * ModRM, that names two registers by number (eax 0, ecx 1, edx 2, ebx 3,
 * esp 4, ebp 5, esi 6, edi 7), and after that a number may follow:
 *
 *     mov eax, edi     89 f8                     mov eax, 42     b8 2a 00 00 00
 *
 *         opcode      ModRM                        opcode, register    number
 *       ┌─────────┬────┬─────┬─────┐               ┌───────┬─────┬─────────────┐
 *       │   89    │ 11 │ 111 │ 000 │               │ 10111 │ 000 │ 2a 00 00 00 │
 *       └─────────┴────┴─────┴─────┘               └───────┴─────┴─────────────┘
 *        mov rm,   rm is  reg:  rm:                 mov     eax   lowest byte
 *        reg       a reg. edi   eax                               first
 *
 * arm64: every instruction is one 32-bit word, and all it needs is in there.
 * w0 to w30 are numbers of 5 bits. The word lies in memory lowest byte first:
 *
 *     movz w0, #42     0x52800540, in memory 40 05 80 52
 *
 *       31 30 29 28    23 22 21 20               5 4     0
 *       ┌──┬─────┬────────┬─────┬──────────────────┬───────┐
 *       │ 0│ 1 0 │ 100101 │ 0 0 │ 0000000000101010 │ 00000 │
 *       └──┴─────┴────────┴─────┴──────────────────┴───────┘
 *        32  movz           which  number, 16 bits   w0
 *        bits               half
 *
 * Sources: Intel, *Software Developer's Manual*, volume 2; Arm, *Architecture
 * Reference Manual for A-profile*, chapter C6. The calling conventions stand
 * with the contract.
 */
import type * as contract from '#shared/contracts/first-light/machine-code.ts';
import type { Bytes, Encoder } from '#shared/contracts/first-light/machine-code.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { Architecture } from '#shared/memory/architecture.ts';

/**
 * Task 00.1: Return 42, on x86-64.
 *
 * The four bytes of a 32-bit word, lowest first: 0x12345678 is 78 56 34 12 in
 * memory. Both architectures keep words so, numbers inside x86-64 instructions too.
 * @param word of either sign; only its low 32 bits count
 */
function littleEndian(word: number): Bytes {
  return unfinished('00.1');
}

const x86: Encoder = {
  /**
   * The worked example, 89 /r in the manual's words: the opcode 89, then a ModRM byte.
   *
   *     mov eax, edi    89 f8    f8 = 11 111 000: registers; from edi, 7; to eax, 0
   *     ret             c3
   */
  identity() {
    return [0x89, 0b11_111_000, 0xc3];
  },

  /**
   * Task 00.1: Return 42, on x86-64.
   *
   * Puts the number where the caller looks for it.
   *
   *     mov eax, value    b8 + the register's number, then the value in four bytes
   *     ret
   */
  returnInteger(value) {
    return unfinished('00.1');
  },

  /**
   * Task 00.4: Add.
   *
   * Two registers at a time: the sum takes the place of one of its parts.
   *
   *     mov eax, edi
   *     add eax, esi      01 /r: ModRM as in `identity`, `reg` is added to `rm`
   *     ret
   */
  addIntegers() {
    return unfinished('00.4');
  },

  /**
   * Task 00.4: Add.
   *
   * Doubles have registers of their own: xmm0, number 0, to xmm15.
   *
   *     addsd xmm0, xmm1  f2 0f 58 /r: here `rm` is added to `reg`, the other way round
   *     ret
   */
  addDoubles() {
    return unfinished('00.4');
  },

  /**
   * Task 00.6: A crash on purpose.
   *
   * Undefined, and promised to stay so.
   *
   *     ud2               0f 0b
   */
  illegalInstruction() {
    return unfinished('00.6');
  },

  /**
   * Task 00.6: A crash on purpose.
   *
   * An address in a register, and a load from there.
   *
   *     xor eax, eax      31 /r: `reg` into `rm`; a register xor itself is 0
   *     mov eax, [rax]    8b /r: ModRM begins with 00, so `rm` holds an address
   *     ret
   */
  nullRead() {
    return unfinished('00.6');
  },
};

const arm64: Encoder = {
  /**
   * The worked example. First argument and result share w0, so there is nothing to do.
   *
   *     ret               0xd65f03c0
   */
  identity() {
    return [0xc0, 0x03, 0x5f, 0xd6];
  },

  /**
   * Task 00.2: Return 42, on arm64.
   *
   * The word of the drawing above has room for 16 bits; `k` keeps what it does not write.
   *
   *     movz w0, #low              0x52800000, and the low 16 bits in their place
   *     movk w0, #high, lsl #16    0x72a00000, and the high 16 bits in the same place
   *     ret
   */
  returnInteger(value) {
    return unfinished('00.2');
  },

  /**
   * Task 00.4: Add.
   *
   * Three registers, so nothing has to be moved.
   *
   *     add w0, w0, w1
   *     ret
   *
   *       31       24 23 21 20   16 15    10 9     5 4     0
   *       ┌──────────┬─────┬───────┬────────┬───────┬───────┐
   *       │ 00001011 │ 000 │ right │ 000000 │ left  │ sum   │
   *       └──────────┴─────┴───────┴────────┴───────┴───────┘
   */
  addIntegers() {
    return unfinished('00.4');
  },

  /**
   * Task 00.4: Add.
   *
   * The same for doubles, whose registers are d0 to d31.
   *
   *     fadd d0, d0, d1
   *     ret
   *
   *       31       24 23 21 20   16 15    10 9     5 4     0
   *       ┌──────────┬─────┬───────┬────────┬───────┬───────┐
   *       │ 00011110 │ 011 │ right │ 001010 │ left  │ sum   │
   *       └──────────┴─────┴───────┴────────┴───────┴───────┘
   */
  addDoubles() {
    return unfinished('00.4');
  },

  /**
   * Task 00.6: A crash on purpose.
   *
   * Undefined for ever, and easy to meet: whoever runs into zeros finds out at once.
   *
   *     udf #0            the word 0
   */
  illegalInstruction() {
    return unfinished('00.6');
  },

  /**
   * Task 00.6: A crash on purpose.
   *
   * An address in a register, and a load from there.
   *
   *     movz x0, #0       0xd2800000: `movz` with its top bit set, for all 64 bits
   *     ldr w0, [x0]      0xb9400000, with the address's register in bits 9 to 5
   *     ret
   */
  nullRead() {
    return unfinished('00.6');
  },
};

/** The bytes of arm64 instructions, one word each. */
function words(...instructions: number[]): Bytes {
  return instructions.flatMap(littleEndian);
}

/** The encoder of an architecture. */
export function createEncoder(architecture: Architecture): Encoder {
  return architecture === 'arm64' ? arm64 : x86;
}

createEncoder satisfies typeof contract.createEncoder;
