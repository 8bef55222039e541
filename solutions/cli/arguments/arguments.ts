/** The command line of `lox`: what may stand there, and what it asks for. */
import { Command, CommanderError, Option } from 'commander';
import { tierNames } from '#shared/contracts/engine.ts';
import { ExitCode } from '#shared/contracts/exit-codes.ts';
import { type EventKind, eventKinds } from '#shared/events/events.ts';
import { DEFAULT_HEAP_BYTES, MAX_HEAP_BYTES, MIN_HEAP_BYTES } from '#shared/memory/layout.ts';
import { type DumpKind, dumpKinds, formKinds, leftKinds } from '../thread/messages.ts';
import { writeText } from '../write-text.ts';
import { debugExamples, examples } from './examples.ts';
import { describeBytes, heapLimit, listOf, listOrAllOf, oneOf, seconds } from './option-values.ts';

/** The tiers that there are; `auto` climbs from one to the next. */
const builtTiers = ['auto', 'interpreter', 'threaded', 'baseline'] as const;
const plannedTiers = tierNames.filter((name) => !(builtTiers as readonly string[]).includes(name));

const builtStress = ['gc', 'all'] as const;
const plannedStress = ['deopt'];

/** The options, by commander's names for them. */
interface Options {
  readonly tier: (typeof builtTiers)[number];
  /** In bytes. */
  readonly heapLimit: number;
  /** In seconds. */
  readonly timeout?: number;
  readonly interactive?: true;
  readonly dump?: readonly DumpKind[];
  readonly trace?: readonly EventKind[];
  readonly stats?: true;
  readonly stress?: (typeof builtStress)[number];
  readonly version?: true;
}

/** What the command line asks for. */
export interface Arguments extends Options {
  /** The program's file; `-`: standard input; undefined: that, or a REPL. */
  readonly file: string | undefined;
  /** Run it under the debugger. */
  readonly debug: boolean;
}

/** The arguments, or the status to exit with because all is said. */
export type Parsed =
  | { readonly ok: true; readonly arguments: Arguments }
  | { readonly ok: false; readonly exitCode: ExitCode };

/**
 * Parses the command line. Prints help when that is asked for, and what is
 * wrong, on stderr and in one line, when something is.
 */
export function parseArguments(args: readonly string[]): Parsed {
  const debug = args[0] === 'debug';
  const command = debug ? debugCommand() : runCommand();
  try {
    command.parse(debug ? args.slice(1) : args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { ok: false, exitCode: error.exitCode === 0 ? ExitCode.OK : ExitCode.USAGE };
  }
  return {
    ok: true,
    arguments: { ...command.opts<Options>(), file: command.processedArgs[0], debug },
  };
}

function runCommand(): Command {
  return createCommand('lox', () => true)
    .usage('[options] [file]')
    .description('Runs a Lox program on the Hotpath VM; lox debug steps through it.')
    .argument('[file]', 'the program; - or none is standard input, none in a terminal is a REPL')
    .addHelpText('after', `\n${examples}`);
}

const debugOptions = ['--tier', '--heap-limit', '--mine', '--trace', '--stress'];

function debugCommand(): Command {
  return createCommand('lox debug', ({ long }) => debugOptions.includes(long ?? ''))
    .usage('[options] <file>')
    .description('Runs a Lox program under the debugger. Commands come from standard input.')
    .argument('<file>', 'the program')
    .addHelpText('after', `\n${debugExamples}`);
}

/** A command with those of the options that it takes. */
function createCommand(name: string, takes: (option: Option) => boolean): Command {
  const command = new Command(name)
    .helpOption('-h, --help', 'show this')
    .configureOutput({
      writeOut: (text) => writeText(1, text),
      writeErr: (text) => writeText(2, text),
      outputError: (text, write) => write(oneLine(name, text)),
    })
    .exitOverride();
  for (const [heading, options] of groups()) {
    for (const option of options.filter(takes)) command.addOption(option.helpGroup(heading));
  }
  return command;
}

/** All options under the headings of the help. */
function groups(): readonly (readonly [heading: string, options: readonly Option[]])[] {
  const [least, most, usual] = [MIN_HEAP_BYTES, MAX_HEAP_BYTES, DEFAULT_HEAP_BYTES].map(
    describeBytes,
  );
  const running = [
    new Option('-i, --interactive', 'start a REPL in any case; a file is run ahead of it'),
    new Option('--tier <name>', `engine that runs the program: ${builtTiers.join(', ')}`)
      .argParser(oneOf(builtTiers, plannedTiers))
      .default('auto', 'auto'),
    new Option('--heap-limit <size>', `most bytes for objects, ${least} to ${most}`)
      .argParser(heapLimit)
      .default(DEFAULT_HEAP_BYTES, usual),
    // Taken off the command line by the launcher, before there is a program to read it.
    new Option(
      '--mine <labs>',
      'run on your own modules: 01,06; or all; or only. Where the interpreter is yours and no higher tier is, that is the default of --tier',
    ),
    new Option('--timeout <seconds>', 'stop the program after this time').argParser(seconds),
  ];
  const looking = [
    new Option(
      '--dump <forms>',
      `print the program, do not run it: ${formKinds.join(', ')}; or run it silently and print what it leaves: ${leftKinds.join(', ')}`,
    ).argParser(listOf(dumpKinds)),
    new Option(
      '--trace <kinds>',
      `report events on stderr: ${eventKinds.join(', ')}; or all`,
    ).argParser(listOrAllOf(eventKinds)),
    new Option('--stats', 'count what the VM does; a table on stderr at the end'),
    new Option('--version', 'show the version'),
  ];
  const testing = [
    new Option(
      '--stress <what>',
      `collect at every allocation (gc), or all there is (all)`,
    ).argParser(oneOf(builtStress, plannedStress)),
  ];
  return [
    ['Running:', running],
    ['Looking inside:', looking],
    ['Testing the VM:', testing],
  ];
}

/** Commander's words for an error, which may take two lines, as one line of ours. */
function oneLine(name: string, text: string): string {
  const words = text
    .replace(/^error: /, '')
    .trim()
    .replaceAll('\n', ' ');
  return `${name}: ${words}${words.endsWith('.') ? '' : '.'} See ${name} --help.\n`;
}
