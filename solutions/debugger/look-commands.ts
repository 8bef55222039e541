/** Commands that show something. */
import { tierNames } from '#shared/contracts/engine.ts';
import { FunctionObject, Region } from '#shared/memory/layout.ts';
import { type Command, countIn, type Debugging, type Halt, selectedFrame } from './command.ts';
import { functionName } from './views.ts';

/** `list` shows so many lines. */
const LINES_LISTED = 11;

/** A command that only shows text. */
function looking(
  names: Command['names'],
  takes: string,
  about: string,
  show: (debugging: Debugging, halt: Halt, argument: string) => string,
): Command {
  return {
    names,
    takes,
    about,
    run(debugging, halt, argument) {
      debugging.say(show(debugging, halt, argument));
      return undefined;
    },
  };
}

/**
 * A frame of threaded code that has met an error is no safepoint: a variable
 * that is a copy of another may not have been written to its slot.
 */
const notKept =
  'The threaded tier keeps variables in their places at safepoints only, and an error is none.\nRun with --tier interpreter to see them.\n';

function isUnreliable({ frames, newest, selected }: Halt): boolean {
  return selected === 0 && newest === 'executing' && tierNames[frames[0].tier] !== 'interpreter';
}

function locals({ variables, views }: Debugging, halt: Halt): string {
  if (isUnreliable(halt)) return notKept;
  const [frame, position] = selectedFrame(halt);
  const all = [...variables.locals(frame, position), ...variables.captured(frame)];
  return views.variables(all) || 'No local variables.\n';
}

function print({ variables, machine }: Debugging, halt: Halt, path: string): string {
  const slot = variables.find(path, ...selectedFrame(halt));
  if (slot === undefined) return `Nothing is called '${path}' here.\n`;
  const isInFrame = slot >= halt.frames[0].base && slot < Region.nonMoving;
  if (isUnreliable(halt) && isInFrame) return notKept;
  return `${machine.printer.textOf(slot)}\n`;
}

function backtrace({ views }: Debugging, { frames, newest, selected }: Halt): string {
  return views.backtrace(frames, newest, selected);
}

/** Selects the frame that lies so many calls further out. */
function select(distance: number) {
  return ({ views }: Debugging, halt: Halt): string => {
    const index = halt.selected + distance;
    if (index < 0) return 'This is the newest frame.\n';
    if (index >= halt.frames.length) return 'This is the oldest frame.\n';
    halt.selected = index;
    halt.listed = 0;
    const line = views.lineOf(...selectedFrame(halt));
    return `#${index} ${functionName(halt.frames[index])}\n${views.source(line, line, line)}`;
  };
}

function list(debugging: Debugging, halt: Halt, argument: string): string {
  const current = debugging.views.lineOf(...selectedFrame(halt));
  const middle = countIn(debugging, argument, current);
  if (middle === undefined) return '';
  const goesOn = argument === '' && halt.listed > 0;
  const first = goesOn ? halt.listed + 1 : Math.max(1, middle - (LINES_LISTED >> 1));
  halt.listed = first + LINES_LISTED - 1;
  return debugging.views.source(first, halt.listed, current) || 'That is the end of the source.\n';
}

/** Which tier has the frame, and which one calls of its function will be in. */
function tier({ machine, breakpoints }: Debugging, halt: Halt): string {
  const [frame] = selectedFrame(halt);
  const { offset } = frame.function;
  const held = breakpoints.within(offset);
  const ofFunction = tierNames[machine.memory.i32[(offset + FunctionObject.tier) >> 2]];
  const calls =
    held === undefined ? ofFunction : `interpreter, held there by breakpoint ${held.number}`;
  return `this frame: ${tierNames[frame.tier]}; later calls of ${functionName(frame)}: ${calls}\n`;
}

/** Commands that show something. */
export const lookCommands: readonly Command[] = [
  looking(['locals'], '', 'the local and captured variables', locals),
  looking(
    ['globals'],
    '',
    'the global variables',
    ({ variables, views }) => views.variables(variables.globals()) || 'No global variables.\n',
  ),
  looking(['print', 'p'], 'NAME[.FIELD]', 'the value of a variable or field', print),
  looking(['backtrace', 'bt'], '', 'the calls that led here', backtrace),
  looking(['up'], '', 'look at the calling frame', select(1)),
  looking(['down'], '', 'look at the called frame', select(-1)),
  looking(['list', 'l'], '[LINE]', 'source lines; again: the next ones', list),
  looking(['disassemble', 'dis'], '', 'the instructions here', ({ views }, halt) =>
    views.instructions(...selectedFrame(halt)),
  ),
  looking(['tier'], '', 'the engine that runs this frame', tier),
];
