import type { Instruction } from '../../lox/disassembler.ts';
import type { Translation } from '../threaded.ts';

/**
 * Translates an instruction and the one after it into one operation, if there
 * is one that does the work of both. Nothing else can come to the second.
 * @returns whether it did; if not, nothing has happened
 */
export declare function fuse(
  translation: Translation,
  first: Instruction,
  second: Instruction,
): boolean;
