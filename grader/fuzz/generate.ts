/**
 * Random Lox programs, to compare tiers with one another.
 *
 * Most of them run to their end: expressions have types, loops count, and
 * functions call only those declared before them. Now and then a value of the
 * wrong type slips in, for the errors have to agree as well.
 *
 * Source: Yang, Chen, Eide, Regehr, *Finding and Understanding Bugs in C
 * Compilers* (2011), for generating programs that mean something.
 */
import { createRandom } from '../corpus/random.ts';

/** A number from 0 up to, but not including, 1. */
type Random = () => number;

type Type = 'number' | 'string' | 'boolean';

/** A name that can be used where the program stands. */
interface Variable {
  readonly name: string;
  readonly type: Type;
}

interface Callable {
  readonly name: string;
  readonly arity: number;
}

/** What can be seen from a place in the program. */
interface Scope {
  readonly variables: Variable[];
  readonly functions: Callable[];
  /** How deep statements are nested. */
  readonly depth: number;
  /** Instances that methods can be called on. */
  readonly objects: string[];
}

const NUMBERS = ['0', '1', '2', '3', '10', '0.5', '1000000', '0 / 0', '1 / 0', '-0'];
const STRINGS = ['""', '"a"', '"b"', '"longer text"'];
/** Calls of calls in loops of loops: they stop working after so many. */
const LIMIT = 'steps = steps + 1; if (steps > 500) return 0;';
const MAX_STATEMENT_DEPTH = 3;
const MAX_EXPRESSION_DEPTH = 3;
/** One value in so many has the wrong type. */
const MISTAKE = 400;

/** The random program with this number. */
export function programOf(number: number): string {
  return generateProgram(createRandom(Math.imul(number, 0x9e37_79b1)));
}

function generateProgram(random: Random): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const oneOf = <Item>(items: readonly Item[]): Item => items[below(items.length)];
  const chance = (oneIn: number) => below(oneIn) === 0;
  let names = 0;
  const newName = (prefix: string) => {
    names += 1;
    return `${prefix}${names}`;
  };
  const inner = (scope: Scope, more: Partial<Scope> = {}): Scope => ({
    ...scope,
    variables: [...scope.variables],
    functions: [...scope.functions],
    objects: [...scope.objects],
    depth: scope.depth + 1,
    ...more,
  });

  function variableOf(scope: Scope, type: Type): string | undefined {
    const fitting = scope.variables.filter((variable) => variable.type === type);
    return fitting.length === 0 ? undefined : oneOf(fitting).name;
  }

  function literal(type: Type): string {
    if (type === 'number') return oneOf(NUMBERS);
    if (type === 'string') return oneOf(STRINGS);
    return oneOf(['true', 'false']);
  }

  function expression(scope: Scope, wanted: Type, depth = 0): string {
    const type = chance(MISTAKE) ? oneOf<Type>(['number', 'string', 'boolean']) : wanted;
    const simple = () => variableOf(scope, type) ?? literal(type);
    if (depth >= MAX_EXPRESSION_DEPTH || chance(4)) return chance(3) ? literal(type) : simple();
    const sub = (of: Type) => expression(scope, of, depth + 1);
    if (type === 'string') return `(${sub('string')} + ${sub('string')})`;
    return type === 'number' ? numeric(scope, sub) : logical(scope, sub);
  }

  function numeric(scope: Scope, sub: (of: Type) => string): string {
    const target = variableOf(scope, 'number');
    const choices = [
      () => `(${sub('number')} ${oneOf(['+', '-', '*', '/'])} ${sub('number')})`,
      () => `-${sub('number')}`,
      () => (target === undefined ? sub('number') : `(${target} = ${sub('number')})`),
      () => call(scope, sub) ?? sub('number'),
      () => access(scope, sub) ?? sub('number'),
    ];
    return oneOf(choices)();
  }

  function logical(scope: Scope, sub: (of: Type) => string): string {
    const comparable = oneOf<Type>(['number', 'string', 'boolean']);
    const choices = [
      () => `(${sub('number')} ${oneOf(['<', '<=', '>', '>='])} ${sub('number')})`,
      () => `(${sub(comparable)} ${oneOf(['==', '!='])} ${chance(3) ? 'nil' : sub(comparable)})`,
      () => `!${sub('boolean')}`,
      () => `(${sub('boolean')} ${oneOf(['and', 'or'])} ${sub('boolean')})`,
      () => `(${sub('boolean')} ${oneOf(['and', 'or'])} ${sub('boolean')} and ${sub('boolean')})`,
      () => variableOf(scope, 'boolean') ?? literal('boolean'),
    ];
    return oneOf(choices)();
  }

  function call(scope: Scope, sub: (of: Type) => string): string | undefined {
    if (scope.functions.length === 0) return undefined;
    const { name, arity } = oneOf(scope.functions);
    return `${name}(${Array.from({ length: arity }, () => sub('number')).join(', ')})`;
  }

  function access(scope: Scope, sub: (of: Type) => string): string | undefined {
    if (scope.objects.length === 0) return undefined;
    const object = oneOf(scope.objects);
    return oneOf([
      () => `${object}.x`,
      () => `(${object}.${oneOf(['x', 'y'])} = ${sub('number')})`,
      () => `${object}.add(${sub('number')})`,
      () => `${object}.both(${sub('number')}, ${sub('number')})`,
    ])();
  }

  function statement(scope: Scope): string {
    const simple = [declareVariable, assign, printValue, printValue, assign];
    const nested = [branch, loop, block, declareFunction, declareClosure, declareObject];
    const kinds = scope.depth < MAX_STATEMENT_DEPTH ? [...simple, ...nested] : simple;
    return oneOf(kinds)(scope);
  }

  function statements(scope: Scope, most: number): string {
    return Array.from({ length: 1 + below(most) }, () => statement(scope)).join('\n');
  }

  function declareVariable(scope: Scope): string {
    const type = oneOf<Type>(['number', 'number', 'string', 'boolean']);
    const value = expression(scope, type);
    const name = newName('v');
    scope.variables.push({ name, type });
    return `var ${name} = ${value};`;
  }

  function assign(scope: Scope): string {
    if (scope.variables.length === 0) return declareVariable(scope);
    const { name, type } = oneOf(scope.variables);
    return `${name} = ${expression(scope, type)};`;
  }

  function printValue(scope: Scope): string {
    return `print ${expression(scope, oneOf<Type>(['number', 'string', 'boolean']))};`;
  }

  function block(scope: Scope, most = 4): string {
    return `{\n${statements(inner(scope), most)}\n}`;
  }

  function branch(scope: Scope): string {
    const otherwise = chance(2) ? ` else ${block(scope)}` : '';
    return `if (${expression(scope, 'boolean')}) ${block(scope)}${otherwise}`;
  }

  function loop(scope: Scope): string {
    const counter = newName('i');
    const turns = 1 + below(6);
    const body = block(inner(scope));
    const condition = chance(2)
      ? `${counter} < ${turns}`
      : `${expression(scope, 'boolean')} and ${counter} < ${turns}`;
    return `for (var ${counter} = 0; ${condition}; ${counter} = ${counter} + 1) ${body}`;
  }

  function declareFunction(scope: Scope): string {
    const name = newName('f');
    const parameters = Array.from({ length: below(4) }, () => newName('p'));
    const variables = parameters.map(
      (parameter): Variable => ({ name: parameter, type: 'number' }),
    );
    const body = inner(scope, {
      variables: [...scope.variables, ...variables],
    });
    const text = `${LIMIT}
${statements(body, 3)}\nreturn ${expression(body, 'number')};`;
    scope.functions.push({ name, arity: parameters.length });
    return `fun ${name}(${parameters.join(', ')}) {\n${text}\n}`;
  }

  /** A function that changes a variable that outlives its own function. */
  function declareClosure(scope: Scope): string {
    const [name, maker, counter] = [newName('c'), newName('m'), newName('n')];
    const step = expression(scope, 'number');
    scope.functions.push({ name, arity: 0 });
    return `fun ${maker}() {
var ${counter} = ${step};
fun next() { ${counter} = ${counter} + 1; return ${counter}; }
return next;
}
var ${name} = ${maker}();`;
  }

  function declareObject(scope: Scope): string {
    const [base, derived, object] = [newName('A'), newName('B'), newName('o')];
    const body = inner(scope, {
      variables: [...scope.variables, { name: 'a', type: 'number' }],
      depth: MAX_STATEMENT_DEPTH,
    });
    const text = `class ${base} {
init() { this.x = ${expression(scope, 'number')}; this.y = 0; }
add(a) { ${LIMIT} ${statement(body)} return this.x + ${expression(body, 'number')}; }
both(a, b) { var add = this.add; return add(a) - this.add(b); }
}
class ${derived} < ${base} {
init() { super.init(); this.z = 1; }
add(a) { return super.add(a) + this.z; }
}
var ${object} = ${chance(2) ? base : derived}();`;
    scope.objects.push(object);
    return text;
  }

  const program: Scope = {
    variables: [],
    functions: [],
    objects: [],
    depth: 0,
  };
  // Half of the programs run in a block, where variables are locals.
  const text = chance(2) ? statements(program, 12) : block(program, 12);
  return `var steps = 0;\n${text}\n`;
}
