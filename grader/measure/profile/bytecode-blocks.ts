/** How often each bytecode instruction of a program is executed: counted where a debugger looks. */
import type { BytecodeFunction } from '#shared/lox/bytecode.ts';
import { decodeInstruction, type Instruction, jumpTarget } from '#shared/lox/disassembler.ts';
import type { OpcodeName } from '#shared/lox/opcodes.ts';
import { FunctionObject } from '#shared/memory/layout.ts';
import { createVm } from '#solutions/vm.ts';
import { checkedRun, HEAP_BYTES, type Program } from './program.ts';
import type { Block } from './sequences.ts';

/** Runs a program, and says how often each block of its bytecode was executed. */
export function bytecodeBlocks(program: Program): Block[] {
  const counts = new Map<number, number>();
  const debug = () => ({
    beforeInstruction: (_record: number, pc: number) =>
      void counts.set(pc, (counts.get(pc) ?? 0) + 1),
    interrupt() {},
  });
  const { machine } = checkedRun(program, (output) =>
    createVm(output, { heapBytes: HEAP_BYTES, tier: 'interpreter', debug }),
  );
  return machine.functions.flatMap(({ bytecode, offset }) => {
    const begin = machine.memory.i32[(offset + FunctionObject.code) >> 2];
    return blocksOf(bytecode).map((block) =>
      block.map(({ name, offset }) => ({ name, count: counts.get(begin + offset) ?? 0 })),
    );
  });
}

/** What ends a block: another instruction than the next one may follow. */
const leaving: ReadonlySet<OpcodeName> = new Set([
  'JUMP',
  'JUMP_IF_FALSE',
  'AND',
  'OR',
  'LOOP',
  'CALL',
  'INVOKE',
  'SUPER_INVOKE',
  'RETURN',
]);

/** The basic blocks of a function. */
export function blocksOf({ code, offsets }: BytecodeFunction): Instruction[][] {
  const instructions = offsets.map((offset) => decodeInstruction(code, offset));
  const labels = new Set(instructions.map(jumpTarget));
  const blocks: Instruction[][] = [];
  let isOver = true;
  for (const instruction of instructions) {
    if (isOver || labels.has(instruction.offset)) blocks.push([]);
    blocks[blocks.length - 1].push(instruction);
    isOver = leaving.has(instruction.name);
  }
  return blocks;
}
