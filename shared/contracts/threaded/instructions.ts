import type { Instruction } from '../../lox/disassembler.ts';
import type { Translation } from '../threaded.ts';

/** Translates one instruction, to which control has come. */
export declare function translateInstruction(
  translation: Translation,
  instruction: Instruction,
): void;
