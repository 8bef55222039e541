/** Statements and declarations, by recursive descent: a function for each rule of the grammar. */
import type { Reporter } from './diagnostics.ts';
import { parseExpression } from './parse-expression.ts';
import {
  check,
  consume,
  consumeName,
  createParser,
  enter,
  errorAtCurrent,
  finishDeclaration,
  leave,
  match,
  type Parser,
  spanFrom,
} from './parser.ts';
import { type Span, sourceStart } from './source.ts';
import type {
  BlockStatement,
  Branch,
  ClassDeclaration,
  Expression,
  ExpressionStatement,
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

/** Parses the reporter's source. The tree is whole only when nothing was reported. */
export function parseScript(reporter: Reporter): Script {
  const parser = createParser(reporter);
  const body: Statement[] = [];
  while (!check(parser, 'end')) body.push(parseDeclaration(parser));
  return { kind: 'script', body, span: { start: sourceStart, end: parser.current.span.end } };
}

/** Parses what may stand in a block; an error in it ends with it. */
function parseDeclaration(parser: Parser): Statement {
  enter(parser);
  const declaration = parseDeclarationOrStatement(parser);
  leave(parser);
  finishDeclaration(parser);
  return declaration;
}

function parseDeclarationOrStatement(parser: Parser): Statement {
  const first = parser.current.span;
  if (match(parser, 'class')) return parseClass(parser, first);
  if (match(parser, 'fun')) return parseFunction(parser, first);
  if (match(parser, 'var')) return parseVar(parser, first);
  return parseStatementRule(parser);
}

/** Parses the body of an `if` or a loop, where no declaration may stand. */
function parseStatement(parser: Parser): Statement {
  enter(parser);
  const statement = parseStatementRule(parser);
  leave(parser);
  return statement;
}

function parseStatementRule(parser: Parser): Statement {
  const first = parser.current.span;
  if (match(parser, 'print')) return parsePrint(parser, first);
  if (match(parser, 'for')) return parseFor(parser, first);
  if (match(parser, 'if')) return parseIf(parser, first);
  if (match(parser, 'return')) return parseReturn(parser, first);
  if (match(parser, 'while')) return parseWhile(parser, first);
  if (match(parser, '{')) return parseBlock(parser, first);
  return parseExpressionStatement(parser);
}

function parseExpressionStatement(parser: Parser): ExpressionStatement {
  const first = parser.current.span;
  const expression = parseExpression(parser);
  consume(parser, ';', "Expect ';' after expression.");
  return { kind: 'expression', expression, span: spanFrom(parser, first) };
}

function parsePrint(parser: Parser, first: Span): Statement {
  const value = parseExpression(parser);
  consume(parser, ';', "Expect ';' after value.");
  return { kind: 'print', value, span: spanFrom(parser, first) };
}

function parseVar(parser: Parser, first: Span): VarStatement {
  const name = consumeName(parser, 'Expect variable name.');
  const initializer = match(parser, '=') ? parseExpression(parser) : undefined;
  consume(parser, ';', "Expect ';' after variable declaration.");
  return { kind: 'var', name, initializer, span: spanFrom(parser, first) };
}

function parseReturn(parser: Parser, keyword: Span): ReturnStatement {
  if (match(parser, ';')) {
    return { kind: 'return', keyword, value: undefined, span: spanFrom(parser, keyword) };
  }
  const value = parseExpression(parser);
  consume(parser, ';', "Expect ';' after return value.");
  return { kind: 'return', keyword, value, span: spanFrom(parser, keyword) };
}

/** Parses declarations up to and with the closing brace; the opening one is taken. */
function parseBody(parser: Parser): readonly Statement[] {
  const body: Statement[] = [];
  while (!check(parser, '}') && !check(parser, 'end')) body.push(parseDeclaration(parser));
  consume(parser, '}', "Expect '}' after block.");
  return body;
}

function parseBlock(parser: Parser, first: Span): BlockStatement {
  const body = parseBody(parser);
  return { kind: 'block', body, span: spanFrom(parser, first) };
}

function parseIf(parser: Parser, first: Span): IfStatement {
  const branches = [parseBranch(parser)];
  let otherwise: Statement | undefined;
  while (otherwise === undefined && match(parser, 'else')) {
    if (match(parser, 'if')) branches.push(parseBranch(parser));
    else otherwise = parseStatement(parser);
  }
  return { kind: 'if', branches, otherwise, span: spanFrom(parser, first) };
}

function parseBranch(parser: Parser): Branch {
  const first = parser.previous.span;
  const condition = parseCondition(parser, "Expect '(' after 'if'.");
  const headSpan = spanFrom(parser, first);
  return { condition, body: parseStatement(parser), headSpan };
}

function parseCondition(parser: Parser, message: string): Expression {
  consume(parser, '(', message);
  const condition = parseExpression(parser);
  consume(parser, ')', "Expect ')' after condition.");
  return condition;
}

function parseWhile(parser: Parser, first: Span): WhileStatement {
  const condition = parseCondition(parser, "Expect '(' after 'while'.");
  const headSpan = spanFrom(parser, first);
  const body = parseStatement(parser);
  return { kind: 'while', condition, body, headSpan, span: spanFrom(parser, first) };
}

function parseFor(parser: Parser, first: Span): ForStatement {
  consume(parser, '(', "Expect '(' after 'for'.");
  const initializer = parseForInitializer(parser);
  const condition = parseForClause(parser, ';', "Expect ';' after loop condition.");
  const increment = parseForClause(parser, ')', "Expect ')' after for clauses.");
  const body = parseStatement(parser);
  return { kind: 'for', initializer, condition, increment, body, span: spanFrom(parser, first) };
}

function parseForInitializer(parser: Parser): ForStatement['initializer'] {
  const first = parser.current.span;
  if (match(parser, ';')) return undefined;
  return match(parser, 'var') ? parseVar(parser, first) : parseExpressionStatement(parser);
}

/** Parses an expression that may be missing, and the token behind it. */
function parseForClause(parser: Parser, end: ';' | ')', message: string): Expression | undefined {
  if (match(parser, end)) return undefined;
  const clause = parseExpression(parser);
  consume(parser, end, message);
  return clause;
}

function parseFunction(parser: Parser, first: Span): FunctionDeclaration {
  const name = consumeName(parser, 'Expect function name.');
  return parseFunctionRest(parser, first, name, 'function');
}

function parseMethod(parser: Parser): FunctionDeclaration {
  const name = consumeName(parser, 'Expect method name.');
  return parseFunctionRest(
    parser,
    name.span,
    name,
    name.text === 'init' ? 'initializer' : 'method',
  );
}

function parseFunctionRest(
  parser: Parser,
  first: Span,
  name: Name,
  functionKind: FunctionDeclaration['functionKind'],
): FunctionDeclaration {
  enter(parser);
  consume(parser, '(', "Expect '(' after function name.");
  const parameters = parseParameters(parser);
  consume(parser, '{', "Expect '{' before function body.");
  const body = parseBody(parser);
  leave(parser);
  return { kind: 'function', functionKind, name, parameters, body, span: spanFrom(parser, first) };
}

/** Parses parameters and the closing parenthesis; the opening one is taken. */
function parseParameters(parser: Parser): readonly Name[] {
  const parameters: Name[] = [];
  if (!check(parser, ')')) {
    do {
      if (parameters.length === 255) errorAtCurrent(parser, "Can't have more than 255 parameters.");
      parameters.push(consumeName(parser, 'Expect parameter name.'));
    } while (match(parser, ','));
  }
  consume(parser, ')', "Expect ')' after parameters.");
  return parameters;
}

function parseClass(parser: Parser, first: Span): ClassDeclaration {
  const name = consumeName(parser, 'Expect class name.');
  const superclass = match(parser, '<') ? parseSuperclass(parser) : undefined;
  consume(parser, '{', "Expect '{' before class body.");
  const methods: FunctionDeclaration[] = [];
  while (!check(parser, '}') && !check(parser, 'end')) methods.push(parseMethod(parser));
  consume(parser, '}', "Expect '}' after class body.");
  return { kind: 'class', name, superclass, methods, span: spanFrom(parser, first) };
}

function parseSuperclass(parser: Parser): Superclass {
  const name = consumeName(parser, 'Expect superclass name.');
  return { name, hidden: { text: 'super', span: name.span } };
}
