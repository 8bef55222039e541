/** How much of the frame's traffic registers spare: the measurement of lab 03. */

import llvm from '#llvm';
import type { Machine } from '#shared/contracts/machine.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { findControlFlow, type Step, stackEffect } from '#shared/lox/control-flow.ts';
import { opcodes } from '#shared/lox/opcodes.ts';
import { createLoader } from '#shared/runtime/loader.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createVm } from '#solutions/vm.ts';
import { compileBaseline } from '#vm/jit/baseline';
import { createSnapshots } from '#vm/jit/snapshot';
import type { Measured } from './measurements.ts';

/** The function that the lab asks about. */
export const summing = `fun sum(n) {
  var total = 0;
  var i = 0;
  while (i < n) {
    total = total + i * 2;
    i = i + 1;
  }
  return total;
}`;

/** How often the code of a function reads and writes slots of its frame: places in the code, not executions. */
export interface Traffic {
  readonly reads: number;
  readonly writes: number;
}

/** A function as bytecode and as IR, and what each does to slots. */
export interface Compared {
  readonly bytecode: Traffic;
  readonly ir: Traffic;
  /** Instructions of each. */
  readonly instructions: number;
  readonly irInstructions: number;
  /** The IR as it was emitted. */
  readonly text: string;
}

/** Compares the first function of a program with its IR. Nothing is run. */
export function compareTraffic(source: string): Compared {
  const compiled = compileLox(source);
  if (!compiled.ok) throw new Error('The program does not compile');
  const { machine } = createVm(
    createOutput(() => {}),
    { tier: 'interpreter' },
  );
  createLoader(machine).load(compiled.script);
  const found = machine.functions.find(({ bytecode }) => bytecode.name !== '');
  if (found === undefined) throw new Error('The program has no function');
  const text = emittedIr(machine, found.offset);
  const { steps } = findControlFlow(found.bytecode);
  return {
    bytecode: trafficOfBytecode(steps),
    ir: trafficOfIr(text),
    instructions: steps.length,
    irInstructions: blocksIn(text).flat().length,
    text,
  };
}

/** The IR of a function as the emitter makes it, before any pass. */
export function emittedIr(machine: Machine, code: number): string {
  const context = new llvm.LLVMContext();
  const module = new llvm.Module('measured', context);
  compileBaseline(module, createSnapshots(machine)(code), 'measured');
  const text = module.print();
  context.dispose();
  return text;
}

/** What an engine does that keeps everything in slots: operands are read, results written. */
function trafficOfBytecode(steps: readonly Step[]): Traffic {
  let [reads, writes] = [0, 0];
  for (const step of steps) {
    const { pops, pushes } = opcodes[step.name];
    const isLocal = step.name === 'GET_LOCAL' || step.name === 'SET_LOCAL';
    if (step.name === 'POP') continue;
    reads += isLocal ? 1 : Math.max(pops, pushes - stackEffect(step));
    writes += isLocal ? 1 : pushes;
  }
  return { reads, writes };
}

/** The instructions of the only function that has a body, block by block. */
function blocksIn(ir: string): string[][] {
  const start = ir.indexOf('\ndefine ');
  const body = ir.slice(ir.indexOf('{\n', start) + 2, ir.indexOf('\n}', start));
  return body
    .split('\n\n')
    .map((block) => block.split('\n').filter((line) => /^ {2}[^ \]]/.test(line)));
}

/**
 * Loads and stores whose address was made from the frame's base, the third
 * parameter. Blocks that call a runtime function are cold: they do not count.
 */
function trafficOfIr(ir: string): Traffic {
  const ofFrame = new Set(['%2']);
  let [reads, writes] = [0, 0];
  for (const block of blocksIn(ir)) {
    const isCold = block.some((line) => /@(runtime|native)\./.test(line));
    for (const line of block) {
      const [, result, operation] = /^ {2}(?:(%\S+) = )?(.*)$/.exec(line) ?? [];
      const names = operation.match(/%[\w.]+/g) ?? [];
      const isMade = names.some((name) => ofFrame.has(name));
      if (isMade && /^(zext|add|getelementptr)/.test(operation)) ofFrame.add(result);
      const address = /ptr (%[\w.]+)/.exec(operation)?.[1] ?? '';
      if (isCold || !ofFrame.has(address)) continue;
      if (operation.startsWith('load')) reads += 1;
      if (operation.startsWith('store')) writes += 1;
    }
  }
  return { reads, writes };
}

/** Slot accesses in the IR of the summing loop, of 100 in its bytecode. */
export function memoryTraffic(): Measured {
  const { bytecode, ir, instructions, irInstructions } = compareTraffic(summing);
  const all = ({ reads, writes }: Traffic) => reads + writes;
  const show = ({ reads, writes }: Traffic) => `${reads} reads, ${writes} writes`;
  return {
    value: (100 * all(ir)) / all(bytecode),
    beside: [
      ['slots, by the bytecode', show(bytecode)],
      ['slots, by the IR', show(ir)],
      ['instructions of the bytecode', `${instructions}`],
      ['instructions of the IR, before the passes', `${irInstructions}`],
    ],
  };
}
