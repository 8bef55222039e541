/**
 * Each instruction of the bytecode as an operation of threaded code.
 *
 * Whatever may allocate, call or fail in a way that others see is a safepoint:
 * there the deferred entries below its own operands are put into their slots
 * first, so that the collector, the callee and the next engine find the frame
 * as the bytecode has it.
 */
import type * as contract from '#shared/contracts/threaded/instructions.ts';
import type { Operand, Translation } from '#shared/contracts/threaded.ts';
import type { Instruction } from '#shared/lox/disassembler.ts';
import type { OpcodeName } from '#shared/lox/opcodes.ts';
import { CLOSURE_UPVALUES } from '#shared/memory/layout.ts';
import { slotAt } from '#shared/threaded/frame-slots.ts';

/** Translates one kind of instruction. */
type Translator = (translation: Translation, instruction: Instruction) => void;

/** Operand number `index` of an instruction. */
const operand = (instruction: Instruction, index: number) => instruction.operands[index].value;

/** Whether an entry is a number of which the constant table has the value. */
export function isNumberConstant(entry: Operand): entry is Extract<Operand, { kind: 'constant' }> {
  return entry.kind === 'constant' && entry.isNumber;
}

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

/** Comparisons and arithmetic that want two numbers. */
const binary =
  (name: 'GREATER' | 'GREATER_EQUAL' | 'LESS' | 'LESS_EQUAL'): Translator =>
  (translation, { end }) => {
    const { stack, parts } = translation;
    const left = stack.depth() - 2;
    const [a, b] = [stack.read(left), stack.read(left + 1)];
    replaceTwo(translation);
    stack.emit(name, slotAt(left), a, b, parts.pc(end));
  };

const arithmetic =
  (name: 'SUBTRACT' | 'MULTIPLY' | 'DIVIDE'): Translator =>
  (translation, { end }) => {
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
  };

/** Joining strings allocates, so this is a safepoint. */
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
    const { stack, parts } = translation;
    const left = stack.depth() - 2;
    const [a, b] = [stack.read(left), stack.read(left + 1)];
    replaceTwo(translation);
    stack.emit(name, slotAt(left), a, b, parts.site(operand(instruction, 0)), slotAt(left));
  };

/** Jumps that look at the topmost value. AND and OR keep it on their way out, if somebody wants it there. */
const conditional =
  (name: 'JUMP_IF_FALSE' | 'JUMP_IF_TRUE'): Translator =>
  ({ stack, jumps, emitJump }, { offset }) => {
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
  };

/** Calls: everything into its slot, and the callee's slot is where the result will be. */
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
  GET_UPVALUE({ stack }, instruction) {
    stack.emit('GET_UPVALUE', slotAt(stack.depth()), upvalueAt(operand(instruction, 0)));
    stack.pushOwn();
  },
  SET_UPVALUE({ stack }, instruction) {
    const value = stack.read(stack.depth() - 1);
    stack.emit('SET_UPVALUE', upvalueAt(operand(instruction, 0)), value);
  },
  GET_GLOBAL({ stack, parts }, instruction) {
    const cell = parts.reference(operand(instruction, 0));
    stack.emit('GET_GLOBAL', slotAt(stack.depth()), cell, parts.pc(instruction.end));
    stack.pushOwn();
  },
  DEFINE_GLOBAL({ stack, parts }, instruction) {
    const value = stack.read(stack.depth() - 1);
    stack.emit('DEFINE_GLOBAL', parts.reference(operand(instruction, 0)), value);
    stack.pop();
  },
  SET_GLOBAL({ stack, parts }, instruction) {
    const value = stack.read(stack.depth() - 1);
    const cell = parts.reference(operand(instruction, 0));
    stack.emit('SET_GLOBAL', cell, value, parts.pc(instruction.end));
  },
  GET_PROPERTY({ stack, parts }, instruction) {
    const top = stack.depth() - 1;
    stack.settleAll(top);
    const object = stack.read(top);
    stack.pop();
    stack.emit('GET_PROPERTY', slotAt(top), object, ...nameAndSite(parts, instruction));
    stack.pushOwn();
  },
  SET_PROPERTY(translation, instruction) {
    const { stack, parts } = translation;
    const top = stack.depth() - 2;
    stack.settleAll(top);
    const [object, value] = [stack.read(top), stack.read(top + 1)];
    replaceTwo(translation);
    stack.emit('SET_PROPERTY', slotAt(top), object, value, ...nameAndSite(parts, instruction));
  },
  GET_SUPER(translation, instruction) {
    const { stack, parts } = translation;
    stack.settleAll();
    replaceTwo(translation);
    const top = slotAt(stack.depth() - 1);
    stack.emit('GET_SUPER', top, ...nameAndSite(parts, instruction));
  },
  EQUAL: equality('EQUAL'),
  NOT_EQUAL: equality('NOT_EQUAL'),
  GREATER: binary('GREATER'),
  GREATER_EQUAL: binary('GREATER_EQUAL'),
  LESS: binary('LESS'),
  LESS_EQUAL: binary('LESS_EQUAL'),
  ADD: add,
  SUBTRACT: arithmetic('SUBTRACT'),
  MULTIPLY: arithmetic('MULTIPLY'),
  DIVIDE: arithmetic('DIVIDE'),
  NOT({ stack }) {
    const top = stack.depth() - 1;
    const value = stack.read(top);
    stack.pop();
    stack.emit('NOT', slotAt(top), value);
    stack.pushOwn();
  },
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
  JUMP({ stack, jumps, emitJump }, { offset }) {
    stack.settleAll();
    emitJump(jumps.get(offset)?.target ?? 0, 'JUMP');
  },
  JUMP_IF_FALSE: conditional('JUMP_IF_FALSE'),
  AND: conditional('JUMP_IF_FALSE'),
  OR: conditional('JUMP_IF_TRUE'),
  LOOP({ stack, parts, jumps, emitJump }, { offset }) {
    const target = jumps.get(offset)?.target ?? 0;
    stack.settleAll();
    emitJump(target, 'LOOP', slotAt(stack.depth()), parts.pc(target));
  },
  CALL(translation, instruction) {
    const { stack, parts } = translation;
    const [argumentCount, site] = instruction.operands.map(({ value }) => value);
    call(translation, instruction.end, argumentCount, (top, pc) =>
      stack.emit('CALL', top, argumentCount, parts.site(site), pc),
    );
  },
  INVOKE(translation, instruction) {
    const { stack, parts } = translation;
    const [name, argumentCount, site] = instruction.operands.map(({ value }) => value);
    call(translation, instruction.end, argumentCount, (top, pc) =>
      stack.emit('INVOKE', top, parts.constant(name), argumentCount, parts.site(site), pc),
    );
  },
  SUPER_INVOKE(translation, instruction) {
    const { stack, parts } = translation;
    const [name, argumentCount, site] = instruction.operands.map(({ value }) => value);
    call(translation, instruction.end, argumentCount + 1, (top, pc) =>
      stack.emit('SUPER_INVOKE', top, parts.constant(name), argumentCount, parts.site(site), pc),
    );
  },
  CLOSURE({ stack, parts }, instruction) {
    stack.settleAll();
    const made = parts.reference(operand(instruction, 0));
    stack.emit('CLOSURE', slotAt(stack.depth()), made, parts.pc(instruction.end));
    stack.pushOwn();
  },
  CLOSE_UPVALUE({ stack }) {
    const top = stack.depth() - 1;
    stack.settle(top);
    stack.emit('CLOSE_UPVALUE', slotAt(top));
    stack.pop();
  },
  RETURN({ stack }) {
    stack.emit('RETURN', stack.read(stack.depth() - 1));
  },
  CLASS({ stack, parts }, instruction) {
    stack.settleAll();
    const name = parts.constant(operand(instruction, 0));
    stack.emit('CLASS', slotAt(stack.depth()), name, parts.pc(instruction.end));
    stack.pushOwn();
  },
  INHERIT({ stack, parts }, { end }) {
    stack.settleAll();
    stack.pop();
    stack.emit('INHERIT', slotAt(stack.depth() - 1), parts.pc(end));
  },
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
