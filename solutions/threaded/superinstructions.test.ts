import { expect, test } from 'vitest';
import { compileLox } from '#shared/lox/compile.ts';
import { createLoader } from '#shared/runtime/loader.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { decodeWords, wordRange } from '#shared/threaded/decode.ts';
import { superinstructions } from '#shared/threaded/superinstructions.ts';
import { createVm } from '../vm.ts';

const operators: Readonly<Record<string, string>> = {
  EQUAL: 'a == b',
  NOT_EQUAL: 'a != b',
  LESS: 'a < b',
  LESS_EQUAL: 'a <= b',
  GREATER: 'a > b',
  GREATER_EQUAL: 'a >= b',
  NOT: '!a',
};

/** The operations of a function that returns 1 when the condition holds. */
function operationsOf(condition: string): string[] {
  const compiled = compileLox(`fun f(a, b) { if (${condition}) return 1; }`);
  if (!compiled.ok) throw new Error(`${condition} does not compile`);
  const { machine } = createVm(createOutput(() => {}));
  createLoader(machine).load(compiled.script);
  const { offset } = machine.functions[1];
  machine.translate(offset);
  const range = wordRange(machine.memory.i32, offset);
  return decodeWords(machine.memory.i32, range ?? { start: 0, count: 0 }).map(({ name }) => name);
}

test.each(superinstructions)('$instructions become one operation', ({ instructions }) => {
  const [first, second] = instructions;
  const condition = operators[first];
  const [operation] = operationsOf(second === 'AND' ? `${condition} and b` : condition);
  expect(operation).toMatch(/^JUMP_(IF|UNLESS)_/);
  expect(operation).not.toBe('JUMP_IF_FALSE');
});
