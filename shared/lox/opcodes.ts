/**
 * The instruction set: one table that feeds the bytecode compiler, the
 * disassembler, every tier and the documentation.
 *
 * An instruction is one opcode byte followed by its operands, little-endian:
 *
 *     ┌────────┬──────────┬──────────────────┐
 *     │ opcode │ constant │ site             │   GET_PROPERTY "x", site 3
 *     │   12   │  u8      │ u16              │
 *     └────────┴──────────┴──────────────────┘
 *
 * The set descends from clox's (Nystrom, *Crafting Interpreters*, part III).
 * It differs where a tiered VM needs more: instructions that profile carry the
 * number of their feedback site, all six comparisons are instructions of their
 * own (`!(a > b)` is not `a <= b` when a NaN is about), and conditional jumps
 * say whether they keep their condition.
 */

/** What an operand means; its width in bytes follows from it. */
export type OperandKind =
  /** u8: index into the function's constant table. */
  | 'constant'
  /** u8: slot of a local variable, counted from the frame's first slot. */
  | 'local'
  /** u8: index into the closure's captured variables. */
  | 'upvalue'
  /** u8: number of arguments on top of the stack. */
  | 'argumentCount'
  /** u16: bytes to skip forward, counted from the end of the instruction. */
  | 'jump'
  /** u16: bytes to go back, counted from the end of the instruction. */
  | 'loop'
  /** u16: number of the feedback site within the function. */
  | 'site';

/** Width of each operand in bytes. */
export const operandWidth: Readonly<Record<OperandKind, 1 | 2>> = {
  constant: 1,
  local: 1,
  upvalue: 1,
  argumentCount: 1,
  jump: 2,
  loop: 2,
  site: 2,
};

/** One row of the instruction table. */
export interface OpcodeInfo {
  /** The opcode byte. */
  readonly code: number;
  /** The operands in the order in which they follow the opcode. */
  readonly operands: readonly OperandKind[];
  /** Values popped; `argumentCount` operands come on top of it. */
  readonly pops: number;
  /** Values pushed. */
  readonly pushes: 0 | 1;
  /** What the instruction does, for readers. */
  readonly meaning: string;
}

/**
 * Every instruction by name. Stack pictures read left to right, top of stack
 * at the right: `object value → value`.
 */
// biome-ignore format: a table, a row for each instruction
export const opcodes = {
  CONSTANT: { code: 0, operands: ['constant'], pops: 0, pushes: 1, meaning: '→ value. Pushes a number or string from the constant table.' },
  NIL: { code: 1, operands: [], pops: 0, pushes: 1, meaning: '→ nil' },
  TRUE: { code: 2, operands: [], pops: 0, pushes: 1, meaning: '→ true' },
  FALSE: { code: 3, operands: [], pops: 0, pushes: 1, meaning: '→ false' },
  POP: { code: 4, operands: [], pops: 1, pushes: 0, meaning: 'value →' },
  GET_LOCAL: { code: 5, operands: ['local'], pops: 0, pushes: 1, meaning: '→ value. Copies a local variable.' },
  SET_LOCAL: { code: 6, operands: ['local'], pops: 1, pushes: 1, meaning: 'value → value. Stores into a local variable.' },
  GET_UPVALUE: { code: 7, operands: ['upvalue'], pops: 0, pushes: 1, meaning: '→ value. Copies a captured variable.' },
  SET_UPVALUE: { code: 8, operands: ['upvalue'], pops: 1, pushes: 1, meaning: 'value → value. Stores into a captured variable.' },
  GET_GLOBAL: { code: 9, operands: ['constant'], pops: 0, pushes: 1, meaning: '→ value. Copies a global; an error when it is undefined.' },
  DEFINE_GLOBAL: { code: 10, operands: ['constant'], pops: 1, pushes: 0, meaning: 'value → . Defines or redefines a global.' },
  SET_GLOBAL: { code: 11, operands: ['constant'], pops: 1, pushes: 1, meaning: 'value → value. Assigns a global; an error when it is undefined.' },
  GET_PROPERTY: { code: 12, operands: ['constant', 'site'], pops: 1, pushes: 1, meaning: 'object → value. Reads a field, or binds a method.' },
  SET_PROPERTY: { code: 13, operands: ['constant', 'site'], pops: 2, pushes: 1, meaning: 'object value → value. Writes a field.' },
  GET_SUPER: { code: 14, operands: ['constant', 'site'], pops: 2, pushes: 1, meaning: 'this superclass → method. Binds a method of the superclass.' },
  EQUAL: { code: 15, operands: ['site'], pops: 2, pushes: 1, meaning: 'a b → a == b' },
  NOT_EQUAL: { code: 16, operands: ['site'], pops: 2, pushes: 1, meaning: 'a b → a != b' },
  GREATER: { code: 17, operands: [], pops: 2, pushes: 1, meaning: 'a b → a > b' },
  GREATER_EQUAL: { code: 18, operands: [], pops: 2, pushes: 1, meaning: 'a b → a >= b' },
  LESS: { code: 19, operands: [], pops: 2, pushes: 1, meaning: 'a b → a < b' },
  LESS_EQUAL: { code: 20, operands: [], pops: 2, pushes: 1, meaning: 'a b → a <= b' },
  ADD: { code: 21, operands: ['site'], pops: 2, pushes: 1, meaning: 'a b → a + b. Adds numbers, joins strings.' },
  SUBTRACT: { code: 22, operands: [], pops: 2, pushes: 1, meaning: 'a b → a - b' },
  MULTIPLY: { code: 23, operands: [], pops: 2, pushes: 1, meaning: 'a b → a * b' },
  DIVIDE: { code: 24, operands: [], pops: 2, pushes: 1, meaning: 'a b → a / b' },
  NOT: { code: 25, operands: [], pops: 1, pushes: 1, meaning: 'value → !value' },
  NEGATE: { code: 26, operands: [], pops: 1, pushes: 1, meaning: 'number → -number' },
  PRINT: { code: 27, operands: [], pops: 1, pushes: 0, meaning: 'value → . Writes the value and a newline.' },
  JUMP: { code: 28, operands: ['jump'], pops: 0, pushes: 0, meaning: 'Goes forward.' },
  JUMP_IF_FALSE: { code: 29, operands: ['jump'], pops: 1, pushes: 0, meaning: 'condition → . Goes forward when it is falsey.' },
  AND: { code: 30, operands: ['jump'], pops: 1, pushes: 0, meaning: 'value → value and a jump forward when it is falsey; else value → .' },
  OR: { code: 31, operands: ['jump'], pops: 1, pushes: 0, meaning: 'value → value and a jump forward when it is truthy; else value → .' },
  LOOP: { code: 32, operands: ['loop'], pops: 0, pushes: 0, meaning: 'Goes back. Counts the back-edge and polls.' },
  CALL: { code: 33, operands: ['argumentCount', 'site'], pops: 1, pushes: 1, meaning: 'callee arguments… → result' },
  INVOKE: { code: 34, operands: ['constant', 'argumentCount', 'site'], pops: 1, pushes: 1, meaning: 'object arguments… → result. Calls a method, or a field that holds a callable.' },
  SUPER_INVOKE: { code: 35, operands: ['constant', 'argumentCount', 'site'], pops: 2, pushes: 1, meaning: 'this arguments… superclass → result. Calls a method of the superclass.' },
  CLOSURE: { code: 36, operands: ['constant'], pops: 0, pushes: 1, meaning: '→ closure. Captures what the function lists.' },
  CLOSE_UPVALUE: { code: 37, operands: [], pops: 1, pushes: 0, meaning: 'value → . Moves a captured local into its upvalue, then pops it.' },
  RETURN: { code: 38, operands: [], pops: 1, pushes: 0, meaning: 'result → . Leaves the frame and gives the result to the caller.' },
  CLASS: { code: 39, operands: ['constant'], pops: 0, pushes: 1, meaning: '→ class. Makes a class with this name.' },
  INHERIT: { code: 40, operands: [], pops: 1, pushes: 0, meaning: 'superclass class → superclass. Copies the methods down, pops the class.' },
  METHOD: { code: 41, operands: ['constant'], pops: 1, pushes: 0, meaning: 'class closure → class. Adds a method.' },
} as const satisfies Record<string, OpcodeInfo>;

/** The name of an instruction. */
export type OpcodeName = keyof typeof opcodes;

/** Opcode bytes by name, as literal types: `case 21 satisfies typeof Op.ADD:`. */
export const Op = Object.fromEntries(
  Object.entries(opcodes).map(([name, info]) => [name, info.code]),
) as { readonly [Name in OpcodeName]: (typeof opcodes)[Name]['code'] };

/** Instruction names by opcode byte. */
export const opcodeNames: readonly OpcodeName[] = Object.keys(opcodes) as OpcodeName[];

/** Lengths of whole instructions in bytes, by opcode byte. */
export const instructionLengths: readonly number[] = Object.values<OpcodeInfo>(opcodes).map(
  (info) => info.operands.reduce((length, kind) => length + operandWidth[kind], 1),
);
