/**
 * The machine: all parts of one VM. Every module is made by a function that
 * takes the parts it needs from here; nothing is imported as global state.
 */
import type { Events } from '../events/events.ts';
import type { BytecodeFunction } from '../lox/bytecode.ts';
import type { LinearMemory } from '../memory/linear-memory.ts';
import type { Errors } from '../runtime/errors.ts';
import type { Frames } from '../runtime/frames.ts';
import type { NativeFunction } from '../runtime/natives.ts';
import type { Output } from '../runtime/output.ts';
import type { Printer } from '../runtime/printer.ts';
import type { Redefinitions } from '../runtime/redefinitions.ts';
import type { Strings } from '../runtime/strings.ts';
import type { Tables } from '../runtime/tables.ts';
import type { CreateDebug, Debug } from './debug.ts';
import type { TierName } from './engine.ts';
import type { Handles, Heap } from './heap.ts';
import type { Fields, Globals, PropertyAccess } from './objects.ts';
import type { Translate } from './threaded.ts';
import type { Slot, Values } from './values.ts';

/** A function of the program: its bytecode as data, and where it lies in memory. */
export interface LoadedFunction {
  readonly bytecode: BytecodeFunction;
  /** Offset of the function object, which never moves. */
  readonly offset: number;
}

/** What a VM was asked to be. */
export interface MachineOptions {
  /** Limit of the moving heap in bytes. */
  readonly heapBytes: number;
  /** Collect at every allocation. */
  readonly stressGc: boolean;
  /** The tier of every function from its first call on; `auto` begins with the lowest and climbs. */
  readonly tier: TierName | 'auto';
  /** So many calls, or so many back-edges, make a function hot: either counter that reaches this. */
  readonly hotThreshold: number;
  /** Calls and back-edges, added, after which a function is compiled to native code. */
  readonly compileThreshold: number;
  /** The same for the first function, which has to pay for loading LLVM. At least `compileThreshold`. */
  readonly firstCompileThreshold: number;
  /** Calls, returns and back-edges after which an engine comes back to the driver; asked at each entry. */
  readonly quantum: () => number;
  /** Whether native code counts safepoints and keeps to the quantum, too: for tests, since that costs time. */
  readonly nativeQuantum: boolean;
  /**
   * Whether native code calls native halves. Without them all that it does not do itself is a call
   * of a runtime function, and counted as a crossing: for tests of what it does itself.
   */
  readonly nativeHalves: boolean;
  /** Count dispatches, at the price of some speed. */
  readonly countDispatches: boolean;
  /** Told the index of each word of threaded code before it is dispatched; for profiles. */
  readonly watchWords?: (index: number) => void;
  /** Makes the debugger, where there is to be one. */
  readonly debug?: CreateDebug;
}

/** Decides which tier runs what. */
export interface Tiers {
  /** Gives a function that has become hot, by its offset, to the next tier. */
  promote(code: number): void;
  /** Chooses the tier in which the newest frame goes on, given its record. */
  place(record: number): void;
  /** Leaves a function, by its offset, to the interpreter alone, its frames and later calls. */
  hold(code: number): void;
  /** Lets a held function go on in the tier that it would have without. */
  release(code: number): void;
  /**
   * Leaves the frames up to this record, counted from the script's, to the
   * interpreter alone. 0: no frame; Infinity: all.
   */
  holdFrames(last: number): void;
}

/** All parts of one VM. A module takes those that it names: `Pick<Machine, 'memory' | 'values'>`. */
export interface Machine {
  readonly options: MachineOptions;
  readonly memory: LinearMemory;
  readonly values: Values;
  readonly events: Events;
  readonly frames: Frames;
  readonly errors: Errors;
  readonly handles: Handles;
  readonly heap: Heap;
  readonly strings: Strings;
  readonly tables: Tables;
  readonly fields: Fields;
  readonly properties: PropertyAccess;
  readonly globals: Globals;
  readonly redefinitions: Redefinitions;
  readonly printer: Printer;
  readonly output: Output;
  readonly natives: readonly NativeFunction[];
  /** Slot that holds the name `init`. */
  readonly initName: Slot;
  /** Translates functions for the threaded tier. */
  readonly translate: Translate;
  /** Which tier runs what. */
  readonly tiers: Tiers;
  /** The debugger, if there is one. */
  readonly debug: Debug | undefined;
  /** Told once when a function, given by its offset, has become hot. */
  readonly onHot: (code: number) => void;
  /** All functions that were loaded, by id. */
  readonly functions: LoadedFunction[];
}
