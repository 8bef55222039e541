// Selects stand in the place of branches where nobody can see the difference.
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
import type {
  BasicBlock,
  Function as IrFunction,
  Module,
  PHINode,
  Value,
} from '#shared/llvm/namespace.ts';
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
    // The value that the variable has here. One that is not known is NotNumeric.
    case 'variable': {
      const value = variables.get(expression.name.text);
      if (value === undefined) throw notNumeric(expression);
      return value;
    }
    // The variable has another value from here on. It has to be known.
    case 'assign': {
      if (!variables.has(expression.name.text)) throw notNumeric(expression);
      const value = emitNumber(code, expression.value);
      variables.set(expression.name.text, value);
      return value;
    }
    // The sign is changed: `-0` is not `0 - 0`. `!` gives no number.
    case 'unary':
      if (expression.operator !== '-') throw notNumeric(expression);
      return builder.CreateFNeg(emitNumber(code, expression.operand));
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
    // The other three.
    case '-': {
      const left = emitNumber(code, expression.left);
      return builder.CreateFSub(left, emitNumber(code, expression.right));
    }
    case '*': {
      const left = emitNumber(code, expression.left);
      return builder.CreateFMul(left, emitNumber(code, expression.right));
    }
    case '/': {
      const left = emitNumber(code, expression.left);
      return builder.CreateFDiv(left, emitNumber(code, expression.right));
    }
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
    // The other five. What does `!=` say of NaN?
    case '<=':
      return builder.CreateFCmpOLE(left, right);
    case '>':
      return builder.CreateFCmpOGT(left, right);
    case '>=':
      return builder.CreateFCmpOGE(left, right);
    case '==':
      return builder.CreateFCmpOEQ(left, right);
    case '!=':
      return builder.CreateFCmpUNE(left, right);
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
 * Declares a function under its Lox name, which others may call: its linkage is
 * external. It takes a `double` for each parameter and returns one.
 *
 */
function declareFunction(module: Module, { name, parameters }: FunctionDeclaration): IrFunction {
  const double = llvm.Type.getDoubleTy(module.getContext());
  const type = llvm.FunctionType.get(double, new Array(parameters.length).fill(double), false);
  const { ExternalLinkage } = llvm.Function.LinkageTypes;
  return llvm.Function.Create(type, ExternalLinkage, name.text, module);
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
  // Each parameter is a variable from the start; its value is the function's argument.
  for (const [index, parameter] of parameters.entries()) {
    variables.set(parameter.text, fn.getArg(index));
  }
  if (emitStatements(code, body)) {
    builder.CreateRet(llvm.ConstantFP.get(builder.getDoubleTy(), Number.NaN));
  }
}

/**
 * A call: arguments first, from left to right. What is called is one of the
 * module's functions by its name or, when none has that name, a native function,
 * of which only the address is known: a number of 64 bits that becomes a
 * pointer, called by a type of as many `double`s as there are arguments.
 * @throws NotNumeric when nothing has that name, or a function of the module
 *   takes another number of arguments
 *
 */
function emitCall(code: NumberCode, expression: CallExpression): Value {
  const { builder, functions, natives } = code;
  if (expression.callee.kind !== 'variable') throw notNumeric(expression);
  const name = expression.callee.name.text;
  const args = expression.arguments.map((argument) => emitNumber(code, argument));
  const fn = functions.get(name);
  if (fn !== undefined) {
    if (fn.arg_size() !== args.length) throw notNumeric(expression);
    return builder.CreateCall(fn, args);
  }
  const address = natives.get(name);
  if (address === undefined) throw notNumeric(expression);
  const double = builder.getDoubleTy();
  const type = llvm.FunctionType.get(double, new Array(args.length).fill(double), false);
  const pointer = builder.CreateIntToPtr(builder.getInt64(address), builder.getPtrTy());
  return builder.CreateCall(type, pointer, args);
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
 * `if`, with as many conditions as it has: what each way does to the variables
 * is brought together behind it. A way that returns does not come there; when
 * none does, there is no place behind it.
 *
 */
function emitIf(code: NumberCode, { branches, otherwise }: IfStatement): boolean {
  if (branches.length === 1 && otherwise === undefined) {
    const [{ condition, body }] = branches;
    if (isPlainAssignment(body)) return emitSelected(code, condition, body);
  }
  const { builder, block } = code;
  const ways: Way[] = [];
  const done: BasicBlock[] = [];
  const leave = () => {
    if (done.length === 0) done.push(block('if.done'));
    ways.push(wayTo(code, done[0]));
  };
  for (const { condition, body } of branches) {
    const test = emitCondition(code, condition);
    const [then, on] = [block('then'), block('else')];
    builder.CreateCondBr(test, then, on);
    const before = new Map(code.variables);
    builder.SetInsertPoint(then);
    if (emitStatement(code, body)) leave();
    setVariables(code, before);
    builder.SetInsertPoint(on);
  }
  if (otherwise === undefined || emitStatement(code, otherwise)) leave();
  if (ways.length === 0) return false;
  meet(code, done[0], ways);
  return true;
}

/** `name = value;`, of which nobody can see whether the value is computed. */
type PlainAssignment = Statement & {
  readonly kind: 'expression';
  readonly expression: Expression & { readonly kind: 'assign' };
};

function isPlainAssignment(statement: Statement): statement is PlainAssignment {
  if (statement.kind !== 'expression' || statement.expression.kind !== 'assign') return false;
  return isPlain(statement.expression.value);
}

/** Computes the value in any case, and selects it or what the variable had. */
function emitSelected(
  code: NumberCode,
  condition: Expression,
  { expression: { name, value } }: PlainAssignment,
): boolean {
  const test = emitCondition(code, condition);
  const before = emitNumber(code, { kind: 'variable', name, span: name.span });
  const after = emitNumber(code, value);
  code.variables.set(name.text, code.builder.CreateSelect(test, after, before));
  return true;
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
 * Goes on in a block to which ways lead, all that there are. A variable that
 * has the same value on all of them keeps it; of any other a phi node chooses
 * the value by the block from which control has come.
 *
 */
function meet(code: NumberCode, block: BasicBlock, ways: readonly Way[]): void {
  const { builder } = code;
  builder.SetInsertPoint(block);
  const [first, ...others] = ways;
  const merged = new Map<string, Value>();
  for (const [name, value] of first.variables) {
    const isSame = others.every(({ variables }) => variables.get(name) === value);
    merged.set(name, isSame ? value : choose(code, name, ways));
  }
  setVariables(code, merged);
}

/**
 * A phi node that has a variable's value, whichever way control came.
 *
 */
function choose({ builder }: NumberCode, name: string, ways: readonly Way[]): PHINode {
  const phi = builder.CreatePHI(builder.getDoubleTy(), ways.length, name);
  for (const { from, variables } of ways) {
    const value = variables.get(name);
    if (value !== undefined) phi.addIncoming(value, from);
  }
  return phi;
}

/** All variables: whichever the loop leaves alone, LLVM finds out. */
function variablesAssignedIn({ variables }: NumberCode, loop: WhileStatement): string[] {
  void loop;
  return [...variables.keys()];
}

/**
 * `while`. Two ways lead to its head, from before the loop and from the end of
 * its body, and the second is not known when the head is emitted: so every
 * variable that the loop assigns gets a phi node there, which learns of the
 * second way when the body is complete. Control goes on behind the loop.
 *
 */
function emitWhile(code: NumberCode, statement: WhileStatement): boolean {
  const { builder, variables, block } = code;
  const [head, body, done] = [block('while.head'), block('while.body'), block('while.done')];
  const before = wayTo(code, head);
  builder.SetInsertPoint(head);
  const phis = variablesAssignedIn(code, statement).map((name) => ({
    name,
    phi: choose(code, name, [before]),
  }));
  for (const { name, phi } of phis) variables.set(name, phi);
  builder.CreateCondBr(emitCondition(code, statement.condition), body, done);
  const atExit = new Map(variables);
  builder.SetInsertPoint(body);
  if (emitStatement(code, statement.body)) {
    const back = wayTo(code, head);
    for (const { name, phi } of phis) {
      const value = back.variables.get(name);
      if (value !== undefined) phi.addIncoming(value, back.from);
    }
  }
  setVariables(code, atExit);
  builder.SetInsertPoint(done);
  return true;
}

/**
 * `and`, `or`: an operand is looked at only when those before it have not
 * decided. An `i1`, by a phi node where the ways meet.
 *
 */
function emitLogical(code: NumberCode, { operator, operands }: LogicalExpression): Value {
  if (operands.every(isPlain)) return emitSelects(code, operator, operands);
  const { builder, block } = code;
  const done = block(`${operator}.done`);
  const ways: (Way & { readonly value: Value })[] = [];
  for (const operand of operands.slice(0, -1)) {
    const value = emitCondition(code, operand);
    ways.push({ value, from: builder.GetInsertBlock(), variables: new Map(code.variables) });
    const next = block(`${operator}.next`);
    if (operator === 'and') builder.CreateCondBr(value, next, done);
    else builder.CreateCondBr(value, done, next);
    builder.SetInsertPoint(next);
  }
  const last = emitCondition(code, operands[operands.length - 1]);
  ways.push({ value: last, ...wayTo(code, done) });
  meet(code, done, ways);
  const result = builder.CreatePHI(builder.getInt1Ty(), ways.length);
  for (const { value, from } of ways) result.addIncoming(value, from);
  return result;
}

/** Whether nobody can see whether an expression is evaluated: it assigns and calls nothing. */
function isPlain(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
      return true;
    case 'group':
      return isPlain(expression.expression);
    case 'unary':
      return isPlain(expression.operand);
    case 'binary':
      return isPlain(expression.left) && isPlain(expression.right);
    case 'logical':
      return expression.operands.every(isPlain);
    default:
      return false;
  }
}

/** All operands are computed, and one is selected: no branch. */
function emitSelects(
  code: NumberCode,
  operator: 'and' | 'or',
  operands: readonly Expression[],
): Value {
  const { builder } = code;
  return operands
    .map((operand) => emitCondition(code, operand))
    .reduce((all, next) =>
      operator === 'and'
        ? builder.CreateSelect(all, next, builder.getInt1(false))
        : builder.CreateSelect(all, builder.getInt1(true), next),
    );
}

/** What is said of code that does something else than compute with numbers. */
function notNumeric({ kind, span }: Expression | Statement): NotNumeric {
  return new NotNumeric(`line ${span.start.line}: no number comes of this '${kind}'`);
}

emitNumber satisfies typeof contract.emitNumber;
emitCondition satisfies typeof contract.emitCondition;
emitStatement satisfies typeof contract.emitStatement;
emitFunctions satisfies typeof contract.emitFunctions;
