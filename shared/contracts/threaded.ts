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

/**
 * An operation of threaded code as a function. All have this one signature, so
 * whoever goes from word to word need not know what any of them does.
 *
 * Source: Zag's `threadedFn(pc, sp, process, context, signature)`.
 * @param ip index, in 32-bit words of linear memory, of the operation's word; its operands follow
 * @param base offset of the frame's slot 0
 * @param record offset of the frame's record
 * @returns the index of the next operation's word, or one of `Next`
 */
export type Operation = (ip: number, base: number, record: number) => number;

/** What an operation returns when no word of this frame comes next. Indices of words are positive. */
export const Next = {
  /** Another frame has become the newest: go on with that. */
  FRAME: 0,
  /** The program is done. */
  OK: -1,
  /** An error is parked. */
  ERROR: -2,
  /** Back to the driver; the frame is canonical. */
  SWITCH: -3,
} as const;

/** Operations by the names of their words. */
export type OperationTable<Name extends WordName> = Readonly<Record<Name, Operation>>;

/** The words of calls, and of whatever concerns objects, closures and classes. */
export type ObjectWord =
  | 'GET_UPVALUE'
  | 'SET_UPVALUE'
  | 'CLOSE_UPVALUE'
  | 'CLOSURE'
  | 'GET_PROPERTY'
  | 'SET_PROPERTY'
  | 'GET_SUPER'
  | 'CALL'
  | 'INVOKE'
  | 'SUPER_INVOKE'
  | 'RETURN'
  | 'CLASS'
  | 'INHERIT'
  | 'METHOD';

/** All other words: moves, globals, arithmetic, comparisons, jumps. */
export type BasicWord = Exclude<WordName, ObjectWord>;

/** How long the engine may still run before it goes back to the driver. */
export interface Budget {
  /** Safepoints left; below 0 it is time to go. The engine sets it whenever it is entered. */
  remaining: number;
}
