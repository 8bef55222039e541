/** `npm run verify`: grades the grader, and with it every lab. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { projectRoot } from '#shared/setup/project.mjs';
import { findLab, readLabs } from '../lab/course.ts';
import { UserError } from '../lab/user-error.ts';
import { formatMatrix } from './matrix.ts';
import { problemsIn, type VerifyResult } from './result.ts';
import { verify } from './verify.ts';

/** Exit statuses. */
const ExitStatus = { HOLDS: 0, DOES_NOT_HOLD: 1, NOT_VERIFIED: 2 } as const;

/** Exit status after a signal is this much more than the signal's number. */
const SIGNALLED = 128;

interface Options {
  readonly seeds: number;
  readonly quick?: true;
  readonly mutants?: string;
  readonly json?: string;
  readonly project?: string;
}

const command = new Command('npm run verify --')
  .description('Proves that skeletons score nothing, references everything, and that mutants die.')
  .argument('[labs...]', 'numbers or names of labs; none: all, and the whole corpus in every mode')
  .option('--seeds <n>', 'how many seeds each mutant has to die with', positiveInteger, 20)
  .option('--quick', 'a sample: few seeds and mutants, no corpus')
  .option('--mutants <texts>', 'only mutants whose names contain one of these, and no other checks')
  .option('--json <file>', 'where the result goes (default: .cache/verify.json)')
  .addOption(new Option('--project <folder>', 'the folder of the course').hideHelp())
  .action(main)
  .exitOverride();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // What is to be cleared away is cleared away at every exit.
  process.once(signal, () => process.exit(SIGNALLED + constants.signals[signal]));
}

try {
  await command.parseAsync();
} catch (error) {
  process.exitCode = ExitStatus.NOT_VERIFIED;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) process.exitCode = ExitStatus.HOLDS;
  } else if (error instanceof UserError) process.stderr.write(`${error.message}\n`);
  else throw error;
}

async function main(words: readonly string[], options: Options): Promise<void> {
  const root = resolve(options.project ?? projectRoot);
  const all = readLabs(root);
  const labs = words.map((word) => findLab(all, word));
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const { seeds, quick = false } = options;
  const mutants = options.mutants?.split(',');
  const result = await verify({ root, labs, seeds, quick, mutants, say });
  if (mutants !== undefined && result.labs.every((lab) => lab.mutants.length === 0)) {
    throw new UserError(`no mutant's name contains ${mutants.join(' or ')}`);
  }
  const file = options.json ?? join(root, '.cache/verify.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${describe(result)}\nThe whole result is in ${file}\n`);
  process.exitCode = result.holds ? ExitStatus.HOLDS : ExitStatus.DOES_NOT_HOLD;
}

function describe(result: VerifyResult): string {
  const problems = problemsIn(result);
  const verdict =
    problems.length === 0
      ? `Everything holds, with ${result.seeds} seeds for each mutant.`
      : `${problems.length} things do not hold:\n${problems.map((line) => `  ${line}`).join('\n')}`;
  return `${result.labs.map(formatMatrix).join('\n')}\n${verdict}`;
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a whole number, 1 or more.');
}
