/**
 * Each instruction of the bytecode as an operation of threaded code.
 *
 * Whatever may allocate, call or fail in a way that others see is a safepoint:
 * there the deferred entries below its own operands are put into their slots
 * first, so that the collector, the callee and the next engine find the frame
 * as the bytecode has it.
 */
import type * as contract from '#shared/contracts/threaded/instructions.ts';
import type { Translation } from '#shared/contracts/threaded.ts';
import type { Instruction } from '#shared/lox/disassembler.ts';
import type { OpcodeName } from '#shared/lox/opcodes.ts';
import { CLOSURE_UPVALUES } from '#shared/memory/layout.ts';
import { slotAt } from '#shared/threaded/frame-slots.ts';
import { isNumberConstant } from '#shared/threaded/operands.ts';

/** Translates one kind of instruction. */
type Translator = (translation: Translation, instruction: Instruction) => void;

/** Operand number `index` of an instruction. */
const operand = (instruction: Instruction, index: number) => instruction.operands[index].value;

/** Stands worked: an instruction that needs no operation. The entry says where the value is. */
const pushConstant: Translator = ({ stack, parts }, instruction) => {
  const index = operand(instruction, 0);
  const isNumber = parts.bytecode.constants[index].kind === 'number';
  stack.push({ kind: 'constant', offset: parts.constant(index), isNumber });
};

const pushLiteral =
  (value: 'NIL' | 'TRUE' | 'FALSE'): Translator =>
  ({ stack }) =>
    stack.push({ kind: 'literal', value });

/** Takes two operands off and pushes the result. */
function replaceTwo({ stack }: Translation): void {
  stack.pop();
  stack.pop();
  stack.pushOwn();
}

/** LESS and the like: two slots are read, and the result goes to the lower operand's own slot. */
const comparison =
  (name: 'GREATER' | 'GREATER_EQUAL' | 'LESS' | 'LESS_EQUAL'): Translator =>
  (translation, { end }) => {
    // @lab 02.1 Compare
    // `read` says where the value of an entry can be read, and may have to emit an
    // operation for it, so ask for the operands first, from left to right, and emit
    // yours last. The pc is that of the instruction's end. `replaceTwo` does to the
    // stack what the instruction does.
    const { stack, parts } = translation;
    const left = stack.depth() - 2;
    const [a, b] = [stack.read(left), stack.read(left + 1)];
    replaceTwo(translation);
    stack.emit(name, slotAt(left), a, b, parts.pc(end));
    // @end
  };

/** SUBTRACT and the like. */
const arithmetic =
  (name: 'SUBTRACT' | 'MULTIPLY' | 'DIVIDE'): Translator =>
  (translation, { end }) => {
    // @lab 02.1 Compute
    // As above; but where the right operand is a number from the constant table, the
    // word is `${name}_NUMBER`, and its operand the constant's offset: no slot is read.
    // `isNumberConstant`, of '#shared/threaded/operands.ts', tells such an entry.
    const { stack, parts } = translation;
    const left = stack.depth() - 2;
    const right = stack.at(left + 1);
    const a = stack.read(left);
    const pc = parts.pc(end);
    if (isNumberConstant(right)) {
      replaceTwo(translation);
      stack.emit(`${name}_NUMBER`, slotAt(left), a, right.offset, pc);
    } else {
      const b = stack.read(left + 1);
      replaceTwo(translation);
      stack.emit(name, slotAt(left), a, b, pc);
    }
    // @end
  };

/**
 * ADD, or ADD_NUMBER where the right operand is a number from the constant
 * table. Joining strings allocates, so this is a safepoint: all entries below
 * the operands are settled first. It works in place then, and `top` is the left
 * operand's own slot. The instruction's operand is the number of its site.
 *
 * @lab 02.1 Add
 */
const add: Translator = (translation, instruction) => {
  const { stack, parts } = translation;
  const left = stack.depth() - 2;
  const right = stack.at(left + 1);
  stack.settleAll(left);
  const a = stack.read(left);
  const rest = [parts.site(operand(instruction, 0)), slotAt(left), parts.pc(instruction.end)];
  if (isNumberConstant(right)) {
    replaceTwo(translation);
    stack.emit('ADD_NUMBER', slotAt(left), a, right.offset, ...rest);
  } else {
    const b = stack.read(left + 1);
    replaceTwo(translation);
    stack.emit('ADD', slotAt(left), a, b, ...rest);
  }
};

const equality =
  (name: 'EQUAL' | 'NOT_EQUAL'): Translator =>
  (translation, instruction) => {
    // @lab 02.1 Compare for equality
    // May work in place as ADD does, but never allocates.
    const { stack, parts } = translation;
    const left = stack.depth() - 2;
    const [a, b] = [stack.read(left), stack.read(left + 1)];
    replaceTwo(translation);
    stack.emit(name, slotAt(left), a, b, parts.site(operand(instruction, 0)), slotAt(left));
    // @end
  };

/** Jumps that look at the topmost value. */
const conditional =
  (name: 'JUMP_IF_FALSE' | 'JUMP_IF_TRUE'): Translator =>
  ({ stack, jumps, emitJump }, { offset }) => {
    // @lab 02.3 Jump on a condition
    // `jumps` knows where the jump at this offset goes. It has one for each jump, but the
    // type of `get` does not say so: write `as Jump` (of '#shared/contracts/threaded.ts'),
    // or throw when there is none. On both ways from here every entry has to be in its own
    // slot. The condition is taken off; it need not be in its slot, unless the jump `keeps`
    // it: then whoever it goes to finds it on the stack, while the instruction behind finds
    // it taken off. `emitJump` notes how deep the stack is where the jump arrives.
    const jump = jumps.get(offset);
    if (jump === undefined) throw new RangeError(`No jump at offset ${offset}`);
    const top = stack.depth() - 1;
    if (jump.keeps) {
      stack.settleAll();
      emitJump(jump.target, name, slotAt(top));
      stack.pop();
    } else {
      stack.settleAll(top);
      const condition = stack.read(top);
      stack.pop();
      emitJump(jump.target, name, condition);
    }
    // @end
  };

/**
 * Calls. The callee gets the whole frame to see, so everything is settled. The
 * arguments and the callee below them are taken off; `emit` is called with the
 * callee's slot, in bytes, and the pc of the instruction's end. The result will be
 * in the callee's slot. And a frame can go on behind the call: `enterAt`, once
 * the operation is there.
 *
 * @lab 02.4 Call
 */
function call(
  { stack, parts, enterAt }: Translation,
  end: number,
  argumentCount: number,
  emit: (top: number, pc: number) => void,
): void {
  stack.settleAll();
  for (let count = 0; count <= argumentCount; count += 1) stack.pop();
  emit(slotAt(stack.depth()), parts.pc(end));
  stack.pushOwn();
  enterAt(end);
}

const translators: Readonly<Record<OpcodeName, Translator>> = {
  CONSTANT: pushConstant,
  NIL: pushLiteral('NIL'),
  TRUE: pushLiteral('TRUE'),
  FALSE: pushLiteral('FALSE'),
  POP: ({ stack }) => stack.pop(),
  GET_LOCAL: ({ stack }, instruction) => stack.load(operand(instruction, 0)),
  SET_LOCAL: ({ stack }, instruction) => stack.store(operand(instruction, 0)),
  /**
   * Nothing is settled: reading allocates nothing. See `upvalueAt` for the operand.
   *
   * @lab 02.5 Read a captured variable
   */
  GET_UPVALUE({ stack }, instruction) {
    stack.emit('GET_UPVALUE', slotAt(stack.depth()), upvalueAt(operand(instruction, 0)));
    stack.pushOwn();
  },
  /**
   * The value stays on the stack: an assignment is an expression.
   *
   * @lab 02.5 Assign a captured variable
   */
  SET_UPVALUE({ stack }, instruction) {
    const value = stack.read(stack.depth() - 1);
    stack.emit('SET_UPVALUE', upvalueAt(operand(instruction, 0)), value);
  },
  /** Stands worked: an operation makes the new entry, in its own slot. */
  GET_GLOBAL({ stack, parts }, instruction) {
    const cell = parts.reference(operand(instruction, 0));
    stack.emit('GET_GLOBAL', slotAt(stack.depth()), cell, parts.pc(instruction.end));
    stack.pushOwn();
  },
  /**
   * The value is taken off.
   *
   * @lab 02.1 Define a global
   */
  DEFINE_GLOBAL({ stack, parts }, instruction) {
    const value = stack.read(stack.depth() - 1);
    stack.emit('DEFINE_GLOBAL', parts.reference(operand(instruction, 0)), value);
    stack.pop();
  },
  /**
   * The value stays on the stack: an assignment is an expression.
   *
   * @lab 02.1 Assign a global
   */
  SET_GLOBAL({ stack, parts }, instruction) {
    const value = stack.read(stack.depth() - 1);
    const cell = parts.reference(operand(instruction, 0));
    stack.emit('SET_GLOBAL', cell, value, parts.pc(instruction.end));
  },
  /**
   * Binding a method allocates, so this is a safepoint: entries below the object are settled.
   * The object itself may be read wherever it is; the operation puts it into place.
   *
   * @lab 02.5 Read a property
   */
  GET_PROPERTY({ stack, parts }, instruction) {
    const top = stack.depth() - 1;
    stack.settleAll(top);
    const object = stack.read(top);
    stack.pop();
    stack.emit('GET_PROPERTY', slotAt(top), object, ...nameAndSite(parts, instruction));
    stack.pushOwn();
  },
  /**
   * A safepoint, too: a new field may need room.
   *
   * @lab 02.5 Assign a property
   */
  SET_PROPERTY(translation, instruction) {
    const { stack, parts } = translation;
    const top = stack.depth() - 2;
    stack.settleAll(top);
    const [object, value] = [stack.read(top), stack.read(top + 1)];
    replaceTwo(translation);
    stack.emit('SET_PROPERTY', slotAt(top), object, value, ...nameAndSite(parts, instruction));
  },
  /**
   * Instance and superclass are the topmost entries; both in their own slots, for the
   * operation names only the lower one.
   *
   * @lab 02.5 Take a method of the superclass
   */
  GET_SUPER(translation, instruction) {
    const { stack, parts } = translation;
    stack.settleAll();
    replaceTwo(translation);
    const top = slotAt(stack.depth() - 1);
    stack.emit('GET_SUPER', top, ...nameAndSite(parts, instruction));
  },
  EQUAL: equality('EQUAL'),
  NOT_EQUAL: equality('NOT_EQUAL'),
  GREATER: comparison('GREATER'),
  GREATER_EQUAL: comparison('GREATER_EQUAL'),
  LESS: comparison('LESS'),
  LESS_EQUAL: comparison('LESS_EQUAL'),
  ADD: add,
  SUBTRACT: arithmetic('SUBTRACT'),
  MULTIPLY: arithmetic('MULTIPLY'),
  DIVIDE: arithmetic('DIVIDE'),
  /** @lab 02.1 Invert */
  NOT({ stack }) {
    const top = stack.depth() - 1;
    const value = stack.read(top);
    stack.pop();
    stack.emit('NOT', slotAt(top), value);
    stack.pushOwn();
  },
  /** @lab 02.1 Negate */
  NEGATE({ stack, parts }, { end }) {
    const top = stack.depth() - 1;
    const value = stack.read(top);
    stack.pop();
    stack.emit('NEGATE', slotAt(top), value, parts.pc(end));
    stack.pushOwn();
  },
  PRINT({ stack }) {
    const value = stack.read(stack.depth() - 1);
    stack.emit('PRINT', value);
    stack.pop();
  },
  /**
   * Where a jump arrives, every entry is in its own slot.
   *
   * @lab 02.3 Jump
   */
  JUMP({ stack, jumps, emitJump }, { offset }) {
    stack.settleAll();
    emitJump(jumps.get(offset)?.target ?? 0, 'JUMP');
  },
  JUMP_IF_FALSE: conditional('JUMP_IF_FALSE'),
  AND: conditional('JUMP_IF_FALSE'),
  OR: conditional('JUMP_IF_TRUE'),
  /**
   * A safepoint: another engine may go on from the loop's head, whose pc is an operand.
   * `top` is the first slot that is not live.
   *
   * @lab 02.3 Go back
   */
  LOOP({ stack, parts, jumps, emitJump }, { offset }) {
    const target = jumps.get(offset)?.target ?? 0;
    stack.settleAll();
    emitJump(target, 'LOOP', slotAt(stack.depth()), parts.pc(target));
  },
  /** Stands worked, but for `call`. */
  CALL(translation, instruction) {
    const { stack, parts } = translation;
    const [argumentCount, site] = instruction.operands.map(({ value }) => value);
    call(translation, instruction.end, argumentCount, (top, pc) =>
      stack.emit('CALL', top, argumentCount, parts.site(site), pc),
    );
  },
  /**
   * As CALL, with the name between: its constant is the first operand.
   *
   * @lab 02.5 Invoke a method
   */
  INVOKE(translation, instruction) {
    const { stack, parts } = translation;
    const [name, argumentCount, site] = instruction.operands.map(({ value }) => value);
    call(translation, instruction.end, argumentCount, (top, pc) =>
      stack.emit('INVOKE', top, parts.constant(name), argumentCount, parts.site(site), pc),
    );
  },
  /**
   * The superclass lies above the arguments and is taken off with them.
   *
   * @lab 02.5 Invoke a method of the superclass
   */
  SUPER_INVOKE(translation, instruction) {
    const { stack, parts } = translation;
    const [name, argumentCount, site] = instruction.operands.map(({ value }) => value);
    call(translation, instruction.end, argumentCount + 1, (top, pc) =>
      stack.emit('SUPER_INVOKE', top, parts.constant(name), argumentCount, parts.site(site), pc),
    );
  },
  /** Stands worked: a safepoint. Whatever is live is where the collector looks for it. */
  CLOSURE({ stack, parts }, instruction) {
    stack.settleAll();
    const made = parts.reference(operand(instruction, 0));
    stack.emit('CLOSURE', slotAt(stack.depth()), made, parts.pc(instruction.end));
    stack.pushOwn();
  },
  /**
   * The variable is the topmost entry. What captured it will find it in its own slot.
   *
   * @lab 02.5 Close a captured variable
   */
  CLOSE_UPVALUE({ stack }) {
    const top = stack.depth() - 1;
    stack.settle(top);
    stack.emit('CLOSE_UPVALUE', slotAt(top));
    stack.pop();
  },
  /** Stands worked: an instruction that reads an entry wherever it is. */
  RETURN({ stack }) {
    stack.emit('RETURN', stack.read(stack.depth() - 1));
  },
  /** @lab 02.5 Make a class */
  CLASS({ stack, parts }, instruction) {
    stack.settleAll();
    const name = parts.constant(operand(instruction, 0));
    stack.emit('CLASS', slotAt(stack.depth()), name, parts.pc(instruction.end));
    stack.pushOwn();
  },
  /**
   * The subclass, above the superclass, is taken off.
   *
   * @lab 02.5 Inherit
   */
  INHERIT({ stack, parts }, { end }) {
    stack.settleAll();
    stack.pop();
    stack.emit('INHERIT', slotAt(stack.depth() - 1), parts.pc(end));
  },
  /**
   * The closure, above the class, is taken off.
   *
   * @lab 02.5 Add a method
   */
  METHOD({ stack, parts }, instruction) {
    stack.settleAll();
    stack.pop();
    const name = parts.constant(operand(instruction, 0));
    stack.emit('METHOD', slotAt(stack.depth() - 1), name, parts.pc(instruction.end));
  },
};

/** Bytes from a closure to the reference to one of its upvalues. */
function upvalueAt(index: number): number {
  return CLOSURE_UPVALUES + index * 4;
}

/** The operands that all property instructions end with: name, site and pc. */
function nameAndSite(parts: Translation['parts'], instruction: Instruction): readonly number[] {
  const [name, site] = instruction.operands.map(({ value }) => value);
  return [parts.constant(name), parts.site(site), parts.pc(instruction.end)];
}

/** Translates one instruction, to which control has come. */
export function translateInstruction(translation: Translation, instruction: Instruction): void {
  translators[instruction.name](translation, instruction);
}

translateInstruction satisfies typeof contract.translateInstruction;
