/** The contracts of the threaded tier: the translator, and the engine that runs what it makes. */
import type { BytecodeFunction } from '../lox/bytecode.ts';
import type { WordName } from '../threaded/words.ts';
import type { InterpreterNeeds } from './interpreter.ts';
import type { Machine } from './machine.ts';
import type { Reference, Slot } from './values.ts';

/** Where a value is to be found. */
export type Operand =
  /** In the slot that is its place on the stack. */
  | { readonly kind: 'own' }
  /** In the slot of another entry, which is in its own. `index` counts slots from the base. */
  | { readonly kind: 'copy'; readonly index: number }
  /** In the constant table. `offset` of its slot; numbers can be operands by themselves. */
  | { readonly kind: 'constant'; readonly offset: number; readonly isNumber: boolean }
  /** Nowhere: an operation makes it. */
  | { readonly kind: 'literal'; readonly value: 'NIL' | 'TRUE' | 'FALSE' };

/** The words made so far, and what is on the stack where they end. */
export interface OperandStack {
  /** The words. */
  readonly code: number[];
  /** Number of entries, the frame's locals included. */
  readonly depth: () => number;
  /** Forgets everything: `depth` entries, each in its own slot. A jump may come here. */
  readonly begin: (depth: number) => void;
  /** Appends an operation. */
  readonly emit: (name: WordName, ...operands: readonly number[]) => void;
  /** Pushes an entry. */
  readonly push: (entry: Operand) => void;
  /** Pushes what an operation has just put into the entry's own slot. */
  readonly pushOwn: () => void;
  /** Takes the topmost entry off. */
  readonly pop: () => void;
  /** The entry at an index. */
  readonly at: (index: number) => Operand;
  /** The slot, in bytes from the base, where the value of an entry can be read. */
  readonly read: (index: number) => number;
  /** Puts an entry into its own slot. */
  readonly settle: (index: number) => void;
  /** Puts all entries below `end` into their own slots; without `end`, all there are. */
  readonly settleAll: (end?: number) => void;
  /** Pushes a copy of a local variable. */
  readonly load: (index: number) => void;
  /** Stores the topmost entry, which stays, into a local variable. */
  readonly store: (index: number) => void;
}

/** What becomes of a jump. */
export interface Jump {
  /** Offset in the function's bytecode where it goes. */
  readonly target: number;
  /** For AND and OR: whether the value stays on the stack when the jump is taken. */
  readonly keeps: boolean;
}

/** The jumps of a function by the bytecode offset of their instruction. */
export type Jumps = ReadonlyMap<number, Jump>;

/** Where the parts of a function lie in linear memory. */
export interface FunctionParts {
  readonly bytecode: BytecodeFunction;
  /** The slot of a constant. */
  readonly constant: (index: number) => Slot;
  /** What a constant refers to that never moves: a function, or a global variable's cell. */
  readonly reference: (index: number) => Reference;
  /** The feedback cell of a site. */
  readonly site: (number: number) => number;
  /** A bytecode offset as a record's pc. */
  readonly pc: (offset: number) => number;
}

/** A function that is being translated, up to the instruction at hand. */
export interface Translation {
  readonly parts: FunctionParts;
  readonly stack: OperandStack;
  readonly jumps: Jumps;
  /** Appends an operation that jumps to a bytecode offset; the distance is left out of the operands. */
  readonly emitJump: (target: number, name: WordName, ...operands: readonly number[]) => void;
  /** Notes that a frame whose pc is this bytecode offset goes on with the next word. */
  readonly enterAt: (offset: number) => void;
}

/** What the translator needs. */
export type TranslatorNeeds = Pick<Machine, 'memory' | 'values' | 'heap' | 'functions' | 'events'>;

/**
 * Translates a function, given by its offset, and puts the words beside it:
 * `FunctionObject.words` and what follows it. Nothing happens to a function
 * that has words already.
 * @returns false when there is no memory for them; `Out of memory.` is parked then
 */
export type Translate = (code: number) => boolean;

/** What the engine of the threaded tier is made of. */
export type ThreadedNeeds = InterpreterNeeds & Pick<Machine, 'translate'>;
