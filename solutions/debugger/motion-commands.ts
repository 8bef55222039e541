/** Commands that let the program go on. */
import { type Command, countIn } from './command.ts';
import { finish, next, type Plan, resume, step, stepInstructions, trace } from './plans.ts';

/** A command that takes how often something is to happen. */
function counted(
  names: Command['names'],
  about: string,
  planOf: (record: number, times: number) => Plan,
): Command {
  return {
    names,
    takes: '[N]',
    about,
    run(debugging, halt, argument) {
      const times = countIn(debugging, argument, 1);
      return times === undefined ? undefined : planOf(halt.frames[0].record, times);
    },
  };
}

/** Commands that let the program go on. */
export const motionCommands: readonly Command[] = [
  counted(['step', 's'], 'go to the next line, into calls', (_, times) => step(times)),
  counted(['next', 'n'], 'go to the next line, over calls', next),
  counted(['stepi', 'si'], 'go to the next instruction', (_, times) => stepInstructions(times)),
  {
    names: ['finish', 'fin', 'out'],
    takes: '',
    about: 'go on until the function has returned, and show what',
    run({ say }, { frames }) {
      if (frames.length > 1) return finish(frames[0].record);
      say('The script has no caller.\n');
      return undefined;
    },
  },
  {
    names: ['continue', 'c'],
    takes: '',
    about: 'go on to the next breakpoint',
    run: () => resume,
  },
  {
    names: ['trace'],
    takes: '',
    about: 'go on to the end and show each line with its variables',
    run: () => trace,
  },
];
