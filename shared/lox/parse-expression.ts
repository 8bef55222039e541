/**
 * Expressions, by precedence climbing (Pratt, *Top Down Operator Precedence*,
 * 1973): a token that can start an expression makes the left operand, then
 * every operator that binds at least as tightly as asked for extends it.
 */
import {
  advance,
  check,
  consume,
  consumeName,
  enter,
  errorAtPrevious,
  leave,
  match,
  type Parser,
  spanFrom,
} from './parser.ts';
import { type Span, spanBetween } from './source.ts';
import type { BinaryOperator, Expression, LogicalExpression, Name } from './syntax.ts';
import type { TokenKind } from './token.ts';

/** How tightly an operator binds; a higher number binds tighter. */
const Precedence = {
  none: 0,
  assignment: 1,
  or: 2,
  and: 3,
  equality: 4,
  comparison: 5,
  term: 6,
  factor: 7,
  unary: 8,
  call: 9,
} as const;

/** Parses an expression of any precedence, assignments included. */
export function parseExpression(parser: Parser): Expression {
  return parsePrecedence(parser, Precedence.assignment);
}

/** Parses an expression whose operators bind at least as tightly as `minimum`. */
function parsePrecedence(parser: Parser, minimum: number): Expression {
  enter(parser);
  const canAssign = minimum <= Precedence.assignment;
  let expression = parsePrefix(parser, canAssign);
  if (expression === undefined) {
    errorAtPrevious(parser, 'Expect expression.');
    expression = { kind: 'literal', value: null, span: parser.previous.span };
  } else {
    while (minimum <= infixPrecedence(parser.current.kind)) {
      expression = parseInfix(parser, expression, canAssign);
    }
    if (canAssign && match(parser, '=')) errorAtPrevious(parser, 'Invalid assignment target.');
  }
  leave(parser);
  return expression;
}

/** Parses what begins with the next token; undefined when that token begins no expression. */
function parsePrefix(parser: Parser, canAssign: boolean): Expression | undefined {
  advance(parser);
  const { kind, text, span } = parser.previous;
  switch (kind) {
    case '(':
      return parseGroup(parser, span);
    case '-':
    case '!':
      return parseUnary(parser, kind, span);
    case 'number':
      return { kind: 'literal', value: Number(text), span };
    case 'string':
      return { kind: 'literal', value: text.slice(1, -1), span };
    case 'true':
    case 'false':
      return { kind: 'literal', value: kind === 'true', span };
    case 'nil':
      return { kind: 'literal', value: null, span };
    case 'identifier':
      return parseVariable(parser, { text, span }, canAssign);
    case 'this':
      return { kind: 'this', keyword: { text, span }, span };
    case 'super':
      return parseSuper(parser, { text, span });
    default:
      return undefined;
  }
}

/** The precedence of a token as an operator behind an operand; `none` for other tokens. */
function infixPrecedence(kind: TokenKind): number {
  switch (kind) {
    case '(':
    case '.':
      return Precedence.call;
    case '*':
    case '/':
      return Precedence.factor;
    case '+':
    case '-':
      return Precedence.term;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return Precedence.comparison;
    case '==':
    case '!=':
      return Precedence.equality;
    case 'and':
      return Precedence.and;
    case 'or':
      return Precedence.or;
    default:
      return Precedence.none;
  }
}

/** Extends an operand by the operator that comes next. */
function parseInfix(parser: Parser, left: Expression, canAssign: boolean): Expression {
  advance(parser);
  const { kind } = parser.previous;
  switch (kind) {
    case '(':
      return parseCall(parser, left);
    case '.':
      return parseProperty(parser, left, canAssign);
    case 'and':
    case 'or':
      return parseLogical(parser, kind, left);
    case '+':
    case '-':
    case '*':
    case '/':
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return parseBinary(parser, kind, left);
    default:
      throw new RangeError(`No operator ${kind} extends an operand`);
  }
}

function parseGroup(parser: Parser, first: Span): Expression {
  const expression = parseExpression(parser);
  consume(parser, ')', "Expect ')' after expression.");
  return { kind: 'group', expression, span: spanFrom(parser, first) };
}

function parseUnary(parser: Parser, operator: '-' | '!', operatorSpan: Span): Expression {
  const operand = parsePrecedence(parser, Precedence.unary);
  return { kind: 'unary', operator, operatorSpan, operand, span: spanFrom(parser, operatorSpan) };
}

function parseVariable(parser: Parser, name: Name, canAssign: boolean): Expression {
  if (!canAssign || !match(parser, '=')) return { kind: 'variable', name, span: name.span };
  const value = parseExpression(parser);
  return { kind: 'assign', name, value, span: spanFrom(parser, name.span) };
}

function parseSuper(parser: Parser, keyword: Name): Expression {
  const receiver = { text: 'this', span: keyword.span };
  consume(parser, '.', "Expect '.' after 'super'.");
  const method = consumeName(parser, 'Expect superclass method name.');
  const args = match(parser, '(') ? parseArguments(parser) : undefined;
  const span = spanFrom(parser, keyword.span);
  return { kind: 'super', keyword, receiver, method, arguments: args, span };
}

/** Parses a right operand: operators of the same precedence associate to the left. */
function parseBinary(parser: Parser, operator: BinaryOperator, left: Expression): Expression {
  const operatorSpan = parser.previous.span;
  const right = parsePrecedence(parser, infixPrecedence(operator) + 1);
  const span = spanBetween(left.span, right.span);
  return { kind: 'binary', operator, operatorSpan, left, right, span };
}

function parseLogical(parser: Parser, operator: 'and' | 'or', left: Expression): LogicalExpression {
  const operands = [left];
  const operatorSpans: Span[] = [];
  do {
    operatorSpans.push(parser.previous.span);
    operands.push(parsePrecedence(parser, infixPrecedence(operator) + 1));
  } while (match(parser, operator));
  const span = spanFrom(parser, left.span);
  return { kind: 'logical', operator, operatorSpans, operands, span };
}

function parseCall(parser: Parser, callee: Expression): Expression {
  const args = parseArguments(parser);
  return { kind: 'call', callee, arguments: args, span: spanFrom(parser, callee.span) };
}

/** Parses arguments and the closing parenthesis; the opening one is taken. */
function parseArguments(parser: Parser): readonly Expression[] {
  const args: Expression[] = [];
  if (!check(parser, ')')) {
    do {
      args.push(parseExpression(parser));
      if (args.length > 255) errorAtPrevious(parser, "Can't have more than 255 arguments.");
    } while (match(parser, ','));
  }
  consume(parser, ')', "Expect ')' after arguments.");
  return args;
}

/** Parses what follows a dot: a property read, a property write or a method call. */
function parseProperty(parser: Parser, object: Expression, canAssign: boolean): Expression {
  const name = consumeName(parser, "Expect property name after '.'.");
  if (canAssign && match(parser, '=')) {
    const value = parseExpression(parser);
    return { kind: 'set', object, name, value, span: spanFrom(parser, object.span) };
  }
  if (match(parser, '(')) {
    const args = parseArguments(parser);
    return { kind: 'invoke', object, name, arguments: args, span: spanFrom(parser, object.span) };
  }
  return { kind: 'get', object, name, span: spanFrom(parser, object.span) };
}
