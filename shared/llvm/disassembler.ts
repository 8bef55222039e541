/** Machine code as text: LLVM brings a disassembler for each of its targets. */
import koffi from 'koffi';
import { LlvmError, LlvmMisuse } from './errors.ts';
import { Lifetime } from './lifetime.ts';
import { takeMessage } from './messages.ts';
import { c } from './symbols.ts';
import { hostTriple } from './target-machine.ts';

/** One instruction of the processor. */
export interface DisassembledInstruction {
  /** Address of its first byte. */
  readonly address: number;
  /** Bytes that it has. */
  readonly size: number;
  /** Such as `add rax, rcx`, in Intel's syntax; `.byte 0x06` for what is no instruction. */
  readonly text: string;
}

/** LLVM's options: constants in hexadecimal, the other syntax (Intel's). */
const Option = { HEXADECIMAL: 2, OTHER_SYNTAX: 4 } as const;
/** Bytes of the longest line. */
const LINE_BYTES = 256;

/** A disassembler for this processor. */
export class Disassembler {
  readonly #ref: number;
  readonly #lifetime = new Lifetime(null);

  /**
   * A disassembler for this machine's processor.
   * @throws LlvmError when LLVM has none for this processor
   */
  constructor() {
    const cpu = takeMessage(c.LLVMGetHostCPUName());
    const features = takeMessage(c.LLVMGetHostCPUFeatures());
    this.#ref = c.LLVMCreateDisasmCPUFeatures(hostTriple(), cpu, features, 0, 0, 0, 0);
    if (this.#ref === 0) throw new LlvmError(`no disassembler for ${hostTriple()}`);
    const syntax = process.arch === 'x64' ? Option.OTHER_SYNTAX : 0;
    c.LLVMSetDisasmOptions(this.#ref, Option.HEXADECIMAL | syntax);
  }

  /**
   * The instructions of a piece of code.
   * @param code its bytes
   * @param address where they lie when they are run; jumps say theirs by it
   */
  disassemble(code: Uint8Array, address: number): DisassembledInstruction[] {
    this.#check('Disassembler.disassemble');
    const start = Number(koffi.address(code));
    const line = Buffer.alloc(LINE_BYTES);
    const lineAt = Number(koffi.address(line));
    const instructions: DisassembledInstruction[] = [];
    for (let offset = 0; offset < code.length; ) {
      const rest = code.length - offset;
      const at = address + offset;
      const size = c.LLVMDisasmInstruction(this.#ref, start + offset, rest, at, lineAt, LINE_BYTES);
      if (size === 0) instructions.push({ address: at, size: 1, text: asByte(code[offset]) });
      else instructions.push({ address: at, size, text: withTarget(textOf(line), at + size) });
      offset += Math.max(size, 1);
    }
    return instructions;
  }

  /** Frees it. @throws LlvmMisuse when it is gone already */
  dispose(): void {
    this.#check('Disassembler.dispose');
    this.#lifetime.end('was disposed of');
    c.LLVMDisasmDispose(this.#ref);
  }

  #check(method: string): void {
    const { ended } = this.#lifetime;
    if (ended !== null) throw new LlvmMisuse(method, `the disassembler ${ended}`);
  }
}

/** The line that LLVM wrote, with single spaces. */
function textOf(line: Buffer): string {
  return line.toString('latin1', 0, line.indexOf(0)).trim().replace(/\s+/g, ' ');
}

/**
 * On x86-64 a jump or call holds the distance from the instruction after it.
 * LLVM prints that; readers want the address.
 */
function withTarget(text: string, next: number): string {
  if (process.arch !== 'x64') return text;
  return text.replace(/^((?:call|j\w+) )(-?\w+)$/, (whole, jump: string, distance: string) => {
    const target = next + Number(distance);
    return Number.isNaN(target) ? whole : `${jump}0x${target.toString(16)}`;
  });
}

function asByte(byte: number): string {
  return `.byte 0x${byte.toString(16).padStart(2, '0')}`;
}
