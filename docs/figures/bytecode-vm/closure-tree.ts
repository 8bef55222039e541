/**
 * The tree-walker at its best: before the program runs, each node becomes a
 * JavaScript closure that does what the node says, and each local variable a
 * place in an array. No name is looked up any more and no exception is thrown.
 * It knows as much of Lox as the measurement needs; functions are global.
 *
 * Source: Feeley and Lapalme, *Using Closures for Code Generation* (1987).
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

type Frame = unknown[];
type Evaluate = (frame: Frame) => unknown;
/** Runs a statement. Gives GOES_ON, or what the function returns. */
type Execute = (frame: Frame) => unknown;
type Callable = (args: Frame) => unknown;

const GOES_ON = Symbol('goes on');

function goingOn(run: Evaluate): Execute {
  return (frame) => {
    run(frame);
    return GOES_ON;
  };
}

/** Runs a program. `print` gets what it prints. */
export function runClosures(source: string, print: (value: unknown) => void): void {
  const globals = new Map<string, { value: unknown }>();
  const cellOf = (name: string) => {
    const cell = globals.get(name) ?? { value: undefined };
    globals.set(name, cell);
    return cell;
  };

  /** Makes the closure of a statement in a function with these locals; undefined: in the script. */
  function statement(node: Statement, locals: string[] | undefined): Execute {
    switch (node.kind) {
      case 'expression':
        return goingOn(expression(node.expression, locals));
      case 'print': {
        const run = expression(node.value, locals);
        return goingOn((frame) => print(run(frame)));
      }
      case 'var': {
        const run = node.initializer ? expression(node.initializer, locals) : () => null;
        if (locals) locals.push(node.name.text);
        const store = storeTo(node.name.text, locals);
        return goingOn((frame) => store(frame, run(frame)));
      }
      case 'block':
        return sequence(node.body, locals);
      case 'if':
        return branch(node, locals);
      case 'while': {
        const condition = expression(node.condition, locals);
        const body = statement(node.body, locals);
        return (frame) => {
          while (condition(frame) === true) {
            const result = body(frame);
            if (result !== GOES_ON) return result;
          }
          return GOES_ON;
        };
      }
      case 'function':
        cellOf(node.name.text).value = callable(node);
        return () => GOES_ON;
      case 'return':
        return node.value ? expression(node.value, locals) : () => null;
      default:
        throw new Error(`The closures know no ${node.kind}`);
    }
  }

  function branch({ branches, otherwise }: IfStatement, locals: string[] | undefined): Execute {
    const condition = expression(branches[0].condition, locals);
    const body = statement(branches[0].body, locals);
    const other = otherwise ? statement(otherwise, locals) : () => GOES_ON;
    return (frame) => (condition(frame) === true ? body(frame) : other(frame));
  }

  function sequence(body: readonly Statement[], locals: string[] | undefined): Execute {
    const parts = body.map((node) => statement(node, locals));
    return (frame) => {
      for (const part of parts) {
        const result = part(frame);
        if (result !== GOES_ON) return result;
      }
      return GOES_ON;
    };
  }

  function callable({ parameters, body }: FunctionDeclaration): Callable {
    const run = sequence(
      body,
      parameters.map(({ text }) => text),
    );
    return (args) => {
      const result = run(args);
      return result === GOES_ON ? null : result;
    };
  }

  function storeTo(name: string, locals: string[] | undefined) {
    const slot = locals?.indexOf(name) ?? -1;
    const cell = cellOf(name);
    return (frame: Frame, value: unknown) => {
      if (slot >= 0) frame[slot] = value;
      else cell.value = value;
      return value;
    };
  }

  function expression(node: Expression, locals: string[] | undefined): Evaluate {
    switch (node.kind) {
      case 'literal':
        return () => node.value;
      case 'group':
        return expression(node.expression, locals);
      case 'variable': {
        const slot = locals?.indexOf(node.name.text) ?? -1;
        const cell = cellOf(node.name.text);
        return slot >= 0 ? (frame) => frame[slot] : () => cell.value;
      }
      case 'assign': {
        const run = expression(node.value, locals);
        const store = storeTo(node.name.text, locals);
        return (frame) => store(frame, run(frame));
      }
      case 'binary':
        return binary(node, expression(node.left, locals), expression(node.right, locals));
      case 'call':
        return call(node, locals);
      default:
        throw new Error(`The closures know no ${node.kind}`);
    }
  }

  function call(node: CallExpression, locals: string[] | undefined): Evaluate {
    const callee = expression(node.callee, locals);
    const args = node.arguments.map((argument) => expression(argument, locals));
    return (frame) => (callee(frame) as Callable)(args.map((argument) => argument(frame)));
  }

  sequence(parseScript(createReporter(source)).body, undefined)([]);
}

function binary({ operator }: BinaryExpression, left: Evaluate, right: Evaluate): Evaluate {
  const of = (compute: (a: number, b: number) => unknown) => (frame: Frame) => {
    const a = left(frame);
    const b = right(frame);
    if (typeof a !== 'number' || typeof b !== 'number') {
      throw new Error('Operands must be numbers.');
    }
    return compute(a, b);
  };
  switch (operator) {
    case '+':
      return of((a, b) => a + b);
    case '-':
      return of((a, b) => a - b);
    case '*':
      return of((a, b) => a * b);
    case '<':
      return of((a, b) => a < b);
    default:
      throw new Error(`The closures know no ${operator}`);
  }
}
