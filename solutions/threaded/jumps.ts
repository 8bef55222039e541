/**
 * Where jumps really go. `a and b` leaves its value on the stack for whatever
 * comes next; mostly that is another jump, which takes it off again. So
 *
 *        a    AND end                          a    JUMP_IF_FALSE out
 *        b                         becomes     b    JUMP_IF_FALSE out
 *     end: JUMP_IF_FALSE out
 *
 * and no value is kept for anybody. The rule behind it: a jump to a jump can
 * go to where that one goes, if it is known which way that one goes.
 *
 * Source: Muchnick, *Advanced Compiler Design and Implementation* (1997),
 * section 18.1, there called unnecessary jumps; jump threading in GCC and LLVM.
 */
import type * as contract from '#shared/contracts/threaded/jumps.ts';
import type { Jump, Jumps } from '#shared/contracts/threaded.ts';
import type { BytecodeFunction } from '#shared/lox/bytecode.ts';
import { decodeInstruction, type Instruction, jumpTarget } from '#shared/lox/disassembler.ts';

/** Finds out where all jumps of a function go. */
export function findJumps(bytecode: BytecodeFunction): Jumps {
  const jumps = new Map<number, Jump>();
  for (const offset of bytecode.offsets) {
    const instruction = decodeInstruction(bytecode.code, offset);
    const target = jumpTarget(instruction);
    if (target === undefined) continue;
    const keeps = instruction.name === 'AND' || instruction.name === 'OR';
    jumps.set(
      offset,
      keeps ? follow(bytecode.code, target, instruction.name === 'OR') : { target, keeps },
    );
  }
  return jumps;
}

/** Where a jump ends that arrives at `target` with a value on the stack of which the truth is known. */
function follow(code: Uint8Array, target: number, truth: boolean): Jump {
  const next: Instruction = decodeInstruction(code, target);
  const goesTo = jumpTarget(next) ?? 0;
  switch (next.name) {
    case 'POP':
      return { target: next.end, keeps: false };
    case 'JUMP_IF_FALSE':
      return { target: truth ? next.end : goesTo, keeps: false };
    case 'AND':
      return truth ? { target: next.end, keeps: false } : follow(code, goesTo, truth);
    case 'OR':
      return truth ? follow(code, goesTo, truth) : { target: next.end, keeps: false };
    default:
      return { target, keeps: true };
  }
}

findJumps satisfies typeof contract.findJumps;
