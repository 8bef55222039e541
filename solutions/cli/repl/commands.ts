/** What a REPL understands besides Lox. */

/** What is to happen after a command: text to show, or the end. */
export type CommandResult = { readonly show: string } | 'exit';

const help = `  1 + 2              an expression: prints its value
  var a = 1;         a declaration or statement; globals stay
  .help              this
  .exit              leave; so does Ctrl-D
Input that is not complete goes on in the next line. Ctrl-C stops a running
program, or drops what was typed.
`;

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
