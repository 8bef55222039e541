/** What a REPL understands besides Lox. */

/** What is to happen after a command: text to show, or the end. */
export type CommandResult = { readonly show: string } | 'exit';

const help = `  1 + 2              an expression: prints its value
  var a = 1;         a declaration or statement; globals stay
  .help              this
  .exit              leave; so does Ctrl-D
Input that is not complete goes on in the next line, behind the prompt …
Ctrl-C drops it; while a program runs, Ctrl-C stops that.
`;

/** Shown ahead of the first line in which an input goes on. */
export const continuationHint = '(not complete yet: go on, or drop it by Ctrl-C)\n';

/**
 * Does what a line that begins with a dot asks for; undefined: it is no such line.
 * @param continued whether the line goes on with an input, of which it may then be a part
 */
export function runCommand(line: string, continued: boolean): CommandResult | undefined {
  const command = line.trim();
  if (command === '.exit') return 'exit';
  if (command === '.help') return { show: help };
  if (continued || !/^\.[a-z]/i.test(command)) return undefined;
  return { show: `There is no command ${command}; see .help\n` };
}

/**
 * What to say behind the error of an input that is no more than a word which
 * somebody may take for a command. Such a variable can be defined; then it has
 * a value, and there is no error.
 */
export function hintAt(input: string): string | undefined {
  const isWord = /^\s*(exit|quit|help)\s*;?\s*$/.test(input);
  return isWord ? '(.exit leaves, .help helps)\n' : undefined;
}
