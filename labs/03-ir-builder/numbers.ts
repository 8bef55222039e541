// Lab 03, IR builder: numbers.ts
//
// To start, run `npm run lab -- start 03`. It copies this file to mine/03-ir-builder/;
// edit it there. The handout is labs/03-ir-builder/README.md.

/**
 * Functions of numbers, straight from the syntax tree to IR. The tree of an
 * expression *is* the order in which its instructions stand:
 *
 *     a * b - 1        -             %0 = fmul double %a, %b
 *                     / \            %1 = fsub double %0, 1.0
 *                    *   1
 *                   / \
 *                  a   b
 *
 * A variable is no place in memory but a name for a value, so assigning emits
 * nothing: from there on the name stands for another value. Only where two ways
 * meet, and each brings another value, a phi node chooses.
 *
 * Source: Braun et al., *Simple and Efficient Construction of Static Single
 * Assignment Form* (2013), of which this is the structured, simpler half.
 */

import llvm from '#llvm';
import type * as contract from '#shared/contracts/ir/numbers.ts';
import type { Way } from '#shared/contracts/ir/numbers.ts';
import { NotNumeric, type NumberCode } from '#shared/contracts/numbers.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { BasicBlock, Function as IrFunction, Module, Value } from '#shared/llvm/namespace.ts';
import { namesAssignedIn } from '#shared/lox/assigned-names.ts';
import type {
  BinaryExpression,
  CallExpression,
  Expression,
  ForStatement,
  FunctionDeclaration,
  IfStatement,
  LogicalExpression,
  Statement,
  WhileStatement,
} from '#shared/lox/syntax.ts';

/**
 * The value of an expression that is a number, a `double`. Operands are emitted
 * from left to right. An assignment is an expression: its value is what was
 * assigned.
 * @throws NotNumeric when it is no number: a string, a comparison, an unknown variable
 */
export function emitNumber(code: NumberCode, expression: Expression): Value {
  const { builder, variables } = code;
  switch (expression.kind) {
    // Stands worked: a constant is no instruction, but an operand of those that use it.
    case 'literal':
      if (typeof expression.value !== 'number') throw notNumeric(expression);
      return llvm.ConstantFP.get(builder.getDoubleTy(), expression.value);
    case 'group':
      return emitNumber(code, expression.expression);
    case 'binary':
      return emitArithmetic(code, expression);
    // Task 03.1: Variables and negation.
    // The value that the variable has here. One that is not known is NotNumeric.
    case 'variable':
    case 'assign':
    case 'unary':
      return unfinished('03.1');
    case 'call':
      return emitCall(code, expression);
    default:
      throw notNumeric(expression);
  }
}

/** `+`, `-`, `*`, `/` of two numbers. Comparisons give no number. */
function emitArithmetic(code: NumberCode, expression: BinaryExpression): Value {
  const { builder } = code;
  switch (expression.operator) {
    // Stands worked: operands first, from left to right, then the instruction that takes them.
    case '+': {
      const left = emitNumber(code, expression.left);
      const right = emitNumber(code, expression.right);
      return builder.CreateFAdd(left, right);
    }
    // Task 03.1: Arithmetic.
    // The other three.
    case '-':
    case '*':
    case '/':
      return unfinished('03.1');
    default:
      throw notNumeric(expression);
  }
}

/**
 * Whether an expression counts as true, an `i1`. Comparisons are made here, and
 * `!`, `and`, `or`; nil and false are false; and a number counts as true, 0 and
 * NaN, too.
 * @throws NotNumeric
 */
export function emitCondition(code: NumberCode, expression: Expression): Value {
  const { builder } = code;
  switch (expression.kind) {
    case 'group':
      return emitCondition(code, expression.expression);
    case 'literal':
      return builder.getInt1(expression.value !== false && expression.value !== null);
    case 'logical':
      return emitLogical(code, expression);
    case 'unary':
      if (expression.operator === '!') {
        return builder.CreateNot(emitCondition(code, expression.operand));
      }
      break;
    case 'binary': {
      const comparison = emitComparison(code, expression);
      if (comparison !== undefined) return comparison;
    }
  }
  emitNumber(code, expression);
  return builder.getInt1(true);
}

/** What compares two numbers, an `i1`; nothing when the operator is none that compares. */
function emitComparison(code: NumberCode, expression: BinaryExpression): Value | undefined {
  const { builder } = code;
  const { operator } = expression;
  if (operator === '+' || operator === '-' || operator === '*' || operator === '/') {
    return undefined;
  }
  const left = emitNumber(code, expression.left);
  const right = emitNumber(code, expression.right);
  switch (operator) {
    // Stands worked: O is for *ordered*. With NaN, which has no place in any order, it is false.
    case '<':
      return builder.CreateFCmpOLT(left, right);
    // Task 03.1: Comparisons.
    // The other five. What does `!=` say of NaN?
    case '<=':
    case '>':
    case '>=':
    case '==':
    case '!=':
      return unfinished('03.1');
  }
}

/**
 * Adds functions of numbers to a module. All are declared before any has a
 * body, so that each may call those that stand behind it.
 * @param natives addresses of native functions that may be called, by name
 * @throws NotNumeric when a function does something else than compute with numbers
 */
export function emitFunctions(
  module: Module,
  declarations: readonly FunctionDeclaration[],
  natives: ReadonlyMap<string, number>,
): void {
  const functions = new Map<string, IrFunction>();
  for (const declaration of declarations) {
    functions.set(declaration.name.text, declareFunction(module, declaration));
  }
  for (const declaration of declarations) emitBody(module, declaration, functions, natives);
}

/**
 * Task 03.2: Declare a function.
 *
 * Declares a function under its Lox name, which others may call: its linkage is
 * external. It takes a `double` for each parameter and returns one.
 */
function declareFunction(module: Module, { name, parameters }: FunctionDeclaration): IrFunction {
  return unfinished('03.2');
}

/** Gives a declared function its body. */
function emitBody(
  module: Module,
  { name, parameters, body }: FunctionDeclaration,
  functions: ReadonlyMap<string, IrFunction>,
  natives: ReadonlyMap<string, number>,
): void {
  const fn = functions.get(name.text);
  if (fn === undefined) throw new NotNumeric(`'${name.text}' was not declared`);
  const context = module.getContext();
  const builder = new llvm.IRBuilder(context);
  const block = (title: string) => llvm.BasicBlock.Create(context, title, fn);
  const variables = new Map<string, Value>();
  const code: NumberCode = { builder, variables, functions, natives, block };
  builder.SetInsertPoint(block('entry'));
  // Task 03.2: Parameters.
  // Each parameter is a variable from the start; its value is the function's argument.
  return unfinished('03.2');
  if (emitStatements(code, body)) {
    builder.CreateRet(llvm.ConstantFP.get(builder.getDoubleTy(), Number.NaN));
  }
}

/**
 * Task 03.2: Call a function.
 *
 * A call: arguments first, from left to right. What is called is one of the
 * module's functions by its name or, when none has that name, a native function,
 * of which only the address is known: a number of 64 bits that becomes a
 * pointer, called by a type of as many `double`s as there are arguments.
 * @throws NotNumeric when nothing has that name, or a function of the module
 *   takes another number of arguments
 */
function emitCall(code: NumberCode, expression: CallExpression): Value {
  return unfinished('03.2');
}

/**
 * The code of a statement.
 * @returns whether control goes on behind it: it does not behind `return`
 * @throws NotNumeric when it is none of those of numbers: `print`, say, or a class
 */
export function emitStatement(code: NumberCode, statement: Statement): boolean {
  switch (statement.kind) {
    case 'expression':
      emitCondition(code, statement.expression);
      return true;
    case 'var':
      if (statement.initializer === undefined) throw notNumeric(statement);
      code.variables.set(statement.name.text, emitNumber(code, statement.initializer));
      return true;
    case 'return':
      if (statement.value === undefined) throw notNumeric(statement);
      code.builder.CreateRet(emitNumber(code, statement.value));
      return false;
    case 'block':
      return emitStatements(code, statement.body);
    case 'if':
      return emitIf(code, statement);
    case 'while':
      return emitWhile(code, statement);
    case 'for':
      return emitStatements(code, [asWhile(statement)]);
    default:
      throw notNumeric(statement);
  }
}

/** Statements one after the other; what they declare is gone behind them, and what it has hidden is back. */
function emitStatements(code: NumberCode, body: readonly Statement[]): boolean {
  const { variables } = code;
  const hidden = new Map<string, Value | undefined>();
  let goesOn = true;
  for (const statement of body) {
    if (statement.kind === 'var' && !hidden.has(statement.name.text)) {
      hidden.set(statement.name.text, variables.get(statement.name.text));
    }
    goesOn = emitStatement(code, statement);
    if (!goesOn) break;
  }
  for (const [name, value] of hidden) {
    if (value === undefined) variables.delete(name);
    else variables.set(name, value);
  }
  return goesOn;
}

/** `for` as the `while` that it is short for. */
function asWhile({ span, initializer, condition, increment, body }: ForStatement): Statement {
  const step: Statement[] =
    increment === undefined ? [] : [{ kind: 'expression', span, expression: increment }];
  const loop: Statement = {
    kind: 'while',
    span,
    headSpan: span,
    condition: condition ?? { kind: 'literal', span, value: true },
    body: { kind: 'block', span, body: [body, ...step] },
  };
  return { kind: 'block', span, body: initializer === undefined ? [loop] : [initializer, loop] };
}

/**
 * Task 03.3: If.
 *
 * `if`, with as many conditions as it has: what each way does to the variables
 * is brought together behind it. A way that returns does not come there; when
 * none does, there is no place behind it.
 */
function emitIf(code: NumberCode, { branches, otherwise }: IfStatement): boolean {
  return unfinished('03.3');
}

/** Jumps to a block. What the variables are on this way is kept for the place where ways meet. */
function wayTo({ builder, variables }: NumberCode, block: BasicBlock): Way {
  const from = builder.GetInsertBlock();
  builder.CreateBr(block);
  return { from, variables: new Map(variables) };
}

/** From here on the variables are these. */
function setVariables({ variables }: NumberCode, others: ReadonlyMap<string, Value>): void {
  variables.clear();
  for (const [name, value] of others) variables.set(name, value);
}

/**
 * Task 03.3: Where ways meet.
 *
 * Goes on in a block to which ways lead, all that there are. A variable that
 * has the same value on all of them keeps it; of any other a phi node chooses
 * the value by the block from which control has come.
 */
function meet(code: NumberCode, block: BasicBlock, ways: readonly Way[]): void {
  return unfinished('03.3');
}

/** The variables that a loop assigns, in its condition or its body. */
function variablesAssignedIn({ variables }: NumberCode, loop: WhileStatement): string[] {
  return [...namesAssignedIn(loop)].filter((name) => variables.has(name));
}

/**
 * Task 03.3: While.
 *
 * `while`. Two ways lead to its head, from before the loop and from the end of
 * its body, and the second is not known when the head is emitted: so every
 * variable that the loop assigns gets a phi node there, which learns of the
 * second way when the body is complete. Control goes on behind the loop.
 */
function emitWhile(code: NumberCode, statement: WhileStatement): boolean {
  return unfinished('03.3');
}

/**
 * Task 03.3: And, or.
 *
 * `and`, `or`: an operand is looked at only when those before it have not
 * decided. An `i1`, by a phi node where the ways meet.
 */
function emitLogical(code: NumberCode, { operator, operands }: LogicalExpression): Value {
  return unfinished('03.3');
}

/** What is said of code that does something else than compute with numbers. */
function notNumeric({ kind, span }: Expression | Statement): NotNumeric {
  return new NotNumeric(`line ${span.start.line}: no number comes of this '${kind}'`);
}

emitNumber satisfies typeof contract.emitNumber;
emitCondition satisfies typeof contract.emitCondition;
emitStatement satisfies typeof contract.emitStatement;
emitFunctions satisfies typeof contract.emitFunctions;
