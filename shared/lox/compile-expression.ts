/** Expressions to bytecode: every expression leaves its value on top of the stack. */
import {
  bindingOf, type Compiler, getVariable, variableOperand,
} from './compiler.ts';
import { addConstant, addSite, emit, emitJump, patchJump } from './emitter.ts';
import type { OpcodeName } from './opcodes.ts';
import {
  type AssignExpression, type BinaryExpression, type BinaryOperator, type CallExpression, type Expression,
  type GetExpression, type InvokeExpression, leftSpine, type LiteralExpression, type LogicalExpression,
  type Name, type SetExpression, type SuperExpression, type UnaryExpression,
} from './syntax.ts';

/** Compiles an expression. */
export function compileExpression(compiler: Compiler, expression: Expression): void {
  for (const node of leftSpine(expression)) compileNode(compiler, node);
}

/** Compiles an expression whose left operand, if it has one, is on the stack already. */
function compileNode(compiler: Compiler, node: Expression): void {
  switch (node.kind) {
    case 'literal': return compileLiteral(compiler, node);
    case 'variable': return getVariable(compiler, node.name);
    case 'assign': return compileAssign(compiler, node);
    case 'unary': return compileUnary(compiler, node);
    case 'binary': return compileBinary(compiler, node);
    case 'logical': return compileLogical(compiler, node);
    case 'group': return compileExpression(compiler, node.expression);
    case 'call': return compileCall(compiler, node);
    case 'get': return compileGet(compiler, node);
    case 'set': return compileSet(compiler, node);
    case 'invoke': return compileInvoke(compiler, node);
    case 'this': return getVariable(compiler, node.keyword);
    case 'super': return compileSuper(compiler, node);
  }
}

function compileLiteral({ emitter }: Compiler, { value, span }: LiteralExpression): void {
  if (value === null) return emit(emitter, 'NIL', span);
  if (value === true) return emit(emitter, 'TRUE', span);
  if (value === false) return emit(emitter, 'FALSE', span);
  const constant =
    typeof value === 'number' ? { kind: 'number' as const, value } : { kind: 'string' as const, value };
  emit(emitter, 'CONSTANT', span, addConstant(emitter, constant, span));
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
    case 'ADD': return emit(emitter, opcode, span, addSite(emitter, 'add', span));
    case 'EQUAL': case 'NOT_EQUAL': return emit(emitter, opcode, span, addSite(emitter, 'equal', span));
    default: return emit(emitter, opcode, span);
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

function compileInvoke(compiler: Compiler, { name, arguments: args, span }: InvokeExpression): void {
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
