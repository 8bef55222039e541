/**
 * Chained closures: each operation of a function is a JavaScript closure of its
 * own that holds its operands and knows which one comes next. Nothing is
 * decoded and nothing looked up; but each step is a call of an unknown closure.
 *
 * Source: Feeley, Lapalme, *Using Closures for Code Generation* (1987).
 */
import type { Engine } from '#shared/contracts/engine.ts';
import type { ThreadedNeeds } from '#shared/contracts/threaded.ts';
import { FunctionObject } from '#shared/memory/layout.ts';
import {
  decodeWords,
  entriesOf,
  jumpIndex,
  type Operation,
  wordRange,
} from '#shared/threaded/decode.ts';
import { type WordName, wordNames, words } from '#shared/threaded/words.ts';
import { createEnvironment, generate, runFrames } from './environment.ts';
import { type Control, handlers } from './word-handlers.ts';

/** Does an operation. Returns the next one, or null: `budget.result` says how the frame was left. */
type Step = (base: number, record: number) => Step | null;

/** Where a jump goes; filled in when that operation is there. */
interface Link {
  step: Step | null;
}

/** Makes the closure of one operation. */
type MakeStep = (next: Step | null, link: Link, ...operands: readonly number[]) => Step;

/** Makes that engine. */
export function createChainedClosures(machine: ThreadedNeeds): Engine {
  const environment = { ...createEnvironment(machine), left: { result: 0 } };
  const { left } = environment;
  const { i32 } = machine.memory;
  const makers = makeMakers(environment);
  const { id: ID, code: CODE } = FunctionObject;
  /** The closures at which a frame goes on, by the function's id and the offset in its bytecode. */
  const chains: Step[][] = [];

  /** Links the closures of a function, from the last to the first. */
  function chain(code: number): Step[] {
    machine.translate(code);
    const operations = decodeWords(i32, wordRange(i32, code) ?? { start: 0, count: 0 });
    const links = new Map<number, Link>(operations.map(({ index }) => [index, { step: null }]));
    const linkTo = (index: number | undefined) => links.get(index ?? -1) ?? { step: null };
    let next: Step | null = null;
    for (const operation of operations.toReversed()) {
      next = makers(operation)(next, linkTo(jumpIndex(operation)), ...valuesOf(operation));
      linkTo(operation.index).step = next;
    }
    const steps: Step[] = [];
    for (const [pc, index] of entriesOf(machine, code)) steps[pc] = linkTo(index).step as Step;
    return steps;
  }

  const run = runFrames(environment, (record, code, base, pc) => {
    const id = i32[(code + ID) >> 2];
    if (chains[id] === undefined) chains[id] = chain(code);
    let step: Step | null = chains[id][pc - i32[(code + CODE) >> 2]];
    while (step !== null) step = step(base, record);
    return left.result;
  });
  return { run };
}

function valuesOf({ operands }: Operation): number[] {
  return operands.map(({ value }) => value);
}

const control: Control = {
  jump: 'return link.step;',
  otherFrame: '{ left.result = OTHER_FRAME; return null; }',
  leave: (status) => `{ left.result = ${status}; return null; }`,
};

/** The makers of all operations; each handler's text stands once, so all its closures share their code. */
function makeMakers(environment: object): (operation: Operation) => MakeStep {
  const made = new Map<WordName, MakeStep>();
  for (const name of wordNames) {
    const names = words[name].operands.map((_, number) => `operand${number}`);
    const body = handlers[name]?.(names, control) ?? `throw new Error('No handler for ${name}');`;
    const parameters = ['next', 'link', ...names].join(', ');
    const text = `return (${parameters}) => (base, record) => { ${body} return next; };`;
    made.set(name, generate<MakeStep>(environment, text));
  }
  return ({ name }) => made.get(name) as MakeStep;
}
