/**
 * The syntax tree. Nodes are plain data and know nothing of what later passes
 * find out about them; the resolver keeps its results beside the tree.
 *
 * Chains that a program may make arbitrarily long never make the tree deep in
 * a way that needs recursion: `and`, `or` and `else if` hold lists, and what
 * associates to the left (`a + b + c`, `a.b().c`) is walked along its left
 * spine by {@link leftSpine}. All other nesting is bounded by the parser.
 */
import type { FunctionKind } from './bytecode.ts';
import type { Span } from './source.ts';

/** A name as written at one place. Passes use the object's identity as a key. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}

/** What every node has: the source from its first token to its last. */
interface Node {
  readonly span: Span;
}

/** An operator that takes two values. */
export type BinaryOperator = '+' | '-' | '*' | '/' | '==' | '!=' | '<' | '<=' | '>' | '>=';

/** `1.5`, `"text"`, `true`, `nil` */
export interface LiteralExpression extends Node {
  readonly kind: 'literal';
  readonly value: number | string | boolean | null;
}

/** `name` */
export interface VariableExpression extends Node {
  readonly kind: 'variable';
  readonly name: Name;
}

/** `name = value` */
export interface AssignExpression extends Node {
  readonly kind: 'assign';
  readonly name: Name;
  readonly value: Expression;
}

/** `-operand`, `!operand` */
export interface UnaryExpression extends Node {
  readonly kind: 'unary';
  readonly operator: '-' | '!';
  readonly operatorSpan: Span;
  readonly operand: Expression;
}

/** `left + right` */
export interface BinaryExpression extends Node {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

/** `a and b and c`: two operands or more, one operator between each two. */
export interface LogicalExpression extends Node {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or';
  readonly operatorSpans: readonly Span[];
  readonly operands: readonly Expression[];
}

/** `(expression)` */
export interface GroupExpression extends Node {
  readonly kind: 'group';
  readonly expression: Expression;
}

/** `callee(arguments)` */
export interface CallExpression extends Node {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Expression[];
}

/** `object.name` */
export interface GetExpression extends Node {
  readonly kind: 'get';
  readonly object: Expression;
  readonly name: Name;
}

/** `object.name = value` */
export interface SetExpression extends Node {
  readonly kind: 'set';
  readonly object: Expression;
  readonly name: Name;
  readonly value: Expression;
}

/** `object.name(arguments)`: a method call, which need not make a bound method. */
export interface InvokeExpression extends Node {
  readonly kind: 'invoke';
  readonly object: Expression;
  readonly name: Name;
  readonly arguments: readonly Expression[];
}

/** `this` */
export interface ThisExpression extends Node {
  readonly kind: 'this';
  readonly keyword: Name;
}

/** `super.method`, or with arguments `super.method(arguments)` */
export interface SuperExpression extends Node {
  readonly kind: 'super';
  readonly keyword: Name;
  /** The `this` that the method will be bound to; not in the source, so it stands at `super`. */
  readonly receiver: Name;
  readonly method: Name;
  readonly arguments: readonly Expression[] | undefined;
}

/** What has a value. */
export type Expression =
  | LiteralExpression
  | VariableExpression
  | AssignExpression
  | UnaryExpression
  | BinaryExpression
  | LogicalExpression
  | GroupExpression
  | CallExpression
  | GetExpression
  | SetExpression
  | InvokeExpression
  | ThisExpression
  | SuperExpression;

/** `expression;` */
export interface ExpressionStatement extends Node {
  readonly kind: 'expression';
  readonly expression: Expression;
}

/** `print value;` */
export interface PrintStatement extends Node {
  readonly kind: 'print';
  readonly value: Expression;
}

/** `var name = initializer;` */
export interface VarStatement extends Node {
  readonly kind: 'var';
  readonly name: Name;
  readonly initializer: Expression | undefined;
}

/** `{ … }` */
export interface BlockStatement extends Node {
  readonly kind: 'block';
  readonly body: readonly Statement[];
}

/** One `if (condition) body`. */
export interface Branch {
  readonly condition: Expression;
  readonly body: Statement;
  /** From `if` to the closing parenthesis. */
  readonly headSpan: Span;
}

/** `if … else if … else …`: one branch or more. */
export interface IfStatement extends Node {
  readonly kind: 'if';
  readonly branches: readonly Branch[];
  readonly otherwise: Statement | undefined;
}

/** `while (condition) body` */
export interface WhileStatement extends Node {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly body: Statement;
  /** From `while` to the closing parenthesis. */
  readonly headSpan: Span;
}

/** `for (initializer; condition; increment) body` */
export interface ForStatement extends Node {
  readonly kind: 'for';
  readonly initializer: VarStatement | ExpressionStatement | undefined;
  readonly condition: Expression | undefined;
  readonly increment: Expression | undefined;
  readonly body: Statement;
}

/** `return value;` */
export interface ReturnStatement extends Node {
  readonly kind: 'return';
  readonly keyword: Span;
  readonly value: Expression | undefined;
}

/** `fun name(parameters) { … }`, or a method, which has no `fun`. */
export interface FunctionDeclaration extends Node {
  readonly kind: 'function';
  readonly functionKind: Exclude<FunctionKind, 'script'>;
  readonly name: Name;
  readonly parameters: readonly Name[];
  readonly body: readonly Statement[];
}

/** `< name` in a class's head. */
export interface Superclass {
  readonly name: Name;
  /** The hidden variable `super` that holds the superclass while the class lives. */
  readonly hidden: Name;
}

/** `class name < superclass { … }` */
export interface ClassDeclaration extends Node {
  readonly kind: 'class';
  readonly name: Name;
  readonly superclass: Superclass | undefined;
  readonly methods: readonly FunctionDeclaration[];
}

/** What has an effect, declarations included. */
export type Statement =
  | ExpressionStatement
  | PrintStatement
  | VarStatement
  | BlockStatement
  | IfStatement
  | WhileStatement
  | ForStatement
  | ReturnStatement
  | FunctionDeclaration
  | ClassDeclaration;

/** A whole program. */
export interface Script extends Node {
  readonly kind: 'script';
  readonly body: readonly Statement[];
}

/** The operand that an expression evaluates first and extends to the right, if it has one. */
function leftOperand(expression: Expression): Expression | undefined {
  switch (expression.kind) {
    case 'binary':
      return expression.left;
    case 'call':
      return expression.callee;
    case 'get':
    case 'set':
    case 'invoke':
      return expression.object;
    default:
      return undefined;
  }
}

/**
 * An expression's left spine, innermost first: `a.b + c` gives `a`, `a.b`,
 * `a.b + c`. Who handles these in order and leaves out each one's left operand
 * walks any expression in evaluation order, without recursion to the left.
 */
export function leftSpine(expression: Expression): readonly Expression[] {
  const spine: Expression[] = [];
  let node: Expression | undefined = expression;
  for (; node !== undefined; node = leftOperand(node)) spine.push(node);
  return spine.reverse();
}
