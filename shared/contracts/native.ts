/** The contracts of native code: what a compiler is given, and what becomes of it. */
import type { LlvmFunction } from '../llvm/functions.ts';
import type { BasicBlock, IRBuilder, LLJIT, TargetMachine, Value } from '../llvm/namespace.ts';
import type { BytecodeFunction } from '../lox/bytecode.ts';
import type { Engine, Status } from './engine.ts';
import type { InterpreterNeeds } from './interpreter.ts';
import type { MemoryIr } from './ir.ts';
import type { Machine } from './machine.ts';

/** What is known of a callee that a call site has always had. */
export interface KnownCallee {
  /** Offset of the function. */
  readonly code: number;
  readonly arity: number;
  readonly captureCount: number;
}

/**
 * Everything that a compiler needs to know of a function: plain data, so that
 * the work can be done elsewhere. It names offsets of what does not move, and
 * nothing else of linear memory.
 */
export interface Snapshot {
  readonly bytecode: BytecodeFunction;
  /** Offset of the function. */
  readonly code: number;
  /** Offset of its first instruction. */
  readonly pc: number;
  /** Offset of its constant table, one slot a constant. */
  readonly constants: number;
  /** Offset of its feedback cells. */
  readonly sites: number;
  /** What constants refer to that does not move, by index: globals' cells and functions; else 0. */
  readonly references: readonly number[];
  /** Offsets of the cells of globals that are defined. A global never becomes undefined again. */
  readonly defined: ReadonlySet<number>;
  /** The one callee that a call site has had so far, by the site's number. */
  readonly callees: ReadonlyMap<number, KnownCallee>;
  /** Whether some closure captures a variable of this function's frame. */
  readonly captured: boolean;
  /** Whether the code counts what it finds through caches, for `--stats`. */
  readonly counted: boolean;
  /** Whether the code counts its safepoints and leaves when the budget is used up. */
  readonly limited: boolean;
  /** Whether the code calls native halves in place of runtime functions that have one. */
  readonly halves: boolean;
}

/** A compiled function. */
export interface NativeCode {
  /** Address at which it is entered. */
  readonly address: number;
  /** The place to go on at, by bytecode offset: what is passed as `resume`. Offset 0 is place 0. */
  readonly places: ReadonlyMap<number, number>;
  /** Frees the code. No frame of it may be on the native stack. */
  free(): void;
}

/** What was counted of native code. */
export interface NativeStatistics {
  /** Functions that were compiled, the bytes of their code, and the time that took. */
  readonly functions: number;
  readonly bytes: number;
  readonly milliseconds: number;
  /** Calls from native code into the VM's own functions. */
  readonly crossings: number;
  /** Why nothing can be compiled, where that is so and it was tried. */
  readonly unavailable: string | undefined;
}

/** The baseline tier of one VM. */
export interface Baseline {
  /** Compiles a function, given by its offset, unless it is. False: it stays in lower tiers. */
  readonly compile: (code: number) => boolean;
  /**
   * Compiles a function anew, from what is known by now. Whoever enters it from
   * here on enters the new code. The old code is freed, but not while native code
   * is running: then some frame might still go on in it.
   * False: it could not be compiled this time, and goes back to lower tiers.
   */
  readonly recompile: (code: number) => boolean;
  /** Whether native code of a function can go on with a frame that is at a bytecode offset. */
  readonly canEnter: (code: number, offset: number) => boolean;
  /** The address at which a function is entered: its native code, or the stub. */
  readonly entryOf: (code: number) => bigint;
  readonly engine: Engine;
  /** What was counted so far. */
  readonly statistics: () => NativeStatistics;
}

/** What the baseline tier is made of. */
export type BaselineNeeds = InterpreterNeeds &
  Pick<Machine, 'functions' | 'events' | 'strings' | 'redefinitions'>;

/** The names of the runtime functions. */
export const runtimeNames = [
  'add',
  'equal',
  'getGlobal',
  'setGlobal',
  'getProperty',
  'setProperty',
  'getSuper',
  'call',
  'invoke',
  'invokeSuper',
  'makeClosure',
  'closeUpvalues',
  'makeClass',
  'inherit',
  'addMethod',
  'print',
  'operandsMustBeNumbers',
  'operandMustBeNumber',
] as const;

/** The name of a runtime function. */
export type RuntimeName = (typeof runtimeNames)[number];

/** The functions of the support module, which are IR themselves, by name. */
export const supportNames = [
  'enter',
  'stub',
  'leave',
  'probe',
  'field',
  'method',
  'capture',
] as const;

/**
 * The runtime functions that have a native half: IR that does what is simple
 * and calls the runtime function for the rest.
 */
export const nativeHalves = [
  'add',
  'equal',
  'setGlobal',
  'getProperty',
  'setProperty',
  'getSuper',
  'call',
  'invoke',
  'invokeSuper',
  'makeClosure',
  'closeUpvalues',
] as const;

/** The name of one of them. */
export type NativeHalf = (typeof nativeHalves)[number];

/** The name of a support function. */
export type SupportName = (typeof supportNames)[number];

/** A runtime function as native code calls it. */
export type RuntimeFunction = (
  record: number,
  pc: number,
  top: number,
  a: number,
  b: number,
  c: number,
  d: number,
) => number;

/** The runtime functions of one VM. */
export interface Runtime {
  readonly functions: Readonly<Record<RuntimeName, RuntimeFunction>>;
  /** How often one of them was called. */
  readonly crossings: () => number;
  /** Throws what was thrown in one of them since this was last called, if anything was. */
  readonly rethrow: () => void;
}

/** The trampoline: runs the code at `entry` on a frame, and returns its status. */
export type Enter = (
  entry: number,
  memory: number,
  record: number,
  base: number,
  resume: number,
) => number;

/** LLVM at work in one thread. */
export interface Session {
  readonly jit: LLJIT;
  readonly machine: TargetMachine;
  /** Address of the stub, the entry of functions without native code. */
  readonly stub: number;
  readonly enter: Enter;
  /** Whose runtime functions are called: those of the VM that has entered native code last. */
  runtime: Runtime | undefined;
  /** How many functions have been compiled; their symbols are numbered. */
  functions: number;
}

/** Compiles the functions of one VM. */
export interface Compiler {
  /**
   * Compiles a function, given by its offset; null: that cannot be done.
   * @throws CompilationFailed when LLVM refuses what was made for it
   */
  readonly compile: (code: number) => NativeCode | null;
  /** The functions, by offset, that the newest native code of a function takes for granted at its call sites. */
  readonly calleesOf: (code: number) => ReadonlySet<number>;
  /** Enters native code at an address; see `Arguments` for the others. */
  readonly enter: (address: number, record: number, base: number, resume: number) => Status;
  /** What was counted so far. */
  readonly statistics: () => NativeStatistics;
}

/** A support function whose body is about to be built; the builder stands in its first block. */
export interface OpenedFunction {
  readonly fn: LlvmFunction;
  readonly args: readonly Value[];
  /** A new block of it. */
  readonly block: (title: string) => BasicBlock;
  /** Emitters for linear memory, which is one of the arguments. */
  readonly memory: MemoryIr;
}

/** What support functions are built with. */
export interface SupportBuilder {
  readonly builder: IRBuilder;
  /** Declarations of all support functions in the module. */
  readonly support: Readonly<Record<SupportName, LlvmFunction>>;
  /** Declarations of all runtime functions in the module. */
  readonly runtime: Readonly<Record<RuntimeName, LlvmFunction>>;
  /** Declarations of all native halves in the module. */
  readonly halves: Readonly<Record<NativeHalf, LlvmFunction>>;
  /**
   * Begins the body of a support function.
   * @param memoryAt which of its arguments is the address of linear memory; the first, if not given
   */
  open(name: SupportName, memoryAt?: number): OpenedFunction;
  /** Begins the body of a native half. */
  openHalf(name: NativeHalf): OpenedFunction;
}
