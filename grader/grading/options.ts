/** The command line of `npm run grade`. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { formats } from './format.ts';
import { defaultLimits } from './limits.ts';

export interface GradeOptions {
  readonly labs: readonly string[];
  readonly format: keyof typeof formats;
  readonly seed?: number;
  readonly mine?: string;
  readonly only: readonly string[];
  readonly inspect: boolean;
  readonly project?: string;
  readonly hangAfter: number;
}

/** The command; `run` does what it says. */
export function gradeCommand(run: (options: GradeOptions) => Promise<void>): Command {
  const collect = (text: string, earlier: readonly string[]) => [...earlier, text];
  return new Command('npm run grade --')
    .description('Grades labs: runs the tests on your code, in processes of their own.')
    .argument('[labs...]', 'numbers or names of labs; or all; or tasks, such as 01.4')
    .addOption(
      new Option('--format <format>', 'how to write the report')
        .choices(Object.keys(formats))
        .default('pretty'),
    )
    .option(
      '--seed <n>',
      'what random inputs are made from; as a rule your files decide',
      wholeNumber,
    )
    .option('--mine <folder>', 'grade the files in this folder, of a single lab')
    .option('--only <text>', 'run only the tests whose task and name contain this', collect, [])
    .option('--inspect', 'run the tests in one process and wait there for a debugger', false)
    .option(
      '--hang-after <seconds>',
      'how long code may always run before it counts as hanging',
      positiveNumber,
      defaultLimits.leastMilliseconds / 1000,
    )
    .addOption(new Option('--project <folder>', 'the folder of the course').hideHelp())
    .action((labs: string[], options: Omit<GradeOptions, 'labs'>) => run({ labs, ...options }));
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('It must be a whole number.');
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}
