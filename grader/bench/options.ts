/** The command line of `npm run bench`. */
import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { cacheFolder } from '#shared/setup/project.mjs';

/** What to measure. */
export interface BenchOptions {
  readonly programs: readonly string[];
  readonly engines: readonly string[];
  /** Repetitions. */
  readonly runs: number;
  /** The file for the results. */
  readonly json: string;
}

/** What the command line asks for. */
export type Request =
  | { readonly kind: 'run'; readonly options: BenchOptions }
  | { readonly kind: 'list' }
  | { readonly kind: 'help'; readonly text: string }
  /** It is not understood; the text is one line and says why. */
  | { readonly kind: 'misuse'; readonly text: string };

/** The names that there are. */
export interface KnownNames {
  readonly programs: readonly string[];
  readonly engines: readonly string[];
}

interface Flags {
  readonly programs?: string[];
  readonly engines?: string[];
  readonly runs?: number;
  readonly json: string;
  readonly quick?: true;
  readonly list?: true;
}

const DEFAULT_RUNS = 5;
const QUICK_RUNS = 2;

/** A few programs that differ: calls, arithmetic, objects, garbage. */
const quickPrograms = ['binary-trees', 'fib', 'loop-sum', 'method-calls'];

/** Understands the arguments of the bench. */
export function parseRequest(args: readonly string[], known: KnownNames): Request {
  let written = '';
  const write = (text: string) => {
    written += text;
  };
  const command = describeCommand(known)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write });
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { kind: error.exitCode === 0 ? 'help' : 'misuse', text: written };
  }
  const flags = command.opts<Flags>();
  return flags.list ? { kind: 'list' } : { kind: 'run', options: chosen(flags, known) };
}

function describeCommand({ programs, engines }: KnownNames): Command {
  return new Command('npm run bench --')
    .description('Times the tiers of the VM, and the peers found on PATH, on the large programs.')
    .option('--programs <names>', 'only these, separated by commas', listOf('program', programs))
    .option('--engines <names>', 'only these, separated by commas', listOf('engine', engines))
    .option('--runs <n>', `repetitions (default: ${DEFAULT_RUNS})`, positiveInteger)
    .option('--quick', `a few programs only, ${QUICK_RUNS} repetitions`)
    .option('--json <file>', 'where the results go', join(cacheFolder, 'bench.json'))
    .option('--list', 'say which programs and engines there are')
    .helpOption('--help', 'write this')
    .showSuggestionAfterError(false);
}

function chosen(flags: Flags, known: KnownNames): BenchOptions {
  const quick = known.programs.filter((name) => quickPrograms.includes(name));
  return {
    programs: flags.programs ?? (flags.quick ? quick : known.programs),
    engines: flags.engines ?? known.engines,
    runs: flags.runs ?? (flags.quick ? QUICK_RUNS : DEFAULT_RUNS),
    json: flags.json,
  };
}

/** Reads names separated by commas; the result has each once, in the order of `known`. */
function listOf(kind: string, known: readonly string[]): (text: string) => string[] {
  return (text) => {
    const names = text.split(',').map((name) => name.trim());
    const unknown = names.find((name) => !known.includes(name));
    if (unknown === undefined) return known.filter((name) => names.includes(name));
    throw new InvalidArgumentError(
      `There is no ${kind} '${unknown}'; there are ${known.join(', ')}.`,
    );
  };
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a whole number, 1 or more.');
}
