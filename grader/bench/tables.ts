/** The results as text for people. */
import Table from 'cli-table3';
import colours from 'picocolors';
import type { BenchResult, Measurement, ProgramResult } from './result.ts';
import { spreadOf } from './summary.ts';

/** Everything that is printed at the end of a run. */
export function formatResult(result: BenchResult): string {
  if (result.engines.length === 0) return `${leftOut(result)}No engine is left to measure.\n`;
  return [heading(result), times(result), speeds(result), notes(result), startUp(result)]
    .filter((part) => part !== '')
    .join('\n');
}

/** A quiet machine repeats itself within a few hundredths. */
const RESTLESS = 1.15;

function heading({ date, runs, machine, programs }: BenchResult): string {
  const { cpu, cores, node, loadBefore, platform } = machine;
  const spread = spreadOf(programs);
  return [
    colours.bold(`Hotpath bench of ${date}, ${runs} repetition${runs === 1 ? '' : 's'}`),
    `${cpu}, ${cores} cores, load ${loadBefore[0].toFixed(2)} before the run`,
    `${platform}, Node.js ${node}`,
    ...(spread > RESTLESS ? [colours.yellow(warning(spread))] : []),
    '',
  ].join('\n');
}

function warning(spread: number): string {
  return `Take care: the slowest run of a program took ${spread.toFixed(2)} times the fastest
(median of all programs and engines). Other work was going on: repeat when it is quiet.`;
}

/** A table without rules whose first column holds names and the others numbers. */
function plainTable(head: readonly string[]): Table.Table {
  const bare = Object.fromEntries(everyRule.map((rule) => [rule, '']));
  return new Table({
    chars: { ...bare, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    head: [...head],
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
  });
}

const everyRule = [
  ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left'],
  ...['bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'],
];

function times({ engines, programs }: BenchResult): string {
  const table = plainTable(['', ...engines.map(({ id }) => id)]);
  for (const { program, measurements } of programs) {
    table.push([program, ...measurements.map(timeOf)]);
  }
  table.push([colours.dim('an empty program'), ...engines.map(emptyTimeOf)]);
  return `${colours.bold('Own time in ms')}: wall time of the process, less the median wall time of
the same engine on an empty program, which was measured in between
${table.toString()}\n`;
}

function emptyTimeOf({ emptyMedianMs }: BenchResult['engines'][number]): string {
  return colours.dim(milliseconds(emptyMedianMs));
}

function timeOf(measurement: Measurement): string {
  if (measurement.outcome === 'timed') return milliseconds(Math.max(0, measurement.ownMs));
  if (measurement.outcome === 'absent') return colours.dim('-');
  return colours.red(measurement.outcome);
}

function milliseconds(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}

function speeds({ reference, engines, programs, geometricMeans }: BenchResult): string {
  const table = plainTable(['', ...engines.map(({ id }) => id)]);
  for (const { program, measurements } of programs) {
    table.push([program, ...measurements.map(speedOf)]);
  }
  const means = geometricMeans.map(({ ratio }) => colours.bold(ratioText(ratio)));
  table.push([colours.bold('geometric mean'), ...means]);
  if (geometricMeans.some((mean) => mean.programs < programs.length)) {
    table.push(['over programs', ...geometricMeans.map((mean) => String(mean.programs))]);
  }
  return `${colours.bold(`Speed over ${reference}`)}: 2.00 is twice as fast
${table.toString()}\n`;
}

function speedOf(measurement: Measurement): string {
  return ratioText(measurement.outcome === 'timed' ? measurement.ratio : null);
}

function ratioText(ratio: number | null): string {
  if (ratio === null) return colours.dim('-');
  return ratio.toFixed(2);
}

function notes(result: BenchResult): string {
  return leftOut(result) + result.programs.flatMap(failures).join('');
}

function leftOut(result: BenchResult): string {
  return result.leftOut.map(({ engine, reason }) => `${engine} is left out: ${reason}\n`).join('');
}

function failures({ program, measurements }: ProgramResult): string[] {
  return measurements
    .filter((measurement) => measurement.outcome !== 'timed')
    .map(({ engine, outcome, reason }) => `${program} on ${engine}: ${outcome}: ${reason}\n`);
}

function startUp({ startUp: results }: BenchResult): string {
  const table = plainTable(['', 'median', 'fastest']);
  for (const { command, medianMs, samplesMs } of results) {
    if (medianMs === null) table.push([command, colours.red('failed'), '']);
    else table.push([command, milliseconds(medianMs), milliseconds(Math.min(...samplesMs))]);
  }
  return `${colours.bold('Start-up in ms')}: wall time of the process\n${table.toString()}\n`;
}
