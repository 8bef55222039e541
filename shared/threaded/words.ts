/**
 * The words of threaded code: one table that feeds the translator, every
 * dispatcher, the listing and the documentation.
 *
 * An operation is one 32-bit word that names it, followed by a word for each
 * operand. Nothing has to be decoded any more: slots are byte offsets from the
 * frame's base, constants and cells are where they lie, a jump is a distance in
 * words. And nothing moves through an operand stack: an operation names the
 * slots that it reads and the slot that it writes.
 *
 *     bytecode                          words
 *     GET_LOCAL a                       ┌─────┬────┬───┬───┬──────┬─────┬────┐
 *     GET_LOCAL b                       │ ADD │ to │ a │ b │ site │ top │ pc │
 *     ADD                               └─────┴────┴───┴───┴──────┴─────┴────┘
 *     SET_LOCAL to, POP
 *
 * A word array holds no address of itself, so it may lie anywhere.
 *
 * Source: Ierusalimschy, de Figueiredo, Celes, *The Implementation of Lua 5.0*
 * (2005), section 7, for registers; Bell, *Threaded Code* (1973).
 */

/** What an operand of an operation means. All are 32-bit words. */
export type WordOperand =
  /** Slot that is written, in bytes from the base. The translator may choose another one. */
  | 'to'
  /** Slot that is read, in bytes from the base. */
  | 'slot'
  /** Slot where an operand of the bytecode instruction would lie; what happens there happens in place. */
  | 'top'
  /** Offset of a constant's slot. */
  | 'constant'
  /** Offset of a global variable's cell. */
  | 'cell'
  /** Offset of a function. */
  | 'function'
  /** Where a closure keeps the reference to the upvalue, in bytes from the closure. */
  | 'upvalue'
  /** Number of arguments. */
  | 'count'
  /** Offset of a feedback cell. */
  | 'site'
  /** Words to go on from the beginning of this operation; a loop's are negative. */
  | 'jump'
  /** Offset in bytecode at which the frame goes on: where the instruction ends, or a loop's head. */
  | 'pc';

/** One row of the table. */
export interface WordInfo {
  /** The word that names the operation. */
  readonly code: number;
  readonly operands: readonly WordOperand[];
  /** What it does, for readers. */
  readonly meaning: string;
}

/** Every operation by name. */
// biome-ignore format: a table, a row for each operation
export const words = {
  MOVE: { code: 0, operands: ['to', 'slot'], meaning: 'to = slot' },
  LOAD_CONSTANT: { code: 1, operands: ['to', 'constant'], meaning: 'to = constant' },
  LOAD_NIL: { code: 2, operands: ['to'], meaning: 'to = nil' },
  LOAD_TRUE: { code: 3, operands: ['to'], meaning: 'to = true' },
  LOAD_FALSE: { code: 4, operands: ['to'], meaning: 'to = false' },
  GET_UPVALUE: { code: 5, operands: ['to', 'upvalue'], meaning: 'to = captured variable' },
  SET_UPVALUE: { code: 6, operands: ['upvalue', 'slot'], meaning: 'captured variable = slot' },
  GET_GLOBAL: { code: 7, operands: ['to', 'cell', 'pc'], meaning: 'to = global' },
  DEFINE_GLOBAL: { code: 8, operands: ['cell', 'slot'], meaning: 'global = slot, defined or not' },
  SET_GLOBAL: { code: 9, operands: ['cell', 'slot', 'pc'], meaning: 'global = slot' },
  GET_PROPERTY: { code: 10, operands: ['top', 'slot', 'constant', 'site', 'pc'], meaning: 'top = slot.name' },
  SET_PROPERTY: { code: 11, operands: ['top', 'slot', 'slot', 'constant', 'site', 'pc'], meaning: 'top = (slot.name = slot)' },
  GET_SUPER: { code: 12, operands: ['top', 'constant', 'site', 'pc'], meaning: 'top = method of the superclass above, bound to top' },
  EQUAL: { code: 13, operands: ['to', 'slot', 'slot', 'site', 'top'], meaning: 'to = slot == slot' },
  NOT_EQUAL: { code: 14, operands: ['to', 'slot', 'slot', 'site', 'top'], meaning: 'to = slot != slot' },
  GREATER: { code: 15, operands: ['to', 'slot', 'slot', 'pc'], meaning: 'to = slot > slot' },
  GREATER_EQUAL: { code: 16, operands: ['to', 'slot', 'slot', 'pc'], meaning: 'to = slot >= slot' },
  LESS: { code: 17, operands: ['to', 'slot', 'slot', 'pc'], meaning: 'to = slot < slot' },
  LESS_EQUAL: { code: 18, operands: ['to', 'slot', 'slot', 'pc'], meaning: 'to = slot <= slot' },
  ADD: { code: 19, operands: ['to', 'slot', 'slot', 'site', 'top', 'pc'], meaning: 'to = slot + slot' },
  SUBTRACT: { code: 20, operands: ['to', 'slot', 'slot', 'pc'], meaning: 'to = slot - slot' },
  MULTIPLY: { code: 21, operands: ['to', 'slot', 'slot', 'pc'], meaning: 'to = slot * slot' },
  DIVIDE: { code: 22, operands: ['to', 'slot', 'slot', 'pc'], meaning: 'to = slot / slot' },
  ADD_NUMBER: { code: 23, operands: ['to', 'slot', 'constant', 'site', 'top', 'pc'], meaning: 'to = slot + number' },
  SUBTRACT_NUMBER: { code: 24, operands: ['to', 'slot', 'constant', 'pc'], meaning: 'to = slot - number' },
  MULTIPLY_NUMBER: { code: 25, operands: ['to', 'slot', 'constant', 'pc'], meaning: 'to = slot * number' },
  DIVIDE_NUMBER: { code: 26, operands: ['to', 'slot', 'constant', 'pc'], meaning: 'to = slot / number' },
  NOT: { code: 27, operands: ['to', 'slot'], meaning: 'to = !slot' },
  NEGATE: { code: 28, operands: ['to', 'slot', 'pc'], meaning: 'to = -slot' },
  PRINT: { code: 29, operands: ['slot'], meaning: 'writes slot and a newline' },
  JUMP: { code: 30, operands: ['jump'], meaning: 'jumps' },
  JUMP_IF_FALSE: { code: 31, operands: ['slot', 'jump'], meaning: 'jumps if slot is falsey' },
  JUMP_IF_TRUE: { code: 32, operands: ['slot', 'jump'], meaning: 'jumps if slot is truthy' },
  JUMP_UNLESS_GREATER: { code: 33, operands: ['slot', 'slot', 'jump', 'pc'], meaning: 'jumps unless slot > slot' },
  JUMP_UNLESS_GREATER_EQUAL: { code: 34, operands: ['slot', 'slot', 'jump', 'pc'], meaning: 'jumps unless slot >= slot' },
  JUMP_UNLESS_LESS: { code: 35, operands: ['slot', 'slot', 'jump', 'pc'], meaning: 'jumps unless slot < slot' },
  JUMP_UNLESS_LESS_EQUAL: { code: 36, operands: ['slot', 'slot', 'jump', 'pc'], meaning: 'jumps unless slot <= slot' },
  JUMP_UNLESS_GREATER_NUMBER: { code: 37, operands: ['slot', 'constant', 'jump', 'pc'], meaning: 'jumps unless slot > number' },
  JUMP_UNLESS_GREATER_EQUAL_NUMBER: { code: 38, operands: ['slot', 'constant', 'jump', 'pc'], meaning: 'jumps unless slot >= number' },
  JUMP_UNLESS_LESS_NUMBER: { code: 39, operands: ['slot', 'constant', 'jump', 'pc'], meaning: 'jumps unless slot < number' },
  JUMP_UNLESS_LESS_EQUAL_NUMBER: { code: 40, operands: ['slot', 'constant', 'jump', 'pc'], meaning: 'jumps unless slot <= number' },
  JUMP_UNLESS_EQUAL: { code: 41, operands: ['slot', 'slot', 'site', 'top', 'jump'], meaning: 'jumps unless slot == slot' },
  JUMP_UNLESS_NOT_EQUAL: { code: 42, operands: ['slot', 'slot', 'site', 'top', 'jump'], meaning: 'jumps unless slot != slot' },
  JUMP_UNLESS_NIL: { code: 43, operands: ['slot', 'site', 'jump'], meaning: 'jumps unless slot == nil' },
  JUMP_IF_NIL: { code: 44, operands: ['slot', 'site', 'jump'], meaning: 'jumps if slot == nil' },
  LOOP: { code: 45, operands: ['jump', 'top', 'pc'], meaning: 'jumps back; counts the back-edge and polls. top: where the operands end' },
  CALL: { code: 46, operands: ['top', 'count', 'site', 'pc'], meaning: 'top = top(arguments above)' },
  INVOKE: { code: 47, operands: ['top', 'constant', 'count', 'site', 'pc'], meaning: 'top = top.name(arguments above)' },
  SUPER_INVOKE: { code: 48, operands: ['top', 'constant', 'count', 'site', 'pc'], meaning: 'top = super.name(arguments above), the superclass above them' },
  CLOSURE: { code: 49, operands: ['top', 'function', 'pc'], meaning: 'top = closure of the function' },
  CLOSE_UPVALUE: { code: 50, operands: ['slot'], meaning: 'moves a captured local into its upvalue' },
  RETURN: { code: 51, operands: ['slot'], meaning: 'leaves the frame with slot as its result' },
  CLASS: { code: 52, operands: ['top', 'constant', 'pc'], meaning: 'top = a class with this name' },
  INHERIT: { code: 53, operands: ['top', 'pc'], meaning: 'the class above top inherits from top' },
  METHOD: { code: 54, operands: ['top', 'constant', 'pc'], meaning: 'adds the closure above top to the class at top' },
  JUMP_UNLESS_EQUAL_NUMBER: { code: 55, operands: ['slot', 'constant', 'site', 'jump'], meaning: 'jumps unless slot == number' },
  JUMP_UNLESS_NOT_EQUAL_NUMBER: { code: 56, operands: ['slot', 'constant', 'site', 'jump'], meaning: 'jumps unless slot != number' },
} as const satisfies Record<string, WordInfo>;

/** The name of an operation. */
export type WordName = keyof typeof words;

/** The words by name, as literal types: `case 19 satisfies typeof Word.ADD:`. */
export const Word = Object.fromEntries(
  Object.entries(words).map(([name, info]) => [name, info.code]),
) as { readonly [Name in WordName]: (typeof words)[Name]['code'] };

/** Names of the operations by word. */
export const wordNames: readonly WordName[] = Object.keys(words) as WordName[];
