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
  type ExpressionStatement,
  type ForStatement,
  type FunctionDeclaration,
  type IfStatement,
  leftSpine,
  type PrintStatement,
  type ReturnStatement,
  type Statement,
  type SuperExpression,
  type VarStatement,
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
  const lines = ['script'];
  for (const statement of script.body) printStatement(lines, '  ', statement);
  return `${lines.join('\n')}\n`;
}

/** Appends the lines for a statement, each behind a margin. */
function printStatement(lines: string[], margin: string, statement: Statement): void {
  const inner = `${margin}  `;
  switch (statement.kind) {
    case 'expression':
    case 'print':
    case 'var':
    case 'return':
      lines.push(margin + describeSimple(statement));
      break;
    case 'block':
      lines.push(`${margin}block`);
      for (const child of statement.body) printStatement(lines, inner, child);
      break;
    case 'if':
      printIf(lines, margin, statement);
      break;
    case 'while':
      lines.push(`${margin}while ${describeExpression(statement.condition)}`);
      printStatement(lines, inner, statement.body);
      break;
    case 'for':
      lines.push(margin + describeForHead(statement));
      printStatement(lines, inner, statement.body);
      break;
    case 'function':
      lines.push(margin + describeFunctionHead(statement));
      for (const child of statement.body) printStatement(lines, inner, child);
      break;
    case 'class':
      lines.push(margin + describeClassHead(statement));
      for (const method of statement.methods) printStatement(lines, inner, method);
      break;
  }
}

function printIf(lines: string[], margin: string, { branches, otherwise }: IfStatement): void {
  let keyword = 'if';
  for (const { condition, body } of branches) {
    lines.push(`${margin}${keyword} ${describeExpression(condition)}`);
    printStatement(lines, `${margin}  `, body);
    keyword = 'else if';
  }
  if (otherwise === undefined) return;
  lines.push(`${margin}else`);
  printStatement(lines, `${margin}  `, otherwise);
}

/** A statement that has no others inside. */
type SimpleStatement = ExpressionStatement | PrintStatement | VarStatement | ReturnStatement;

function describeSimple(statement: SimpleStatement): string {
  switch (statement.kind) {
    case 'expression':
      return `expression ${describeExpression(statement.expression)}`;
    case 'print':
      return `print ${describeExpression(statement.value)}`;
    case 'var':
      return `var ${statement.name.text} ${describeOptional(statement.initializer)}`.trimEnd();
    case 'return':
      return `return ${describeOptional(statement.value)}`.trimEnd();
  }
}

function describeForHead({ initializer, condition, increment }: ForStatement): string {
  const first = initializer === undefined ? '' : describeSimple(initializer);
  return `for [${first}] [${describeOptional(condition)}] [${describeOptional(increment)}]`;
}

function describeFunctionHead({ functionKind, name, parameters }: FunctionDeclaration): string {
  return `${functionKind} ${name.text}(${parameters.map(({ text }) => text).join(', ')})`;
}

function describeClassHead({ name, superclass }: ClassDeclaration): string {
  return `class ${name.text}${superclass === undefined ? '' : ` < ${superclass.name.text}`}`;
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
      return form('=', [node.name.text, describeExpression(node.value)]);
    case 'unary':
      return form(node.operator, [describeExpression(node.operand)]);
    case 'binary':
      return form(node.operator, [left, describeExpression(node.right)]);
    case 'logical':
      return form(node.operator, node.operands.map(describeExpression));
    case 'group':
      return form('group', [describeExpression(node.expression)]);
    case 'call':
      return form('call', [left, ...node.arguments.map(describeExpression)]);
    case 'get':
      return form('.', [left, node.name.text]);
    case 'set':
      return form('=', [form('.', [left, node.name.text]), describeExpression(node.value)]);
    case 'invoke':
      return form('invoke', [left, node.name.text, ...node.arguments.map(describeExpression)]);
    case 'this':
      return 'this';
    case 'super':
      return describeSuper(node);
  }
}

function describeSuper({ method, arguments: args }: SuperExpression): string {
  if (args === undefined) return form('super', [method.text]);
  return form('super-invoke', [method.text, ...args.map(describeExpression)]);
}

/** Grows the text piece by piece: joining a list would copy a long chain at each of its links. */
function form(head: string, parts: readonly string[]): string {
  let text = `(${head}`;
  for (const part of parts) text += ` ${part}`;
  return `${text})`;
}
