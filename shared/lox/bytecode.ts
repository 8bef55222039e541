/**
 * What the bytecode compiler makes of a function: plain data, with no address
 * in it, so that it can be printed, compared, sent to another thread, and
 * loaded into any VM's memory.
 */
import type { Span } from './source.ts';

/** Where a closure finds a variable that it captures when it is made. */
export interface Capture {
  /** The variable's name, for printing. */
  readonly name: string;
  /** `local`: a slot of the enclosing frame; `upvalue`: an upvalue of the enclosing closure. */
  readonly from: 'local' | 'upvalue';
  /** The slot, or the upvalue's index. */
  readonly index: number;
}

/** An entry of a function's constant table. Equal constants share an entry. */
export type Constant =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  /** A property, method or class name. */
  | { readonly kind: 'name'; readonly value: string }
  /** A global variable; loading the function resolves it to the variable's cell. */
  | { readonly kind: 'global'; readonly value: string }
  | { readonly kind: 'function'; readonly value: BytecodeFunction };

/** What a feedback site profiles. */
export type SiteKind = 'add' | 'equal' | 'get' | 'set' | 'super' | 'call' | 'invoke';

/** A local variable's life, for debuggers and explorers. */
export interface LocalVariable {
  readonly name: string;
  /** Slot in the frame. */
  readonly slot: number;
  /** Bytecode offset of the first instruction at which the variable is in scope. */
  readonly from: number;
  /** Bytecode offset just past the last one. */
  readonly to: number;
}

/** Where the code of a statement begins: debuggers stop there. A loop's is the head of its loop. */
export interface StatementStart {
  /** Bytecode offset of an instruction. */
  readonly offset: number;
  /** The line on which the statement begins. */
  readonly line: number;
}

/** Which kind of body a function has; the script itself is one too. */
export type FunctionKind = 'script' | 'function' | 'method' | 'initializer';

/** A function as bytecode. */
export interface BytecodeFunction {
  /** The function's name; empty for the script. */
  readonly name: string;
  readonly kind: FunctionKind;
  /** Number of parameters. */
  readonly arity: number;
  /** Slots that a frame needs: callee or receiver, parameters, locals and the deepest operand stack. */
  readonly frameSlots: number;
  readonly captures: readonly Capture[];
  /** The instructions, as `opcodes.ts` encodes them. */
  readonly code: Uint8Array;
  readonly constants: readonly Constant[];
  /** What each feedback site profiles, by site number. */
  readonly sites: readonly SiteKind[];
  /** Bytecode offset of every instruction, ascending. */
  readonly offsets: readonly number[];
  /** The source that each instruction stands for; parallel to `offsets`. */
  readonly spans: readonly Span[];
  readonly locals: readonly LocalVariable[];
  /** Where statements begin, by ascending offset: at most one for each offset. */
  readonly statements: readonly StatementStart[];
  /** The whole declaration in the source. */
  readonly span: Span;
}

/** A function and all that are declared in it, at any depth, each ahead of its own. */
export function functionsIn(fn: BytecodeFunction): BytecodeFunction[] {
  const inner = fn.constants.flatMap(({ kind, value }) => (kind === 'function' ? [value] : []));
  return [fn, ...inner.flatMap(functionsIn)];
}

/** Index, into `offsets` and `spans`, of the instruction that covers a bytecode offset. */
export function instructionAt(code: BytecodeFunction, offset: number): number {
  let low = 0;
  let high = code.offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (code.offsets[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
