/**
 * The natural first interpreter: it walks the syntax tree and does what each
 * node says. Values are JavaScript's, a scope is a Map from names to values, a
 * Lox call is a JavaScript call. It knows as much of Lox as the measurement
 * needs: numbers, variables, loops and functions.
 *
 * Source: the first interpreter of Nystrom, *Crafting Interpreters*, part II.
 */
import { createReporter } from '#shared/lox/diagnostics.ts';
import { parseScript } from '#shared/lox/parse-statement.ts';
import type {
  BinaryExpression,
  CallExpression,
  Expression,
  FunctionDeclaration,
  IfStatement,
  Statement,
} from '#shared/lox/syntax.ts';

type Value = number | string | boolean | null | LoxFunction;

/** A scope and the one around it. */
interface Scope {
  readonly values: Map<string, Value>;
  readonly outer: Scope | undefined;
}

interface LoxFunction {
  readonly declaration: FunctionDeclaration;
  readonly closure: Scope;
}

/** Thrown by `return`, caught by the call. */
class Return {
  readonly value: Value;
  constructor(value: Value) {
    this.value = value;
  }
}

const open = (outer?: Scope): Scope => ({ values: new Map(), outer });
const isTruthy = (value: Value) => value !== null && value !== false;

/** Runs a program. `print` gets what it prints. */
export function walk(source: string, print: (value: unknown) => void): void {
  function execute(statement: Statement, scope: Scope): void {
    switch (statement.kind) {
      case 'expression':
        evaluate(statement.expression, scope);
        return;
      case 'print':
        print(evaluate(statement.value, scope));
        return;
      case 'var':
        scope.values.set(statement.name.text, optional(statement.initializer, scope));
        return;
      case 'block':
        executeAll(statement.body, open(scope));
        return;
      case 'if':
        executeIf(statement, scope);
        return;
      case 'while':
        while (isTruthy(evaluate(statement.condition, scope))) execute(statement.body, scope);
        return;
      case 'function':
        scope.values.set(statement.name.text, { declaration: statement, closure: scope });
        return;
      case 'return':
        throw new Return(optional(statement.value, scope));
      default:
        throw new Error(`The tree-walker knows no ${statement.kind}`);
    }
  }

  function executeAll(body: readonly Statement[], scope: Scope): void {
    for (const statement of body) execute(statement, scope);
  }

  function executeIf({ branches, otherwise }: IfStatement, scope: Scope): void {
    const branch = branches.find(({ condition }) => isTruthy(evaluate(condition, scope)));
    const body = branch?.body ?? otherwise;
    if (body !== undefined) execute(body, scope);
  }

  const optional = (expression: Expression | undefined, scope: Scope): Value =>
    expression === undefined ? null : evaluate(expression, scope);

  function evaluate(node: Expression, scope: Scope): Value {
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'group':
        return evaluate(node.expression, scope);
      case 'variable':
        return valuesWith(scope, node.name.text).get(node.name.text) as Value;
      case 'assign': {
        const value = evaluate(node.value, scope);
        valuesWith(scope, node.name.text).set(node.name.text, value);
        return value;
      }
      case 'binary':
        return compute(node, evaluate(node.left, scope), evaluate(node.right, scope));
      case 'call':
        return call(node, scope);
      default:
        throw new Error(`The tree-walker knows no ${node.kind}`);
    }
  }

  function call(node: CallExpression, scope: Scope): Value {
    const { declaration, closure } = evaluate(node.callee, scope) as LoxFunction;
    const inner = open(closure);
    declaration.parameters.forEach((parameter, index) => {
      inner.values.set(parameter.text, evaluate(node.arguments[index], scope));
    });
    try {
      executeAll(declaration.body, inner);
    } catch (thrown) {
      if (thrown instanceof Return) return thrown.value;
      throw thrown;
    }
    return null;
  }

  executeAll(parseScript(createReporter(source)).body, open());
}

/** The values of the scope that has a variable of this name. */
function valuesWith(scope: Scope, name: string): Map<string, Value> {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    if (at.values.has(name)) return at.values;
  }
  throw new Error(`Undefined variable '${name}'.`);
}

function compute({ operator }: BinaryExpression, left: Value, right: Value): Value {
  if (typeof left !== 'number' || typeof right !== 'number') {
    throw new Error('Operands must be numbers.');
  }
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '<':
      return left < right;
    default:
      throw new Error(`The tree-walker knows no ${operator}`);
  }
}
