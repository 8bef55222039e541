/** Commands for breakpoints. */
import type { Command, Debugging, Halt } from './command.ts';
import { countIn, selectedFrame } from './command.ts';
import type { Place } from './line-table.ts';

/** What `break` is to stop at. */
interface Target {
  readonly where: string;
  readonly places: readonly Place[];
}

/** The first line from that one on where there is a place to stop. */
function lineTarget({ table }: Debugging, line: number): Target {
  const found = table.lineFrom(line);
  if (found === undefined) return { where: '', places: [] };
  return { where: `line ${found}`, places: table.onLine(found) };
}

function targetOf(debugging: Debugging, halt: Halt, argument: string): Target {
  if (/^\d+$/.test(argument)) return lineTarget(debugging, Number(argument));
  if (argument === '') return lineTarget(debugging, debugging.views.lineOf(...selectedFrame(halt)));
  const name = argument.replace(/\(\)$/, '');
  return { where: `${name}()`, places: debugging.table.inFunction(name) };
}

/** Commands for breakpoints. */
export const breakpointCommands: readonly Command[] = [
  {
    names: ['break', 'b'],
    takes: '[LINE | FUNCTION]',
    about: 'stop there, or where the program stands',
    run(debugging, halt, argument) {
      const { where, places } = targetOf(debugging, halt, argument);
      if (places.length === 0) debugging.say(`There is no code at '${argument}'.\n`);
      else
        debugging.say(`Breakpoint ${debugging.breakpoints.add(where, places).number}, ${where}\n`);
      return undefined;
    },
  },
  {
    names: ['delete', 'd'],
    takes: '[N]',
    about: 'remove a breakpoint, or all',
    run(debugging, _, argument) {
      const number = argument === '' ? undefined : countIn(debugging, argument, 1);
      if (argument !== '' && number === undefined) return undefined;
      if (!debugging.breakpoints.remove(number)) debugging.say('There is no such breakpoint.\n');
      return undefined;
    },
  },
  {
    names: ['breakpoints'],
    takes: '',
    about: 'list the breakpoints',
    run({ breakpoints, say }) {
      const lines = breakpoints.all().map(({ number, where }) => `  ${number}  ${where}\n`);
      say(lines.join('') || 'No breakpoints.\n');
      return undefined;
    },
  },
];
