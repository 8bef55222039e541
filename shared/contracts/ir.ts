/**
 * The contracts of the IR emitter: what turns bytecode's stack and memory into
 * LLVM IR, for the baseline tier and whoever comes after it.
 */
import type { BasicBlock, FunctionType, IRBuilder, Value } from '../llvm/namespace.ts';
import type { Step } from '../lox/control-flow.ts';
import type { RuntimeName, Snapshot, SupportName } from './native.ts';
import type { ValuesIr } from './values-ir.ts';

/** Emitters for linear memory. Offsets are an `i32`, or a number known when compiling. */
export interface MemoryIr {
  /** The address of the byte at offset + displacement, a `ptr`. */
  at(offset: Value | number, displacement?: number): Value;
  /** Reads a word, an `i32`. */
  load32(offset: Value | number, displacement?: number): Value;
  /** Reads a value, an `i64`. */
  load64(offset: Value | number, displacement?: number): Value;
  /** Reads an address, a `ptr`. */
  loadPointer(offset: Value | number, displacement?: number): Value;
  /** Reads a word that another thread may change at any time. */
  loadVolatile32(offset: number): Value;
  /** Writes a register of any type. */
  store(value: Value, offset: Value | number, displacement?: number): void;
  /** Writes a word, an `i32` or a number known when compiling. */
  store32(value: Value | number, offset: Value | number, displacement?: number): void;
}

/** A value in a register, and what is known of it. */
export type Register =
  /** A number, as a `double`. */
  | { readonly kind: 'number'; readonly value: Value }
  /** A boolean, as an `i1`. */
  | { readonly kind: 'boolean'; readonly value: Value }
  /** Any value, as an `i64`. */
  | { readonly kind: 'tagged'; readonly value: Value };

/**
 * The slots of a frame while code is made for it: which of them have their
 * value in a register, and which of those are not in memory yet.
 */
export interface FrameState {
  /** Number of entries, the frame's locals included. */
  readonly depth: () => number;
  /** Forgets everything: `depth` entries, each in memory. */
  readonly begin: (depth: number) => void;
  /** Pushes a value that is in a register. */
  readonly push: (register: Register) => void;
  /** Pushes what something else has just put into the entry's slot. */
  readonly pushStored: () => void;
  /** Takes the topmost entry off. */
  readonly drop: () => void;
  /** The value of an entry, read from memory when no register has it. */
  readonly read: (index: number) => Register;
  /** Says more of what was read: whoever has `register` has `better` from here on. */
  readonly refine: (register: Register, better: Register) => void;
  /** Gives an entry a new value. */
  readonly write: (index: number, register: Register) => void;
  /** The offset of an entry's slot, an `i32`. */
  readonly slot: (index: number) => Value;
  /** The offset just past the topmost entry's slot, an `i32`. */
  readonly top: () => Value;
  /** Writes to memory what is not there yet. From here on it is. */
  readonly flush: () => void;
  /** Writes to memory what is not there yet, on a path that leaves: elsewhere it still is not. */
  readonly spill: () => void;
  /** Writes to memory what is not there yet and might be a reference. */
  readonly flushReferences: () => void;
  /** Forgets registers that might hold references: a collection moves what they refer to. */
  readonly forgetReferences: () => void;
}

/** What a function's code is entered with. */
export interface Arguments {
  /** Address of linear memory, a `ptr`. */
  readonly memory: Value;
  /** Offset of the frame record, an `i32`. */
  readonly record: Value;
  /** Offset of the frame's slot 0, an `i32`. */
  readonly base: Value;
  /** 0 to begin, or which of the places to go on at, an `i32`. */
  readonly resume: Value;
}

/** The code of one function while it is made. All emitters write where `builder` stands. */
export interface Emitter {
  readonly snapshot: Snapshot;
  readonly builder: IRBuilder;
  readonly arguments: Arguments;
  readonly values: ValuesIr;
  readonly memory: MemoryIr;
  readonly state: FrameState;
  /** The type of every entry: `i32 (memory, record, base, resume)`. */
  readonly entryType: FunctionType;
  /** The block that begins with the instruction at a bytecode offset. */
  readonly blockAt: (offset: number) => BasicBlock;
  /** A new basic block, which nothing leads to yet. */
  readonly block: (name: string) => BasicBlock;
  /** Calls a function of the support module. */
  readonly support: (name: SupportName, args: readonly Value[]) => Value;
  /** Calls a runtime function at an instruction; gives back its result, an `i32`. */
  readonly runtime: (
    name: RuntimeName,
    step: Step,
    ...operands: readonly (Value | number)[]
  ) => Value;
  /** Comes back with the status of a callee if that is not OK; else goes to a block. */
  readonly unwindUnlessOk: (status: Value, ok: BasicBlock) => void;
  /** Whether this code may go on at a safepoint, an `i1`: no other thread asks, and the budget lasts. */
  readonly undisturbed: () => Value;
  /** Leaves with SWITCH: the frame is canonical and goes on at a bytecode offset. Ends the block. */
  readonly leave: (offset: number) => void;
  /** Comes back with ERROR, which is parked. Ends the block. */
  readonly fail: () => void;
  /** Goes on in a new block when the condition holds, and else to that one. */
  readonly require: (condition: Value, otherwise: BasicBlock) => void;
}

/** A function around the code of its body. */
export interface Shell {
  readonly emitter: Emitter;
  /** The blocks of the body, by the bytecode offset that each begins with. */
  readonly blocks: ReadonlyMap<number, BasicBlock>;
  /** Emits the way in. To be called first. */
  readonly enter: () => void;
  /** Emits the common way out. To be called when the body is complete. */
  readonly finish: () => void;
}
