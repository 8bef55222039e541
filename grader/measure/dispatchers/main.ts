/**
 * `npm run dispatchers -- [rounds]`: the same programs by several ways of
 * dispatching, in one run. Each measurement has a process of its own; a round
 * goes through all of them, so that a machine that gets slower slows all alike.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Table from 'cli-table3';
import { projectRoot } from '#shared/setup/project.mjs';
import { geometricMean, median } from '../../bench/statistics.ts';
import { programNames } from './programs.ts';
import { techniques } from './techniques.ts';

const DEFAULT_ROUNDS = 5;
const LONGEST_MILLISECONDS = 120_000;
/** What all others are compared with: the engine of the threaded tier. */
const REFERENCE = 'register words, switch';

const rounds = Number(process.argv[2] ?? DEFAULT_ROUNDS);
if (!Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(`Rounds must be a whole number above 0, not ${process.argv[2]}\n`);
  process.exitCode = 64;
} else {
  process.stdout.write(tableOf(await measureAll(rounds)));
}

/** Medians of milliseconds, by technique and program. */
type Times = ReadonlyMap<string, readonly number[]>;

async function measureAll(rounds: number): Promise<Times> {
  const samples = new Map(
    techniques.map(({ name }) => [name, programNames.map((): number[] => [])]),
  );
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, program] of programNames.entries()) {
      process.stderr.write(`round ${round} of ${rounds}: ${program}\n`);
      for (const { name } of techniques) {
        samples.get(name)?.[index].push(await millisecondsOf(program, name));
      }
    }
  }
  return new Map([...samples].map(([name, columns]) => [name, columns.map(median)]));
}

async function millisecondsOf(program: string, technique: string): Promise<number> {
  const child = join(projectRoot, 'grader/measure/dispatchers/child.ts');
  const args = ['--import', 'tsx', child, program, technique];
  const options = { cwd: projectRoot, timeout: LONGEST_MILLISECONDS };
  const { stdout } = await promisify(execFile)(process.execPath, args, options);
  return Number(stdout);
}

/** Times of a technique over those of the reference: 2.00 is twice as slow. */
function tableOf(times: Times): string {
  const reference = times.get(REFERENCE) ?? [];
  const table = new Table({
    head: ['time over that of the threaded tier', ...programNames, 'mean'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', ...[...programNames, 'mean'].map(() => 'right' as const)],
  });
  for (const [name, milliseconds] of times) {
    const ratios = milliseconds.map((time, index) => time / reference[index]);
    table.push([name, ...[...ratios, geometricMean(ratios)].map((ratio) => ratio.toFixed(2))]);
  }
  table.push([
    `${REFERENCE}, in ms`,
    ...reference.map((milliseconds) => milliseconds.toFixed(0)),
    '',
  ]);
  return `${table.toString()}\n`;
}
