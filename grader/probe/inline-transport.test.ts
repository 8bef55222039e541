import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createInlineTransport } from './inline-transport.ts';

const tests = join(import.meta.dirname, '../fixtures/90-operators/tests');
const session = createInlineTransport(tests).open();

test('a program runs in this process', async () => {
  const { ended, run } = await session.observe({
    kind: 'run',
    source: 'fun f() { print 1 + 2; } f(); nope;',
    options: { views: ['functions', 'events', 'state'] },
  });
  expect(ended).toEqual({ kind: 'normal' });
  expect(run).toMatchObject({
    output: '3\n',
    exitCode: 70,
    errors: ["Undefined variable 'nope'.", '[line 1] in script'],
    statistics: { calls: expect.any(Number) },
  });
  const { functions, events, state } = run?.views ?? {};
  expect(functions?.map(({ name }) => name)).toEqual(['script', 'f']);
  expect(functions?.[1]).toMatchObject({ calls: 1, loops: 0 });
  expect(events?.at(-1)).toMatchObject({ kind: 'error', line: 1 });
  expect(state).toHaveProperty('stackTop');
});

test('a program that does not compile shows its errors', async () => {
  const { run } = await session.observe({ kind: 'run', source: 'print ;', options: {} });
  expect(run).toMatchObject({
    exitCode: 65,
    errors: ["[line 1] Error at ';': Expect expression."],
  });
});

test('a scenario is called, and gives back JSON', async () => {
  const request = { kind: 'scenario', name: 'add', args: ['1', '2'] } as const;
  expect(await session.observe(request)).toMatchObject({ ended: { kind: 'normal' }, value: '3' });
});

test('a scenario that there is not is an exception', async () => {
  const { ended } = await session.observe({ kind: 'scenario', name: 'dance', args: null });
  expect(ended).toMatchObject({ message: "Error: scenarios.ts exports no function 'dance'" });
});

test('output without end leaves the program', async () => {
  const source = 'while (true) print "again";';
  const { ended } = await session.observe({ kind: 'run', source, options: {} });
  expect(ended.kind).toBe('flood');
});
