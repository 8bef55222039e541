/**
 * JavaScript source for each Lox function, which V8 compiles: the handlers of
 * its operations one after the other, with the operands as numbers in the text.
 * Nothing is dispatched any more, so this is no threading but a compiler, with
 * V8 as its back end. It is here to compare with.
 */
import type { Engine } from '#shared/contracts/engine.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { ThreadedNeeds } from '#shared/contracts/threaded.ts';
import { FunctionObject } from '#shared/memory/layout.ts';
import { decodeWords, entriesOf, jumpIndex, wordRange } from '#shared/threaded/decode.ts';
import { createEnvironment, generate, runFrames } from './environment.ts';
import { handlerOf } from './word-handlers.ts';

/** The code of a function: runs a frame from an index of its words on. */
type Compiled = (at: number, base: number, record: number) => number;

/** Makes that engine. */
export function createSourcePerFunction(machine: ThreadedNeeds): Engine {
  const environment = createEnvironment(machine);
  const { i32 } = machine.memory;
  const { id: ID, resume: RESUME, words: WORDS } = FunctionObject;
  /** By the function's id. */
  const compiled: Compiled[] = [];

  function compile(code: number): Compiled {
    machine.translate(code);
    return generate<Compiled>(environment, sourceOf(machine, code));
  }

  /** The index at which a frame goes on. */
  const wayIn = (code: number, pc: number) =>
    i32[(i32[(code + RESUME) >> 2] + (pc << 2)) >> 2] - (i32[(code + WORDS) >> 2] >> 2);

  const run = runFrames(environment, (record, code, base, pc) => {
    const id = i32[(code + ID) >> 2];
    if (compiled[id] === undefined) compiled[id] = compile(code);
    return compiled[id](wayIn(code, pc), base, record);
  });
  return { run };
}

/** A loop around a switch with a case wherever a frame can go on or a jump arrives. */
function sourceOf(machine: Pick<Machine, 'memory'>, code: number): string {
  const { i32 } = machine.memory;
  const entries = new Set(entriesOf(machine, code).values());
  const operations = decodeWords(i32, wordRange(i32, code) ?? { start: 0, count: 0 });
  const cases = operations.map((operation) => {
    const { name, index, operands } = operation;
    const control = {
      jump: `{ at = ${jumpIndex(operation)}; continue; }`,
      otherFrame: 'return OTHER_FRAME;',
      leave: (status: string) => `return ${status};`,
    };
    const text = handlerOf(name)(
      operands.map(({ value }) => `${value}`),
      control,
    );
    return `${entries.has(index) ? `case ${index}:` : ''} { ${text} }`;
  });
  return `return (at, base, record) => { for (;;) switch (at) { ${cases.join('\n')} } };`;
}
