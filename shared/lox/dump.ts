/**
 * Tokens and trees as text, for `--dump tokens` and `--dump ast`.
 *
 * A statement is a line, with the statements inside it indented below; an
 * expression is written in prefix form, `(+ 1 (* 2 3))`, which shows what
 * belongs to what without any precedence.
 */
import { createReporter } from './diagnostics.ts';
import { parseScript } from './parse-statement.ts';
import { createScanner, scanToken } from './scanner.ts';
import type { Position } from './source.ts';
import {
  type ClassDeclaration,
  type Expression,
  type ForStatement,
  type FunctionDeclaration,
  type IfStatement,
  leftSpine,
  type Statement,
  type SuperExpression,
} from './syntax.ts';
import type { Token } from './token.ts';

/** Every token of a source on a line of its own: where it stands, its kind, its text. */
export function dumpTokens(source: string): string {
  const scanner = createScanner(source);
  const lines: string[] = [];
  let token: Token;
  do {
    token = scanToken(scanner);
    lines.push(describeToken(token));
  } while (token.kind !== 'end');
  return `${lines.join('\n')}\n`;
}

function describeToken({ kind, text, span }: Token): string {
  const place = `${describePosition(span.start)}-${describePosition(span.end)}`;
  return `${place.padEnd(12)} ${kind.padEnd(10)} ${kind === text ? '' : text}`.trimEnd();
}

function describePosition({ line, column }: Position): string {
  return `${line}:${column}`;
}

/** A source's tree. Where the source has errors, `nil` or another token stands in for what is missing. */
export function dumpAst(source: string): string {
  const script = parseScript(createReporter(source));
  return `${['script', ...indent(script.body)].join('\n')}\n`;
}

function indent(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap(describeStatement).map((line) => `  ${line}`);
}

function describeStatement(statement: Statement): readonly string[] {
  switch (statement.kind) {
    case 'expression':
      return [`expression ${describeExpression(statement.expression)}`];
    case 'print':
      return [`print ${describeExpression(statement.value)}`];
    case 'var':
      return [`var ${statement.name.text} ${describeOptional(statement.initializer)}`.trimEnd()];
    case 'block':
      return ['block', ...indent(statement.body)];
    case 'if':
      return describeIf(statement);
    case 'while':
      return [`while ${describeExpression(statement.condition)}`, ...indent([statement.body])];
    case 'for':
      return describeFor(statement);
    case 'return':
      return [`return ${describeOptional(statement.value)}`.trimEnd()];
    case 'function':
      return describeFunction(statement);
    case 'class':
      return describeClass(statement);
  }
}

function describeIf({ branches, otherwise }: IfStatement): readonly string[] {
  const lines = branches.flatMap(({ condition, body }, index) => [
    `${index === 0 ? 'if' : 'else if'} ${describeExpression(condition)}`,
    ...indent([body]),
  ]);
  return otherwise === undefined ? lines : [...lines, 'else', ...indent([otherwise])];
}

function describeFor({ initializer, condition, increment, body }: ForStatement): readonly string[] {
  const first = initializer === undefined ? '' : describeStatement(initializer).join();
  const clauses = [first, describeOptional(condition), describeOptional(increment)];
  return [`for [${clauses.join('] [')}]`, ...indent([body])];
}

function describeFunction({
  functionKind,
  name,
  parameters,
  body,
}: FunctionDeclaration): readonly string[] {
  const list = parameters.map(({ text }) => text).join(', ');
  return [`${functionKind} ${name.text}(${list})`, ...indent(body)];
}

function describeClass({ name, superclass, methods }: ClassDeclaration): readonly string[] {
  const head = superclass === undefined ? name.text : `${name.text} < ${superclass.name.text}`;
  return [`class ${head}`, ...indent(methods)];
}

function describeOptional(expression: Expression | undefined): string {
  return expression === undefined ? '' : describeExpression(expression);
}

function describeExpression(expression: Expression): string {
  return leftSpine(expression).reduce((left, node) => describeNode(node, left), '');
}

/** Describes an expression whose left operand, if it has one, is described already. */
function describeNode(node: Expression, left: string): string {
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string' ? JSON.stringify(node.value) : `${node.value ?? 'nil'}`;
    case 'variable':
      return node.name.text;
    case 'assign':
      return form('=', node.name.text, describeExpression(node.value));
    case 'unary':
      return form(node.operator, describeExpression(node.operand));
    case 'binary':
      return form(node.operator, left, describeExpression(node.right));
    case 'logical':
      return form(node.operator, ...node.operands.map(describeExpression));
    case 'group':
      return form('group', describeExpression(node.expression));
    case 'call':
      return form('call', left, ...node.arguments.map(describeExpression));
    case 'get':
      return form('.', left, node.name.text);
    case 'set':
      return form('=', form('.', left, node.name.text), describeExpression(node.value));
    case 'invoke':
      return form('invoke', left, node.name.text, ...node.arguments.map(describeExpression));
    case 'this':
      return 'this';
    case 'super':
      return describeSuper(node);
  }
}

function describeSuper({ method, arguments: args }: SuperExpression): string {
  if (args === undefined) return form('super', method.text);
  return form('super-invoke', method.text, ...args.map(describeExpression));
}

function form(head: string, ...parts: readonly string[]): string {
  return `(${[head, ...parts].join(' ')})`;
}
