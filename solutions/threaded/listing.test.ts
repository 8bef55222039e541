import { expect, test } from 'vitest';
import { compileLox } from '#shared/lox/compile.ts';
import { createLoader } from '#shared/runtime/loader.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { decodeWords, entriesOf, jumpIndex, wordRange } from '#shared/threaded/decode.ts';
import { listWords } from '#shared/threaded/listing.ts';
import { words } from '#shared/threaded/words.ts';
import { createVm } from '../vm.ts';

/** A machine with the functions of a program loaded, and the one with that name translated. */
function translated(source: string, name: string) {
  const compiled = compileLox(source);
  if (!compiled.ok) throw new Error('The program does not compile');
  const { machine } = createVm(createOutput(() => {}));
  createLoader(machine).load(compiled.script);
  const fn = machine.functions.find(({ bytecode }) => bytecode.name === name);
  if (fn === undefined) throw new Error(`No function ${name}`);
  machine.translate(fn.offset);
  const range = wordRange(machine.memory.i32, fn.offset) ?? { start: 0, count: 0 };
  return { machine, fn, range };
}

const countdown = `var step = 1;
fun countdown(n) {
  while (n > 0) {
    var next = n - step;
    if (!step) print "stuck";
    n = next;
  }
  fun inner() { return n; }
  return inner().name;
}`;

test('a listing names what operands stand for', () => {
  const { machine, fn } = translated(countdown, 'countdown');
  expect(listWords(machine, fn)).toBe(
    `== countdown: function of 1 parameter, 4 slots, 53 words ==
> 0000    3  0004  JUMP_UNLESS_GREATER_NUMBER n, 0, -> 0033, pc 0005
  0005    4  0010  GET_GLOBAL              slot 3, step, pc 0012
  0009    |  0012  SUBTRACT                next, n, slot 3, pc 0013
  0014    5  0013  GET_GLOBAL              slot 3, step, pc 0015
  0018    |  0015  JUMP_IF_TRUE            slot 3, -> 0026
  0021             LOAD_CONSTANT           slot 3, "stuck"
  0024    |  0021  PRINT                   slot 3
> 0026             MOVE                    n, next
  0029    7  0028  LOOP                    -> 0000, top 2, pc 0000
> 0033    8  0031  CLOSURE                 top 2, <fn inner>, pc 0033
  0037             MOVE                    slot 3, slot 2
  0040    9  0035  CALL                    top 3, (0), [0 call], pc 0039
> 0045    |  0039  GET_PROPERTY            top 3, slot 3, name, [1 get], pc 0043
  0051    |  0043  RETURN                  slot 3
`,
  );
});

test('what is not translated has no listing', () => {
  const { machine } = translated(countdown, 'countdown');
  expect(listWords(machine, machine.functions[0])).toBe('');
});

test('operations follow each other without a gap', () => {
  const { machine, range } = translated(countdown, 'countdown');
  const operations = decodeWords(machine.memory.i32, range);
  expect(operations[0].index).toBe(0);
  for (const [number, { name, end, operands }] of operations.entries()) {
    expect(operands.map(({ kind }) => kind)).toEqual(words[name].operands);
    expect(operations[number + 1]?.index ?? range.count).toBe(end);
  }
});

test('jumps and ways in arrive at operations', () => {
  const { machine, fn, range } = translated(countdown, 'countdown');
  const operations = decodeWords(machine.memory.i32, range);
  const begins = new Set(operations.map(({ index }) => index));
  const jumps = operations.map(jumpIndex).filter((index) => index !== undefined);
  expect(
    [...jumps, ...entriesOf(machine, fn.offset).values()].filter((i) => !begins.has(i)),
  ).toEqual([]);
  expect(entriesOf(machine, fn.offset).get(0)).toBe(0);
});

test('words that are no operations are refused', () => {
  expect(() => decodeWords(Int32Array.of(999), { start: 0, count: 1 })).toThrow(
    'No operation has the word 999 (at index 0)',
  );
  expect(() => decodeWords(Int32Array.of(words.MOVE.code, 8, 16), { start: 0, count: 2 })).toThrow(
    'The last operation ends at word 3 of 2',
  );
});
