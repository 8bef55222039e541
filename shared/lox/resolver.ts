/**
 * The resolver finds out what every name means before any code is made: a slot
 * of the frame, a captured variable or a global. It walks the tree in source
 * order and reports what is wrong with names and with where things stand
 * (`return` at the top level, `this` outside of a class).
 */
import type { Capture } from './bytecode.ts';
import { beginPass, endDeclaration, type Reporter, report } from './diagnostics.ts';
import {
  type Binding,
  closeBlock,
  declare,
  type FunctionScope,
  initialize,
  lookUp,
  openBlock,
  openFunction,
} from './scopes.ts';
import {
  type ClassDeclaration,
  type Expression,
  type ForStatement,
  type FunctionDeclaration,
  type IfStatement,
  leftSpine,
  type Name,
  type ReturnStatement,
  type Script,
  type Statement,
  type Superclass,
  type SuperExpression,
  type ThisExpression,
  type VarStatement,
} from './syntax.ts';

/** What the resolver knows about a tree. */
export interface Resolution {
  /** What each name means, at its declaration and at every use; property names mean nothing. */
  readonly bindings: ReadonlyMap<Name, Binding>;
  /** What each function captures, by upvalue index. */
  readonly captures: ReadonlyMap<FunctionDeclaration, readonly Capture[]>;
}

interface Resolver {
  readonly reporter: Reporter;
  readonly bindings: Map<Name, Binding>;
  readonly captures: Map<FunctionDeclaration, readonly Capture[]>;
  /** The function that holds the place at hand. */
  scope: FunctionScope;
  /** Whether the place at hand is in a class, and whether that has a superclass. */
  inClass: 'no' | 'base' | 'subclass';
}

/** Resolves a script. The result is whole only when nothing was reported. */
export function resolveScript(script: Script, reporter: Reporter): Resolution {
  beginPass(reporter);
  const scope = openFunction('script');
  const resolver: Resolver = {
    reporter,
    bindings: new Map(),
    captures: new Map(),
    scope,
    inClass: 'no',
  };
  resolveBody(resolver, script.body);
  return resolver;
}

/** Resolves declarations in a row; each may have an error of its own. */
function resolveBody(resolver: Resolver, body: readonly Statement[]): void {
  for (const statement of body) {
    resolveStatement(resolver, statement);
    endDeclaration(resolver.reporter);
  }
}

function resolveStatement(resolver: Resolver, statement: Statement): void {
  switch (statement.kind) {
    case 'expression':
      resolveExpression(resolver, statement.expression);
      break;
    case 'print':
      resolveExpression(resolver, statement.value);
      break;
    case 'var':
      resolveVar(resolver, statement);
      break;
    case 'block':
      resolveBlock(resolver, statement.body);
      break;
    case 'if':
      resolveIf(resolver, statement);
      break;
    case 'while':
      resolveExpression(resolver, statement.condition);
      resolveStatement(resolver, statement.body);
      break;
    case 'for':
      resolveFor(resolver, statement);
      break;
    case 'return':
      resolveReturn(resolver, statement);
      break;
    case 'function':
      declareName(resolver, statement.name);
      initialize(resolver.scope, statement.name);
      resolveFunction(resolver, statement);
      break;
    case 'class':
      resolveClass(resolver, statement);
      break;
  }
}

function declareName(resolver: Resolver, name: Name): void {
  resolver.bindings.set(name, declare(resolver.scope, name, resolver.reporter));
}

function useName(resolver: Resolver, name: Name): void {
  resolver.bindings.set(name, lookUp(resolver.scope, name, resolver.reporter));
}

function resolveVar(resolver: Resolver, { name, initializer }: VarStatement): void {
  declareName(resolver, name);
  resolveOptional(resolver, initializer);
  initialize(resolver.scope, name);
}

function resolveBlock(resolver: Resolver, body: readonly Statement[]): void {
  openBlock(resolver.scope);
  resolveBody(resolver, body);
  closeBlock(resolver.scope);
}

function resolveIf(resolver: Resolver, { branches, otherwise }: IfStatement): void {
  for (const { condition, body } of branches) {
    resolveExpression(resolver, condition);
    resolveStatement(resolver, body);
  }
  if (otherwise !== undefined) resolveStatement(resolver, otherwise);
}

function resolveFor(
  resolver: Resolver,
  { initializer, condition, increment, body }: ForStatement,
): void {
  openBlock(resolver.scope);
  if (initializer !== undefined) resolveStatement(resolver, initializer);
  resolveOptional(resolver, condition);
  resolveOptional(resolver, increment);
  resolveStatement(resolver, body);
  closeBlock(resolver.scope);
}

function resolveReturn(resolver: Resolver, { keyword, value }: ReturnStatement): void {
  const { kind } = resolver.scope;
  if (kind === 'script') report(resolver.reporter, keyword, "Can't return from top-level code.");
  if (kind === 'initializer' && value !== undefined) {
    report(resolver.reporter, keyword, "Can't return a value from an initializer.");
  }
  resolveOptional(resolver, value);
}

function resolveFunction(resolver: Resolver, declaration: FunctionDeclaration): void {
  const enclosing = resolver.scope;
  resolver.scope = openFunction(declaration.functionKind, enclosing);
  for (const parameter of declaration.parameters) {
    declareName(resolver, parameter);
    initialize(resolver.scope, parameter);
  }
  resolveBody(resolver, declaration.body);
  resolver.captures.set(declaration, resolver.scope.captures);
  resolver.scope = enclosing;
}

function resolveClass(resolver: Resolver, declaration: ClassDeclaration): void {
  const { name, superclass, methods } = declaration;
  declareName(resolver, name);
  initialize(resolver.scope, name);
  const outer = resolver.inClass;
  resolver.inClass = superclass === undefined ? 'base' : 'subclass';
  if (superclass !== undefined) openSuperclass(resolver, name, superclass);
  for (const method of methods) resolveFunction(resolver, method);
  if (superclass !== undefined) closeBlock(resolver.scope);
  resolver.inClass = outer;
}

/** Opens the scope in which the hidden variable `super` lives. */
function openSuperclass(resolver: Resolver, className: Name, { name, hidden }: Superclass): void {
  useName(resolver, name);
  if (name.text === className.text) {
    report(resolver.reporter, name.span, "A class can't inherit from itself.");
  }
  openBlock(resolver.scope);
  declareName(resolver, hidden);
  initialize(resolver.scope, hidden);
}

function resolveOptional(resolver: Resolver, expression: Expression | undefined): void {
  if (expression !== undefined) resolveExpression(resolver, expression);
}

function resolveAll(resolver: Resolver, expressions: readonly Expression[]): void {
  for (const expression of expressions) resolveExpression(resolver, expression);
}

function resolveExpression(resolver: Resolver, expression: Expression): void {
  for (const node of leftSpine(expression)) resolveNode(resolver, node);
}

/** Resolves an expression except for its left operand. */
function resolveNode(resolver: Resolver, node: Expression): void {
  switch (node.kind) {
    case 'literal':
    case 'get':
      break;
    case 'variable':
      useName(resolver, node.name);
      break;
    case 'assign':
      useName(resolver, node.name);
      resolveExpression(resolver, node.value);
      break;
    case 'unary':
      resolveExpression(resolver, node.operand);
      break;
    case 'binary':
      resolveExpression(resolver, node.right);
      break;
    case 'logical':
      resolveAll(resolver, node.operands);
      break;
    case 'group':
      resolveExpression(resolver, node.expression);
      break;
    case 'call':
    case 'invoke':
      resolveAll(resolver, node.arguments);
      break;
    case 'set':
      resolveExpression(resolver, node.value);
      break;
    case 'this':
      resolveThis(resolver, node);
      break;
    case 'super':
      resolveSuper(resolver, node);
      break;
  }
}

function resolveThis(resolver: Resolver, { keyword }: ThisExpression): void {
  if (resolver.inClass === 'no') {
    report(resolver.reporter, keyword.span, "Can't use 'this' outside of a class.");
  }
  useName(resolver, keyword);
}

function resolveSuper(resolver: Resolver, node: SuperExpression): void {
  if (resolver.inClass === 'no') {
    report(resolver.reporter, node.keyword.span, "Can't use 'super' outside of a class.");
  } else if (resolver.inClass === 'base') {
    report(
      resolver.reporter,
      node.keyword.span,
      "Can't use 'super' in a class with no superclass.",
    );
  }
  useName(resolver, node.receiver);
  resolveAll(resolver, node.arguments ?? []);
  useName(resolver, node.keyword);
}
