import { expect, test } from 'vitest';
import { findSymbol, parseSource } from './symbols.ts';

const source = `
/** About the file. */
import { x } from './x.ts';

/** Makes a heap. */
export function createHeap() {
  /** Moves an object. */
  function forward() {}
  const sizes = { header: 8 };
  return { forward, collect() {}, read: () => 1 };
}

export interface Heap {
  /** Collects. */
  collect(): void;
}

function run(opcode: number) {
  switch (opcode) {
    // Adds numbers.
    case 21 satisfies typeof Op.ADD:
      return 1;
  }
}
`;

const file = parseSource('heap.ts', source);
const textOf = (name: string) => {
  const { start, end } = findSymbol(file, name);
  return source.slice(start, end);
};

test('a symbol is a declaration with its doc comment', () => {
  expect(textOf('createHeap')).toMatch(/^\/\*\* Makes a heap\. \*\/\nexport function[\s\S]*\n}$/);
  expect(textOf('Heap')).toMatch(/^export interface Heap {[\s\S]*}$/);
});

test('a symbol may lie in another', () => {
  expect(textOf('forward')).toBe('/** Moves an object. */\n  function forward() {}');
  expect(textOf('sizes')).toBe('const sizes = { header: 8 };');
  expect(textOf('read')).toBe('read: () => 1');
  expect(textOf('Heap.collect')).toBe('/** Collects. */\n  collect(): void;');
});

test('a clause of a dispatch loop goes by the type of its label, with the comment above it', () => {
  expect(textOf('Op.ADD')).toBe(
    '// Adds numbers.\n    case 21 satisfies typeof Op.ADD:\n      return 1;',
  );
});

test('the line is that of the declaration, not of its comment', () => {
  expect(findSymbol(file, 'createHeap')).toMatchObject({ name: 'createHeap', line: 6 });
});

test('a name that stands for several things is refused, and they are named', () => {
  expect(() => textOf('collect')).toThrow("heap.ts has several symbols 'collect'");
  expect(() => textOf('collect')).toThrow(
    expect.objectContaining({ remedy: 'say which: createHeap.collect, Heap.collect' }),
  );
});

test('a name that is not there is refused, with what looks like it', () => {
  expect(() => textOf('forwards')).toThrow(
    expect.objectContaining({
      message: "heap.ts has no symbol 'forwards'",
      remedy: 'did you mean createHeap.forward?',
    }),
  );
});
