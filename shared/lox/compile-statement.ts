/** Statements and declarations to bytecode: a statement leaves the stack as it found it. */
import type { BytecodeFunction } from './bytecode.ts';
import { compileExpression, nameConstant } from './compile-expression.ts';
import {
  bindingOf,
  type Compiler,
  createCompiler,
  defineLocal,
  defineVariable,
  getVariable,
  popLocals,
  variableOperand,
} from './compiler.ts';
import { beginPass, endDeclaration, type Reporter } from './diagnostics.ts';
import {
  addConstant,
  beginStatement,
  emit,
  emitJump,
  emitLoop,
  finish,
  patchJump,
} from './emitter.ts';
import type { Resolution } from './resolver.ts';
import { lastCharacter, type Span } from './source.ts';
import type {
  BlockStatement,
  ClassDeclaration,
  Expression,
  ForStatement,
  FunctionDeclaration,
  IfStatement,
  Name,
  ReturnStatement,
  Script,
  Statement,
  Superclass,
  VarStatement,
  WhileStatement,
} from './syntax.ts';

/** Compiles a script that parsed and resolved without an error. Limits passed are reported. */
export function compileScript(
  script: Script,
  resolution: Resolution,
  reporter: Reporter,
): BytecodeFunction {
  beginPass(reporter);
  const compiler = createCompiler(reporter, resolution, 'script', 0);
  compileBody(compiler, script.body);
  emitReturn(compiler, { start: script.span.end, end: script.span.end });
  const { span } = script;
  return { name: '', kind: 'script', arity: 0, captures: [], span, ...finish(compiler.emitter) };
}

/** Compiles declarations in a row; each may have an error of its own. */
function compileBody(compiler: Compiler, body: readonly Statement[]): void {
  for (const statement of body) {
    compileStatement(compiler, statement);
    endDeclaration(compiler.reporter);
  }
}

function compileStatement(compiler: Compiler, statement: Statement): void {
  if (!parts.has(statement.kind)) beginStatement(compiler.emitter, statement.span);
  switch (statement.kind) {
    case 'expression':
      compileThen(compiler, statement.expression, 'POP', statement.span);
      break;
    case 'print':
      compileThen(compiler, statement.value, 'PRINT', statement.span);
      break;
    case 'var':
      compileVar(compiler, statement);
      break;
    case 'block':
      compileBlock(compiler, statement);
      break;
    case 'if':
      compileIf(compiler, statement);
      break;
    case 'while':
      compileWhile(compiler, statement);
      break;
    case 'for':
      compileFor(compiler, statement);
      break;
    case 'return':
      compileReturn(compiler, statement);
      break;
    case 'function':
      compileFunction(compiler, statement);
      break;
    case 'class':
      compileClass(compiler, statement);
      break;
  }
}

/** Statements whose parts say where they begin. */
const parts: ReadonlySet<Statement['kind']> = new Set(['block', 'if', 'for']);

/** Compiles an expression and an instruction that consumes its value. */
function compileThen(
  compiler: Compiler,
  value: Expression,
  opcode: 'POP' | 'PRINT',
  span: Span,
): void {
  compileExpression(compiler, value);
  emit(compiler.emitter, opcode, span);
}

function compileVar(compiler: Compiler, { name, initializer, span }: VarStatement): void {
  const operand = declarationOperand(compiler, name);
  if (initializer === undefined) emit(compiler.emitter, 'NIL', name.span);
  else compileExpression(compiler, initializer);
  defineVariable(compiler, name, operand, span);
}

/** A declared variable's operand; a global's name is a constant ahead of those in its initializer. */
function declarationOperand(compiler: Compiler, name: Name): number {
  return variableOperand(compiler, name, bindingOf(compiler, name));
}

function compileBlock(compiler: Compiler, { body, span }: BlockStatement): void {
  const outer = compiler.locals.length;
  compileBody(compiler, body);
  popLocals(compiler, outer, lastCharacter(span));
}

/**
 * Each branch that is not the last jumps to the end of the statement.
 *
 *          condition, JUMP_IF_FALSE next
 *          body, JUMP end
 *     next:
 *          otherwise
 *     end:
 */
function compileIf(compiler: Compiler, { branches, otherwise, span }: IfStatement): void {
  const { emitter } = compiler;
  const ends: number[] = [];
  for (const [index, { condition, body, headSpan }] of branches.entries()) {
    beginStatement(emitter, headSpan);
    compileExpression(compiler, condition);
    const next = emitJump(emitter, 'JUMP_IF_FALSE', headSpan);
    compileStatement(compiler, body);
    const bodyEnd = lastCharacter(body.span);
    const isLast = otherwise === undefined && index === branches.length - 1;
    if (!isLast) ends.push(emitJump(emitter, 'JUMP', bodyEnd));
    patchJump(emitter, next, bodyEnd);
  }
  if (otherwise !== undefined) compileStatement(compiler, otherwise);
  for (const end of ends) patchJump(emitter, end, lastCharacter(span));
}

function compileWhile(
  compiler: Compiler,
  { condition, body, headSpan, span }: WhileStatement,
): void {
  const { emitter } = compiler;
  const start = emitter.code.length;
  compileExpression(compiler, condition);
  const exit = emitJump(emitter, 'JUMP_IF_FALSE', headSpan);
  compileStatement(compiler, body);
  const bodyEnd = lastCharacter(body.span);
  emitLoop(emitter, start, span, bodyEnd);
  patchJump(emitter, exit, bodyEnd);
}

/**
 * The increment stands behind the body, where it runs. (clox, in one pass,
 * has to put it ahead of the body and jump around it and back: two back-edges.)
 */
function compileFor(compiler: Compiler, statement: ForStatement): void {
  const { emitter } = compiler;
  const { initializer, condition, increment, body, span } = statement;
  const outer = compiler.locals.length;
  if (initializer !== undefined) compileStatement(compiler, initializer);
  const start = emitter.code.length;
  beginStatement(emitter, span);
  const exit = condition === undefined ? undefined : compileExit(compiler, condition);
  compileStatement(compiler, body);
  if (increment !== undefined) compileThen(compiler, increment, 'POP', increment.span);
  const bodyEnd = lastCharacter(body.span);
  emitLoop(emitter, start, span, bodyEnd);
  if (exit !== undefined) patchJump(emitter, exit, bodyEnd);
  popLocals(compiler, outer, bodyEnd);
}

function compileExit(compiler: Compiler, condition: Expression): number {
  compileExpression(compiler, condition);
  return emitJump(compiler.emitter, 'JUMP_IF_FALSE', condition.span);
}

function compileReturn(compiler: Compiler, { value, span }: ReturnStatement): void {
  if (value === undefined) {
    emitReturn(compiler, span);
  } else {
    compileExpression(compiler, value);
    emit(compiler.emitter, 'RETURN', span);
  }
}

/** Returns what a function returns by itself: nil, or the new instance from an initializer. */
function emitReturn({ emitter, kind }: Compiler, span: Span): void {
  if (kind === 'initializer') emit(emitter, 'GET_LOCAL', span, 0);
  else emit(emitter, 'NIL', span);
  emit(emitter, 'RETURN', span);
}

function compileFunction(compiler: Compiler, declaration: FunctionDeclaration): void {
  const operand = declarationOperand(compiler, declaration.name);
  emitClosure(compiler, declaration);
  defineVariable(compiler, declaration.name, operand, declaration.span);
}

function emitClosure(compiler: Compiler, declaration: FunctionDeclaration): void {
  const { emitter } = compiler;
  const value = compileDeclaration(compiler, declaration);
  const constant = addConstant(
    emitter,
    { kind: 'function', value },
    lastCharacter(declaration.span),
  );
  emit(emitter, 'CLOSURE', declaration.span, constant);
}

function compileDeclaration(outer: Compiler, declaration: FunctionDeclaration): BytecodeFunction {
  const { functionKind: kind, name, parameters, body, span } = declaration;
  const arity = parameters.length;
  const compiler = createCompiler(outer.reporter, outer.resolution, kind, arity);
  for (const parameter of parameters) {
    const binding = bindingOf(compiler, parameter);
    if (binding.kind === 'local') defineLocal(compiler, binding);
  }
  compileBody(compiler, body);
  if (body.at(-1)?.kind !== 'return') beginStatement(compiler.emitter, lastCharacter(span));
  emitReturn(compiler, lastCharacter(span));
  const captures = outer.resolution.captures.get(declaration) ?? [];
  return { name: name.text, kind, arity, captures, span, ...finish(compiler.emitter) };
}

function compileClass(compiler: Compiler, declaration: ClassDeclaration): void {
  const { emitter } = compiler;
  const { name, superclass, methods, span } = declaration;
  const constant = nameConstant(compiler, name);
  const operand = declarationOperand(compiler, name);
  emit(emitter, 'CLASS', name.span, constant);
  defineVariable(compiler, name, operand, name.span);
  const declared = compiler.locals.length;
  if (superclass !== undefined) compileSuperclass(compiler, name, superclass);
  getVariable(compiler, name);
  for (const method of methods) compileMethod(compiler, method);
  emit(emitter, 'POP', lastCharacter(span));
  popLocals(compiler, declared, lastCharacter(span));
}

/** Leaves the superclass on the stack, as the hidden variable `super` of the methods. */
function compileSuperclass(
  compiler: Compiler,
  className: Name,
  { name, hidden }: Superclass,
): void {
  getVariable(compiler, name);
  const binding = bindingOf(compiler, hidden);
  if (binding.kind === 'local') defineLocal(compiler, binding);
  getVariable(compiler, className, name.span);
  emit(compiler.emitter, 'INHERIT', name.span);
}

function compileMethod(compiler: Compiler, method: FunctionDeclaration): void {
  const constant = nameConstant(compiler, method.name);
  emitClosure(compiler, method);
  emit(compiler.emitter, 'METHOD', method.span, constant);
}
