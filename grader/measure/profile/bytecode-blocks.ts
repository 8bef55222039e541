/**
 * How often each bytecode instruction of a program is executed.
 *
 * The interpreter as it is goes one instruction at a time, as under a debugger:
 * what comes next is overwritten by a LOOP, and with a quantum of 0 the
 * interpreter leaves there with its frame in memory. Then the bytes are put back.
 */
import { type Engine, type Status, Tier } from '#shared/contracts/engine.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { BytecodeFunction } from '#shared/lox/bytecode.ts';
import { decodeInstruction, type Instruction, jumpTarget } from '#shared/lox/disassembler.ts';
import { instructionLengths, Op, type OpcodeName } from '#shared/lox/opcodes.ts';
import { FrameRecord, FunctionObject, Region, SLOT_SIZE, State } from '#shared/memory/layout.ts';
import { createVm } from '#solutions/vm.ts';
import { createInterpreter } from '#vm/interpreter/interpreter';
import { checkedRun, HEAP_BYTES, type Program } from './program.ts';
import type { Block } from './sequences.ts';

/** Runs a program, and says how often each block of its bytecode was executed. */
export function bytecodeBlocks(program: Program): Block[] {
  let counts = new Uint32Array();
  const options = { heapBytes: HEAP_BYTES, tier: 'interpreter', quantum: () => 0 } as const;
  const { machine } = checkedRun(program, (output) =>
    createVm(output, options, (parts) => {
      counts = new Uint32Array(parts.memory.u8.length);
      const step = createStepper(parts, createInterpreter(parts), counts);
      return new Map([[Tier.INTERPRETER, { run: step }]]);
    }),
  );
  return machine.functions.flatMap(({ bytecode, offset }) => {
    const begin = machine.memory.i32[(offset + FunctionObject.code) >> 2];
    return blocksOf(bytecode).map((block) =>
      block.map(({ name, offset }) => ({ name, count: counts[begin + offset] })),
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

/** A LOOP that goes back to itself. */
const BREAKPOINT = [Op.LOOP, 3, 0];

/** Makes an engine that executes one instruction each time it is entered, and counts it. */
function createStepper(
  { memory, values }: Pick<Machine, 'memory' | 'values'>,
  engine: Engine,
  counts: Uint32Array,
): () => Status {
  const { u8, i32 } = memory;
  const saved = new Uint8Array(BREAKPOINT.length);

  /** Where the frame goes on after the instruction at `pc`, if it stays in its function. */
  function successor(pc: number): number {
    const end = pc + instructionLengths[u8[pc]];
    const target = end + (u8[pc + 1] | (u8[pc + 2] << 8));
    const isFalsey = () => values.isFalsey(i32[(Region.state + State.stackTop) >> 2] - SLOT_SIZE);
    switch (u8[pc]) {
      case Op.JUMP:
        return target;
      case Op.JUMP_IF_FALSE:
      case Op.AND:
        return isFalsey() ? target : end;
      case Op.OR:
        return isFalsey() ? end : target;
      default:
        return end;
    }
  }

  return () => {
    const record = i32[(Region.state + State.frame) >> 2];
    const pc = i32[(record + FrameRecord.pc) >> 2];
    counts[pc] += 1;
    if (u8[pc] === Op.LOOP) return engine.run();
    const next = successor(pc);
    saved.set(u8.subarray(next, next + saved.length));
    u8.set(BREAKPOINT, next);
    const status = engine.run();
    u8.set(saved, next);
    return status;
  };
}
