/** The operations as machine code: what it is, and how long a turn of a loop takes. */
import llvm from '#llvm';
import type { Module } from '#shared/llvm/namespace.ts';
import koffi from '#shared/memory/foreign-calls.ts';
import {
  addFill,
  addLoop,
  addOperation,
  addSlotOperation,
  type Encoding,
  type Operation,
} from './operations.ts';

const PASSES = 'function(early-cse,instcombine<no-verify-fixpoint>,simplifycfg)';

/** Where the operands and the result are. */
export type Place = 'registers' | 'slots';

/** The machine code of an operation. */
export interface OperationCode {
  /** Instructions as text, the return left out. */
  readonly instructions: readonly string[];
  /** Bytes of these instructions. */
  readonly bytes: number;
  /** The optimized IR, for those who want to see why. */
  readonly ir: string;
}

/** Makes machine code of an operation, as the baseline tier would if it selected instructions from graphs. */
export function codeOf(encoding: Encoding, operation: Operation, place: Place): OperationCode {
  const { module, machine } = create();
  const add = place === 'registers' ? addOperation : addSlotOperation;
  add(module, encoding, operation);
  llvm.runPasses(module, PASSES, machine);
  const ir = module.print();
  const code = llvm.readCode(machine.emitObject(module));
  module.getContext().dispose();
  const found = new llvm.Disassembler()
    .disassemble(code, 0)
    .filter(({ text }) => !/^(ret|nop)/.test(text));
  return {
    instructions: found.map(({ text }) => text.replace(/\s+/g, ' ')),
    bytes: found.reduce((sum, { size }) => sum + size, 0),
    ir,
  };
}

function create() {
  const module = new llvm.Module('operations', new llvm.LLVMContext());
  const machine = new llvm.TargetMachine();
  machine.configure(module);
  return { module, machine };
}

/** Values that a loop goes through: few enough for the processor's nearest cache. */
const COUNT = 512;
const CALLS = 400;
const REPETITIONS = 25;

/** A native function of two addresses and a count. */
type Native = (a: bigint, b: bigint, count: number) => number;

/** What a loop over numbers found, and how long it took. */
export interface Turns {
  /** Nanoseconds of a turn, in the fastest repetition. */
  readonly nanoseconds: number;
  /** How many answers were yes; for operations that give values, 0. */
  readonly yes: number;
}

/** Performs an operation on `COUNT` numbers, again and again. */
export function timeOf(encoding: Encoding, operation: Operation): Turns {
  const fill = native('fill', (module) => addFill(module, encoding));
  const turns = native('turns', (module) => addLoop(module, encoding, operation));
  const doubles = Float64Array.from({ length: COUNT + 1 }, (_, index) => index / 2 - 99);
  const [from, to] = [0, 1].map(() => new Uint8Array((COUNT + 1) * encoding.stride));
  const [fromAt, toAt, doublesAt] = [from, to, doubles].map((array) =>
    BigInt(koffi.address(array)),
  );
  fill(fromAt, doublesAt, COUNT + 1);
  let least = Number.POSITIVE_INFINITY;
  let yes = 0;
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    const start = performance.now();
    for (let call = 0; call < CALLS; call += 1) yes = turns(fromAt, toAt, COUNT);
    least = Math.min(least, performance.now() - start);
  }
  return { nanoseconds: (least * 1e6) / (COUNT * CALLS), yes };
}

function native(name: string, add: (module: Module) => void): Native {
  const { module, machine } = create();
  add(module);
  llvm.runPasses(module, PASSES, machine);
  const jit = new llvm.LLJIT();
  jit.addModule(module);
  const type = koffi.proto('int32_t', ['uintptr_t', 'uintptr_t', 'int32_t']);
  return koffi.decode(BigInt(jit.lookup(name)), type) as Native;
}
