/**
 * The debugger's commands: what somebody types becomes something shown or a
 * plan for how the program goes on. Names and abbreviations are gdb's.
 */

import { breakpointCommands } from './breakpoint-commands.ts';
import type { Command, Debugging, Halt } from './command.ts';
import { lookCommands } from './look-commands.ts';
import { motionCommands } from './motion-commands.ts';
import type { Plan } from './plans.ts';

const help: Command = {
  names: ['help', 'h'],
  takes: '',
  about: 'this',
  run({ say }) {
    say(commands.map(describe).join(''));
    say('An empty line does the last one again. Ctrl-C stops a program that runs.\n');
    return undefined;
  },
};

const quit: Command = {
  names: ['quit', 'q'],
  takes: '',
  about: 'end the program and the debugger; so does Ctrl-D',
  run: () => 'quit',
};

const commands: readonly Command[] = [
  ...motionCommands,
  ...breakpointCommands,
  ...lookCommands,
  help,
  quit,
];

function describe({ names, takes, about }: Command): string {
  const [name, ...short] = names;
  return `  ${`${name} ${takes}`.padEnd(24)} ${short.join(', ').padEnd(10)} ${about}\n`;
}

/**
 * Does what a line asks for. A command may be cut short as far as it remains
 * the only one with that beginning.
 */
export function runCommand(
  debugging: Debugging,
  halt: Halt,
  line: string,
): Plan | 'quit' | undefined {
  const [, word, argument] = /^\s*(\S*)\s*(.*?)\s*$/.exec(line) ?? ['', '', ''];
  const exact = commands.filter(({ names }) => names.includes(word));
  const found =
    exact.length > 0 ? exact : commands.filter(({ names }) => names[0].startsWith(word));
  if (found.length === 1) return found[0].run(debugging, halt, argument);
  const candidates = found.map(({ names }) => names[0]).join(', ');
  debugging.say(
    candidates === ''
      ? `There is no command '${word}'; see help.\n`
      : `'${word}' may be ${candidates}.\n`,
  );
  return undefined;
}
