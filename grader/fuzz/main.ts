/** `npm run fuzz`: random programs in every mode, until two modes disagree. */
import { Command, InvalidArgumentError } from 'commander';
import { openComparison } from './compare.ts';
import { programOf } from './generate.ts';

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a number from 1 on.');
  return value;
}

const command = new Command('npm run fuzz --')
  .description('Runs random Lox programs in every mode of the corpus and compares what they do.')
  .argument('[programs]', 'how many', count, 1_000)
  .option('--seed <n>', 'number of the first one; the same number is the same program', count, 1)
  .action(fuzz);

function fuzz(programs: number, { seed }: { seed: number }): void {
  const comparison = openComparison();
  for (let number = seed; number < seed + programs; number += 1) {
    const source = programOf(number);
    const difference = comparison.compare(source);
    if (difference === undefined) continue;
    console.log(`${source}\n${difference}\n`);
    console.log(`Program ${number} differs. Again: npm run fuzz -- 1 --seed ${number}`);
    process.exitCode = 1;
    return;
  }
  console.log(`${programs} programs, the same in every mode`);
}

command.parse();
