/**
 * Runs a Lox program one instruction at a time, on the interpreter as it is.
 *
 * It works as a debugger's breakpoints do: what comes after the next
 * instruction is overwritten by a LOOP that jumps to itself. With a quantum of
 * 0 the interpreter leaves at that LOOP, and its frame is canonical: pc and
 * operands are in memory. Then the bytes are put back.
 */
import type { Engine } from '#shared/contracts/engine.ts';
import { Tier } from '#shared/contracts/engine.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import { compileLox } from '#shared/lox/compile.ts';
import {
  decodeInstruction,
  disassembleInstruction,
  type Instruction,
  jumpTarget,
} from '#shared/lox/disassembler.ts';
import { Op } from '#shared/lox/opcodes.ts';
import { FunctionObject, Region, SLOT_SIZE, State } from '#shared/memory/layout.ts';
import type { Frame } from '#shared/runtime/frames.ts';
import { collectOutput } from '#shared/runtime/output.ts';
import { createVm, type Vm } from '#solutions/vm.ts';
import { createInterpreter } from '#vm/interpreter/interpreter';

/** Called after each instruction, which is given as the disassembler prints it, without site and line. */
export type Look = (machine: Machine, executed: string) => void;

const BREAKPOINT = [Op.LOOP, 3, 0];
const HEAP_BYTES = 1024 * 1024;

/** Runs a program step by step. Returns what it printed. */
export function stepThrough(source: string, look: Look): string {
  const compiled = compileLox(source);
  if (!compiled.ok) throw new Error(`A figure's program does not compile: ${source}`);
  const output = collectOutput();
  const vm: Vm = createVm(
    output,
    { heapBytes: HEAP_BYTES, tier: 'interpreter', quantum: () => 0 },
    (parts) => {
      const engine = createInterpreter(parts);
      return new Map([[Tier.INTERPRETER, { run: () => step(vm.machine, engine, look) }]]);
    },
  );
  const result = vm.run(compiled.script);
  if (!result.ok) throw new Error(result.error.message);
  return output.take();
}

/** Executes the one instruction at which the newest frame stands. */
function step(machine: Machine, engine: Engine, look: Look) {
  const { u8, i32 } = machine.memory;
  const frame = machine.frames.newest();
  const { code } = frame.function.bytecode;
  const begin = i32[(frame.function.offset + FunctionObject.code) >> 2];
  const instruction = decodeInstruction(code, frame.pc);
  const loops = (frame.function.offset + FunctionObject.loops) >> 2;
  const counted = i32[loops];
  const next = begin + successor(machine, instruction);
  const saved = u8.slice(next, next + BREAKPOINT.length);
  const isLoop = instruction.name === 'LOOP';
  if (!isLoop) u8.set(BREAKPOINT, next);
  const status = engine.run();
  if (!isLoop) {
    u8.set(saved, next);
    i32[loops] = counted;
  }
  look(machine, describeInstruction(frame));
  return status;
}

/** `CONSTANT 0 1`, `GET_LOCAL 1 a`: the instruction at which a frame stands. */
function describeInstruction({ function: { bytecode }, pc }: Frame): string {
  const text = disassembleInstruction(bytecode, bytecode.offsets.indexOf(pc)).slice(11);
  return text.replace(/\s*\[.*\]$/, '').replace(/\s+/g, ' ');
}

/** Where the frame goes on after an instruction, if it goes on at all. */
function successor({ memory, values }: Machine, instruction: Instruction): number {
  const top = memory.i32[(Region.state + State.stackTop) >> 2] - SLOT_SIZE;
  const target = jumpTarget(instruction) ?? instruction.end;
  switch (instruction.name) {
    case 'JUMP':
      return target;
    case 'JUMP_IF_FALSE':
    case 'AND':
      return values.isFalsey(top) ? target : instruction.end;
    case 'OR':
      return values.isFalsey(top) ? instruction.end : target;
    default:
      return instruction.end;
  }
}
