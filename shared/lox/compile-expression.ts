/** Expressions to bytecode: every expression leaves its value on top of the stack. */
import type { Constant } from './bytecode.ts';
import { bindingOf, type Compiler, getVariable, variableOperand } from './compiler.ts';
import { addConstant, addSite, emit, emitJump, patchJump } from './emitter.ts';
import type { OpcodeName } from './opcodes.ts';
import {
  type AssignExpression,
  type BinaryExpression,
  type BinaryOperator,
  type CallExpression,
  type Expression,
  type GetExpression,
  type InvokeExpression,
  type LiteralExpression,
  type LogicalExpression,
  leftSpine,
  type Name,
  type SetExpression,
  type SuperExpression,
  type UnaryExpression,
} from './syntax.ts';

/** Compiles an expression. */
export function compileExpression(compiler: Compiler, expression: Expression): void {
  for (const node of leftSpine(expression)) compileNode(compiler, node);
}

/** Compiles an expression whose left operand, if it has one, is on the stack already. */
function compileNode(compiler: Compiler, node: Expression): void {
  switch (node.kind) {
    case 'literal':
      compileLiteral(compiler, node);
      break;
    case 'variable':
      getVariable(compiler, node.name);
      break;
    case 'assign':
      compileAssign(compiler, node);
      break;
    case 'unary':
      compileUnary(compiler, node);
      break;
    case 'binary':
      compileBinary(compiler, node);
      break;
    case 'logical':
      compileLogical(compiler, node);
      break;
    case 'group':
      compileExpression(compiler, node.expression);
      break;
    case 'call':
      compileCall(compiler, node);
      break;
    case 'get':
      compileGet(compiler, node);
      break;
    case 'set':
      compileSet(compiler, node);
      break;
    case 'invoke':
      compileInvoke(compiler, node);
      break;
    case 'this':
      getVariable(compiler, node.keyword);
      break;
    case 'super':
      compileSuper(compiler, node);
      break;
  }
}

function compileLiteral({ emitter }: Compiler, { value, span }: LiteralExpression): void {
  if (value === null) emit(emitter, 'NIL', span);
  else if (value === true) emit(emitter, 'TRUE', span);
  else if (value === false) emit(emitter, 'FALSE', span);
  else emit(emitter, 'CONSTANT', span, addConstant(emitter, literalConstant(value), span));
}

function literalConstant(value: number | string): Constant {
  return typeof value === 'number' ? { kind: 'number', value } : { kind: 'string', value };
}

/** The constant for the name of a property or method. */
export function nameConstant({ emitter }: Compiler, name: Name): number {
  return addConstant(emitter, { kind: 'name', value: name.text }, name.span);
}

const setters = { local: 'SET_LOCAL', upvalue: 'SET_UPVALUE', global: 'SET_GLOBAL' } as const;

function compileAssign(compiler: Compiler, { name, value, span }: AssignExpression): void {
  const binding = bindingOf(compiler, name);
  const operand = variableOperand(compiler, name, binding);
  compileExpression(compiler, value);
  emit(compiler.emitter, setters[binding.kind], span, operand);
}

function compileUnary(compiler: Compiler, { operator, operand, span }: UnaryExpression): void {
  compileExpression(compiler, operand);
  emit(compiler.emitter, operator === '-' ? 'NEGATE' : 'NOT', span);
}

const binaryOpcodes = {
  '+': 'ADD',
  '-': 'SUBTRACT',
  '*': 'MULTIPLY',
  '/': 'DIVIDE',
  '==': 'EQUAL',
  '!=': 'NOT_EQUAL',
  '<': 'LESS',
  '<=': 'LESS_EQUAL',
  '>': 'GREATER',
  '>=': 'GREATER_EQUAL',
} as const satisfies Record<BinaryOperator, OpcodeName>;

function compileBinary(compiler: Compiler, { operator, right, span }: BinaryExpression): void {
  const { emitter } = compiler;
  compileExpression(compiler, right);
  const opcode = binaryOpcodes[operator];
  switch (opcode) {
    case 'ADD':
      emit(emitter, opcode, span, addSite(emitter, 'add', span));
      break;
    case 'EQUAL':
    case 'NOT_EQUAL':
      emit(emitter, opcode, span, addSite(emitter, 'equal', span));
      break;
    default:
      emit(emitter, opcode, span);
      break;
  }
}

/**
 * `a and b and c`: the first falsey operand is the value, and the rest is
 * jumped over.
 *
 *     a          AND end
 *     b          AND end
 *     c     end:
 */
function compileLogical(compiler: Compiler, node: LogicalExpression): void {
  const { emitter } = compiler;
  const opcode = node.operator === 'and' ? 'AND' : 'OR';
  compileExpression(compiler, node.operands[0]);
  const jumps = node.operatorSpans.map((span, index) => {
    const jump = emitJump(emitter, opcode, span);
    compileExpression(compiler, node.operands[index + 1]);
    return jump;
  });
  for (const jump of jumps) patchJump(emitter, jump, node.span);
}

function compileArguments(compiler: Compiler, args: readonly Expression[]): void {
  for (const argument of args) compileExpression(compiler, argument);
}

function compileCall(compiler: Compiler, { arguments: args, span }: CallExpression): void {
  const { emitter } = compiler;
  compileArguments(compiler, args);
  emit(emitter, 'CALL', span, args.length, addSite(emitter, 'call', span));
}

function compileGet(compiler: Compiler, { name, span }: GetExpression): void {
  const { emitter } = compiler;
  const constant = nameConstant(compiler, name);
  emit(emitter, 'GET_PROPERTY', span, constant, addSite(emitter, 'get', span));
}

function compileSet(compiler: Compiler, { name, value, span }: SetExpression): void {
  const { emitter } = compiler;
  const constant = nameConstant(compiler, name);
  compileExpression(compiler, value);
  emit(emitter, 'SET_PROPERTY', span, constant, addSite(emitter, 'set', span));
}

function compileInvoke(
  compiler: Compiler,
  { name, arguments: args, span }: InvokeExpression,
): void {
  const { emitter } = compiler;
  const constant = nameConstant(compiler, name);
  compileArguments(compiler, args);
  emit(emitter, 'INVOKE', span, constant, args.length, addSite(emitter, 'invoke', span));
}

/** `super.method` needs the receiver and the superclass; a call has its arguments between the two. */
function compileSuper(compiler: Compiler, node: SuperExpression): void {
  const { emitter } = compiler;
  const { keyword, receiver, method, arguments: args, span } = node;
  const constant = nameConstant(compiler, method);
  getVariable(compiler, receiver, { start: keyword.span.start, end: method.span.end });
  compileArguments(compiler, args ?? []);
  getVariable(compiler, keyword, span);
  if (args === undefined) {
    emit(emitter, 'GET_SUPER', span, constant, addSite(emitter, 'super', span));
  } else {
    emit(emitter, 'SUPER_INVOKE', span, constant, args.length, addSite(emitter, 'super', span));
  }
}
