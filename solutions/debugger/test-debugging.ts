/** A debugger for tests: runs a program and types commands. */
import type { MachineOptions } from '#shared/contracts/machine.ts';
import { Poll, Region, State } from '#shared/memory/layout.ts';
import { createTestVm, type TestVm } from '../test-vm.ts';
import type { RunResult } from '../vm.ts';
import { createDebugger } from './debugger.ts';

/** What the prompt asks of whoever types: the next command, given what was said since the last one. */
export type Typist = (said: string) => string | undefined;

/** How a program ended that was debugged. */
export interface Debugged {
  /** What was said at each prompt, and in the end. */
  readonly said: readonly string[];
  readonly printed: readonly string[];
  /** Undefined: it was left. */
  readonly result: RunResult | undefined;
  readonly events: TestVm['events'];
}

class Left extends Error {}

/** Types these commands, one at each prompt. */
export function typing(...commands: readonly string[]): Typist {
  const left = [...commands];
  return () => left.shift();
}

/** Somebody who looks at each answer before the next command: yields commands, gets answers. */
export type Dialogue = Generator<string, void, string>;

/** Types what a dialogue yields. */
export function holding(dialogue: Dialogue): Typist {
  return (said) => dialogue.next(said).value ?? undefined;
}

/**
 * Debugs a program.
 * @param requests asked whenever an engine is entered: whether to request a stop, as Ctrl-C does
 */
export function debugProgram(
  source: string,
  typist: Typist,
  options: Partial<MachineOptions> = {},
  requests: () => boolean = () => false,
): Debugged {
  const said: string[] = [''];
  const debug = createDebugger(source, {
    write: (text) => void said.push((said.pop() ?? '') + text),
    ask() {
      const line = typist(said.at(-1) ?? '');
      said.push('');
      return line;
    },
    leave() {
      throw new Left();
    },
  });
  const quantum = () => {
    const poll = (Region.state + State.poll) >> 2;
    if (requests()) test.vm.machine.memory.i32[poll] = Poll.STEP;
    return options.quantum?.() ?? 20;
  };
  const test = createTestVm({ ...options, debug, quantum });
  let result: RunResult | undefined;
  try {
    result = test.run(source);
  } catch (error) {
    if (!(error instanceof Left)) throw error;
  }
  return { said, printed: test.printed(), result, events: test.events };
}
