import { expect, test } from 'vitest';
import { createGate, type Gate, type Leave } from './gate.ts';

/** Asks for a place, and notes when it is given. */
function ask(gate: Gate, log: string[], name: string, alone = false): Promise<Leave> {
  const place = alone ? gate.enterAlone() : gate.enter();
  place.then(() => log.push(name));
  return place;
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('so many may enter at a time, in the order in which they came', async () => {
  const gate = createGate(2);
  const log: string[] = [];
  const [first] = ['a', 'b', 'c', 'd'].map((name) => ask(gate, log, name));
  await settle();
  expect(log).toEqual(['a', 'b']);
  (await first)();
  await settle();
  expect(log).toEqual(['a', 'b', 'c']);
});

test('who wants to be alone waits until all have left, and lets nobody pass', async () => {
  const gate = createGate(2);
  const log: string[] = [];
  const first = ask(gate, log, 'first');
  const alone = ask(gate, log, 'alone', true);
  ask(gate, log, 'later');
  await settle();
  expect(log).toEqual(['first']);
  (await first)();
  await settle();
  expect(log).toEqual(['first', 'alone']);
  (await alone)();
  await settle();
  expect(log).toEqual(['first', 'alone', 'later']);
});
