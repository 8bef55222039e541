/**
 * The debugger. It stops a program in one place only: ahead of an instruction
 * that the interpreter is about to execute, by not returning from there. No
 * state is lost and none has to be put back, because nothing has been left.
 *
 * What runs in another tier comes to that place as everything changes tiers:
 * it returns SWITCH at its next safepoint with a canonical frame, and the tier
 * policy gives the frame to the interpreter. Zag, from which this is taken,
 * switches back from native code in the same way. Its three occasions:
 *
 *   a request   from outside, as Ctrl-C: the poll word is STEP
 *   stepping    the frames that a plan watches are held in the interpreter
 *   breakpoints hold the functions that they are in
 *
 * Everything else goes on at full speed.
 */
import type { CreateDebug, Debug, DebugNeeds } from '#shared/contracts/debug.ts';
import { FrameRecord, Poll, Region, State } from '#shared/memory/layout.ts';
import type { Frame, Position } from '#shared/runtime/frames.ts';
import { type Breakpoint, createBreakpoints } from './breakpoints.ts';
import type { Debugging, Halt } from './command.ts';
import { runCommand } from './commands.ts';
import { createLineTable, type Place } from './line-table.ts';
import { interrupt, type Plan, step } from './plans.ts';
import { createVariables } from './variables.ts';
import { createViews, functionName } from './views.ts';

/** Where a debugger's commands come from and its answers go. */
export interface DebugConsole {
  /** The next command, waited for; undefined: there will be none. */
  ask(): string | undefined;
  /** Shows text, behind everything that the program has printed. */
  write(text: string): void;
  /** Ends the program. */
  leave(): never;
}

/**
 * A debugger for one program, which stops at its first line.
 * @param source the program's text
 */
export function createDebugger(source: string, console: DebugConsole): CreateDebug {
  return (machine) => createDebug(machine, source, console);
}

function createDebug(machine: DebugNeeds, source: string, console: DebugConsole): Debug {
  const { memory, frames, events, tiers, printer } = machine;
  const { i32 } = memory;
  const POLL = (Region.state + State.poll) >> 2;
  const table = createLineTable(memory, machine.functions);
  const breakpoints = createBreakpoints(tiers);
  const variables = createVariables(machine);
  const views = createViews(source, machine);
  const say = (text: string) => console.write(text);
  const debugging: Debugging = { machine, table, breakpoints, variables, views, say };

  /** The statement that each frame began last, by the frame's depth. */
  const current: (Place | undefined)[] = [];
  let plan: Plan = step(1);
  let remaining = 1;
  /** Where it stopped last: only what is new is said. */
  let shown: Pick<Frame, 'record' | 'function'> | undefined;
  let lastCommand = '';

  const depthOf = (record: number) => (record - Region.frames) / FrameRecord.size;

  /**
   * Notes that a frame begins a statement. True: a line is entered, and not
   * only gone on with, as by the condition of a `for` behind its initializer.
   */
  function enter(record: number, place: Place): boolean {
    const before = current[depthOf(record)];
    current[depthOf(record)] = place;
    const isSameLine = before?.function === place.function && before.line === place.line;
    return !(isSameLine && before.pc < place.pc);
  }

  function follow(chosen: Plan): void {
    plan = chosen;
    remaining = chosen.times;
    tiers.holdFrames(chosen.last);
  }

  /** Whether the plan is done, at an instruction of a frame that it watches. */
  function isReached(entersLine: boolean): boolean {
    if (plan.at === 'line' && !entersLine) return false;
    if (plan.traces) return true;
    remaining -= 1;
    return remaining === 0;
  }

  function showLine(): void {
    const frame = frames.newest();
    const values = views.inOneLine(variables.locals(frame, 'next'));
    const where = `${views.lineOf(frame, 'next')} ${functionName(frame)}`;
    say(values === '' ? `${where}\n` : `${where}  ${values}\n`);
  }

  /** What a stop has to say: why, in which function if that is another one, and the line. */
  function announce(halt: Halt, reason: string): void {
    const [frame] = halt.frames;
    const line = views.lineOf(frame, halt.newest);
    const isNew = frame.record !== shown?.record || frame.function !== shown.function;
    shown = frame;
    if (reason !== '' || isNew)
      say(`${reason}${reason && ': '}${functionName(frame)}, line ${line}\n`);
    say(views.source(line, line, line));
    if (plan.at === 'instruction' && plan.reason === '')
      say(views.instructions(frame, halt.newest));
  }

  function stop(reason: string, newest: Position): void {
    // A request that comes when it has stopped already is fulfilled.
    Atomics.compareExchange(i32, POLL, Poll.STEP, Poll.NONE);
    const halt: Halt = { frames: [...frames.walk()], newest, selected: 0, listed: 0 };
    for (const [index, frame] of halt.frames.entries()) {
      current[depthOf(frame.record)] = table.around(frame, index === 0 ? newest : 'executing');
    }
    announce(halt, reason);
    follow(converse(halt));
  }

  /** Takes commands until one lets the program go on. */
  function converse(halt: Halt): Plan {
    for (;;) {
      const line = console.ask();
      if (line === undefined) return console.leave();
      lastCommand = line.trim() || lastCommand;
      if (lastCommand === '') continue;
      const result = runCommand(debugging, halt, lastCommand);
      if (result === 'quit') return console.leave();
      if (result !== undefined) return result;
    }
  }

  function reasonFor(breakpoint: Breakpoint | undefined): string {
    if (breakpoint !== undefined) return `Breakpoint ${breakpoint.number}`;
    if (plan.reason !== 'Returned') return plan.reason;
    const result = i32[(Region.state + State.stackTop) >> 2] - 8;
    return `Returned ${printer.textOf(result)}`;
  }

  // The program begins stopped.
  follow(plan);
  events.listen((event) => {
    const canLook = frames.active() && !plan.traces;
    if (event.kind === 'error' && canLook) stop(`Error: ${event.message}`, 'executing');
  });

  return {
    beforeInstruction(record, pc) {
      if (plan.last === 0 && !breakpoints.any()) return;
      const place = table.at(pc);
      const entersLine = place !== undefined && enter(record, place);
      const breakpoint = entersLine ? breakpoints.at(pc) : undefined;
      const isDone = record <= plan.last && isReached(entersLine);
      if (breakpoint === undefined && !isDone) return;
      if (plan.traces) showLine();
      else stop(reasonFor(breakpoint), 'next');
    },
    interrupt: () => follow(interrupt),
  };
}
