/** The screen that `npm start` shows: a picture, what the VM did for it, what to do next. */
import { basename } from 'node:path';
import Table from 'cli-table3';
import colours from 'picocolors';
import type { VmEvent } from '#shared/events/events.ts';
import { formatCount, plainTable } from '../statistics.ts';
import type { NextStep } from './next-steps.ts';
import { type Showcase, showcaseFile } from './showcase.ts';

/** The whole screen, ending in a newline. */
export function formatScreen(showcase: Showcase, steps: readonly NextStep[]): string {
  const { bold, dim } = colours;
  const table = new Table({ ...plainTable, style: { ...plainTable.style, 'padding-right': 3 } });
  table.push([colourPicture(pictureIn(showcase.counted.output)), factsTable(showcase)]);
  const screen = [
    `${bold('Hotpath')}  a virtual machine for Lox, running ${dim(basename(showcaseFile))}\n`,
    table.toString(),
    '',
    formatSteps(steps),
  ].join('\n');
  return `${screen.replace(/ +$/gm, '')}\n`;
}

/** The lines of a picture, without the numbers that the program prints below. */
function pictureIn(output: string): string {
  return output
    .split('\n')
    .filter((line) => /^[-.:+*#@]+$/.test(line))
    .join('\n');
}

/** The longer a point took, the brighter. */
function colourPicture(picture: string): string {
  return picture
    .replace(/[.:]+/g, (run) => colours.dim(run))
    .replace(/[-+]+/g, (run) => colours.blue(run))
    .replace(/[*#]+/g, (run) => colours.yellow(run));
}

function factsTable({ counted, timed }: Showcase): string {
  const { statistics } = counted;
  if (statistics === undefined) return '';
  const table = new Table({ ...plainTable, colAligns: ['left', 'right'] });
  table.push(
    ['functions loaded', formatCount(ofKind(counted.events, 'loaded').length)],
    ['calls', formatCount(statistics.calls)],
    ['loop iterations', formatCount(statistics.loops)],
    ['instructions', formatCount(statistics.dispatches)],
    ['objects allocated', formatCount(statistics.heap.allocatedObjects)],
    ['collections', formatCount(ofKind(counted.events, 'gc').length)],
    ...ofKind(counted.events, 'hot').map(({ name }, index) => [
      index === 0 ? 'hot functions' : '',
      name,
    ]),
    ...timed.map(({ tier, report }) => [`time, as ${tier}`, inSeconds(report.milliseconds)]),
    ...timed
      .map(({ report }) => report.statistics?.native.milliseconds ?? 0)
      .filter((compiling) => compiling > 0)
      .map((compiling) => ['of that, compiling', inSeconds(compiling)]),
  );
  return `What the VM did for it:\n\n${table.toString()}`;
}

function inSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function ofKind<Kind extends VmEvent['kind']>(events: readonly VmEvent[], kind: Kind) {
  return events.filter((event): event is Extract<VmEvent, { kind: Kind }> => event.kind === kind);
}

function formatSteps(steps: readonly NextStep[]): string {
  const table = new Table(plainTable);
  table.push(...steps.map(({ command, effect }) => [colours.cyan(command), effect]));
  return `Next:\n${table.toString()}`;
}
