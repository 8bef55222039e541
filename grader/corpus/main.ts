/** `npm run corpus`: runs the Lox corpus in any mode and says what failed. */
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { type ModeName, modes } from './modes.ts';
import { conformancePrograms, largePrograms, type ProgramSize } from './programs.ts';
import { runCorpus, type Verdict } from './run-corpus.ts';

interface Arguments {
  readonly mode: ModeName;
  readonly size: ProgramSize;
  readonly slowest?: true;
}

const command = new Command('npm run corpus --')
  .description('Runs the Lox corpus and compares outputs, errors and exit codes.')
  .argument('[text]', 'run only the programs whose names contain this text', '')
  .addOption(
    new Option('--mode <mode>', 'how to run it').choices(Object.keys(modes)).default('interpreter'),
  )
  .addOption(
    new Option('--size <size>', 'of the larger programs')
      .choices(['full', 'small'])
      .default('small'),
  )
  .option('--slowest', 'list the ten slowest programs');

async function main(text: string, { mode, size, slowest }: Arguments): Promise<void> {
  const all = [...conformancePrograms(), ...largePrograms(size)];
  const programs = all.filter((program) => program.name.includes(text));
  const verdicts = await runCorpus(programs, mode, ({ program, problem }) => {
    if (problem !== undefined) console.log(`${pc.red('failed')} ${program.name}\n${problem}\n`);
  });
  if (slowest) printSlowest(verdicts);
  const failed = verdicts.filter((verdict) => verdict.problem !== undefined).length;
  console.log(`${verdicts.length - failed} passed, ${failed} failed (${modes[mode].purpose})`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function printSlowest(verdicts: readonly Verdict[]): void {
  const byTime = [...verdicts].sort((a, b) => b.milliseconds - a.milliseconds);
  for (const { program, milliseconds } of byTime.slice(0, 10)) {
    console.log(`${milliseconds.toFixed(0).padStart(7)} ms  ${program.name}`);
  }
}

await command.action(main).parseAsync();
