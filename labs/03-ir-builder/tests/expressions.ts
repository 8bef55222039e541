/** Random expressions of numbers, with what they are worth. */
import type { Random } from '#grader/probe/random.ts';

/** An expression of the variables a and b. */
export interface TestExpression {
  readonly text: string;
  readonly value: (variables: { readonly a: number; readonly b: number }) => number;
}

/** A random expression, at most so deep. */
export function expressionOf(random: Random, depth: number): TestExpression {
  const kind = depth === 0 ? random.integer(0, 2) : random.integer(1, 9);
  if (kind === 0) {
    const n = random.integer(1, 40) / 4;
    return { text: `${n}`, value: () => n };
  }
  if (kind === 1) return { text: 'a', value: ({ a }) => a };
  if (kind === 2) return { text: 'b', value: ({ b }) => b };
  const left = expressionOf(random, depth - 1);
  if (kind === 3) return { text: `-(${left.text})`, value: (given) => -left.value(given) };
  const right = expressionOf(random, depth - 1);
  const operator = random.pick(['+', '-', '*', '/'] as const);
  return {
    text: `(${left.text}) ${operator} (${right.text})`,
    value: (given) => compute(operator, left.value(given), right.value(given)),
  };
}

/** What an operator makes of two numbers. */
export function compute(operator: '+' | '-' | '*' | '/', left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
}
