/** The command line of `lox`: what may stand there, and what it asks for. */
import { Command, CommanderError, Option } from 'commander';
import { tierNames } from '#shared/contracts/engine.ts';
import { type EventKind, eventKinds } from '#shared/events/events.ts';
import { DEFAULT_HEAP_BYTES, MAX_HEAP_BYTES, MIN_HEAP_BYTES } from '#shared/memory/layout.ts';
import { createOutput, fileSink } from '#shared/runtime/output.ts';
import { ExitCode } from '../exit-codes.ts';
import { type DumpKind, dumpKinds } from '../thread/messages.ts';
import { examples } from './examples.ts';
import { describeBytes, heapLimit, listOf, listOrAllOf, oneOf, seconds } from './option-values.ts';

/** The tiers that there are; `auto` climbs from one to the next. */
const builtTiers = ['auto', 'interpreter'] as const;
const plannedTiers = tierNames.filter((name) => name !== 'interpreter');

const builtStress = ['gc', 'all'] as const;
const plannedStress = ['deopt'];

/** The options, by commander's names for them. */
interface Options {
  /** Nothing to choose from yet: there is one tier. */
  readonly tier: (typeof builtTiers)[number];
  /** In seconds. */
  readonly timeout?: number;
  /** In bytes. */
  readonly heapLimit: number;
  readonly interactive: boolean;
  readonly dump: readonly DumpKind[];
  readonly trace: readonly EventKind[];
  readonly stats: boolean;
  readonly stress?: (typeof builtStress)[number];
  readonly version: boolean;
}

/** What the command line asks for. */
export interface Arguments extends Options {
  /** The program's file; `-`: standard input; undefined: that, or a REPL. */
  readonly file: string | undefined;
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
  const command = createCommand();
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { ok: false, exitCode: error.exitCode === 0 ? ExitCode.OK : ExitCode.USAGE };
  }
  return { ok: true, arguments: { ...command.opts<Options>(), file: command.processedArgs[0] } };
}

function createCommand(): Command {
  const command = new Command('lox')
    .usage('[options] [file]')
    .description('Runs a Lox program on the Hotpath VM.')
    .argument('[file]', 'the program; - is standard input, which is also read when there is no file and it is not a terminal; else a REPL')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', `\n${examples}`)
    .configureHelp({ sortOptions: false })
    .configureOutput({
      writeOut: writer(1),
      writeErr: writer(2),
      outputError: (text, write) => write(oneLine(text)),
    })
    .exitOverride();
  for (const option of [...runOptions(), ...lookOptions(), ...testOptions()]) command.addOption(option);
  return command;
}

function runOptions(): Option[] {
  const heading = 'Running:';
  const bytes = [MIN_HEAP_BYTES, MAX_HEAP_BYTES, DEFAULT_HEAP_BYTES].map(describeBytes);
  return [
    new Option('-i, --interactive', 'start a REPL although standard input is not a terminal').default(false),
    new Option('--tier <name>', `which engine runs the program: ${builtTiers.join(', ')}`)
      .argParser(oneOf(builtTiers, plannedTiers))
      .default('auto'),
    new Option('--heap-limit <size>', `most bytes for objects, ${bytes[0]} to ${bytes[1]}`)
      .argParser(heapLimit)
      .default(DEFAULT_HEAP_BYTES, bytes[2]),
    new Option('--timeout <seconds>', 'stop the program after this time').argParser(seconds),
  ].map((option) => option.helpGroup(heading));
}

function lookOptions(): Option[] {
  const none: readonly string[] = [];
  return [
    new Option('--dump <forms>', `print the program instead of running it: ${dumpKinds.join(', ')}`)
      .argParser(listOf(dumpKinds))
      .default(none, 'none'),
    new Option('--trace <kinds>', `report events on stderr: ${eventKinds.join(', ')}; or all`)
      .argParser(listOrAllOf(eventKinds))
      .default(none, 'none'),
    new Option('--stats', 'count what the VM does and print it on stderr at the end').default(false),
    new Option('--version', 'show the version').default(false),
  ].map((option) => option.helpGroup('Looking inside:'));
}

function testOptions(): Option[] {
  return [
    new Option('--stress <what>', `make rare things happen often: ${builtStress.join(', ')} (gc: collect at every allocation)`)
      .argParser(oneOf(builtStress, plannedStress)),
  ].map((option) => option.helpGroup('Testing the VM:'));
}

/** Commander's words for an error, which may take two lines, as one line of ours. */
function oneLine(text: string): string {
  const words = text.replace(/^error: /, '').trim().replaceAll('\n', ' ');
  return `lox: ${words}${words.endsWith('.') ? '' : '.'} See lox --help.\n`;
}

/** Writes to a file descriptor at once, and ends quietly when nobody reads. */
function writer(descriptor: number): (text: string) => void {
  const output = createOutput(fileSink(descriptor));
  return (text) => {
    output.writeText(text);
    output.flush();
  };
}
