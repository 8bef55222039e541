/**
 * The control flow of a function, for compilers: where its basic blocks begin,
 * and how deep the operand stack is at each instruction.
 *
 * The depth is the same whichever way control comes, as the bytecode compiler
 * guarantees, so one pass from the first instruction to the last finds it: a
 * jump forward tells the depth at its target before the pass is there, and a
 * jump backward goes where the pass has been.
 *
 * Source: Lindholm, Yellin, *The Java Virtual Machine Specification*, section
 * 4.10, where a verifier proves as much of bytecode.
 */
import type { BytecodeFunction } from './bytecode.ts';
import { decodeInstruction, type Instruction, jumpTarget } from './disassembler.ts';
import { type OpcodeInfo, type OpcodeName, opcodes } from './opcodes.ts';

/** An instruction that can be reached. */
export interface Step extends Instruction {
  /** Entries on the stack ahead of it, the frame's locals and slot 0 included. */
  readonly depth: number;
}

/** What is known of a function's control flow. */
export interface ControlFlow {
  /** The instructions that can be reached, by ascending offset. */
  readonly steps: readonly Step[];
  /** Offsets at which jumps arrive. */
  readonly targets: ReadonlySet<number>;
  /** Offsets at which loops begin: targets of jumps backward. */
  readonly loopHeads: ReadonlySet<number>;
  /** Offsets behind calls: where a frame goes on when its callee has returned. */
  readonly returnPoints: ReadonlySet<number>;
}

/** Instructions that nothing follows. */
const leaves: ReadonlySet<OpcodeName> = new Set(['JUMP', 'LOOP', 'RETURN']);

/** Instructions that may push a frame. */
const calls: ReadonlySet<OpcodeName> = new Set(['CALL', 'INVOKE', 'SUPER_INVOKE']);

/** Finds the control flow of a function. */
export function findControlFlow({ code, arity }: BytecodeFunction): ControlFlow {
  const steps: Step[] = [];
  const targets = new Set<number>();
  const loopHeads = new Set<number>();
  const returnPoints = new Set<number>();
  /** Depths at offsets that are known to be reached. */
  const depths = new Map([[0, arity + 1]]);
  for (let offset = 0; offset < code.length; ) {
    const instruction = decodeInstruction(code, offset);
    const depth = depths.get(offset);
    offset = instruction.end;
    if (depth === undefined) continue;
    const { name } = instruction;
    steps.push({ ...instruction, depth });
    const after = depth + stackEffect(instruction);
    if (!leaves.has(name)) depths.set(offset, after);
    if (calls.has(name)) returnPoints.add(offset);
    const target = jumpTarget(instruction);
    if (target === undefined) continue;
    targets.add(target);
    if (name === 'LOOP') loopHeads.add(target);
    // AND and OR leave their value on the stack for whom they jump to.
    else depths.set(target, name === 'AND' || name === 'OR' ? depth : after);
  }
  return { steps, targets, loopHeads, returnPoints };
}

/** By how many entries an instruction makes the stack grow, when it does not jump. */
export function stackEffect({ name, operands }: Instruction): number {
  const { pushes, pops }: OpcodeInfo = opcodes[name];
  const count = operands.find(({ kind }) => kind === 'argumentCount')?.value ?? 0;
  return pushes - pops - count;
}
