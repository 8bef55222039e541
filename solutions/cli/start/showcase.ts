/** What `npm start` runs: a program of the corpus, on a VM of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#shared/setup/project.mjs';
import { defaultOptions } from '../../vm.ts';
import type { Report, Settings } from '../thread/messages.ts';
import { startVmThread } from '../thread/vm-thread.ts';

/** The program, from the project's root. */
export const showcaseFile = 'shared/programs/large/mandelbrot/mandelbrot.lox';

/** Columns of the picture, so that it and a table fit on a screen. */
const PICTURE_WIDTH = 40;

const settings: Settings = {
  heapBytes: defaultOptions.heapBytes,
  stressGc: false,
  tier: 'auto',
  countDispatches: false,
  dump: [],
  trace: [],
  record: true,
};

/** What a run on a VM that counts everything and one on a VM that does not have told. */
export interface Showcase {
  readonly counted: Report;
  readonly timed: Report;
}

/** Runs the program. @throws Error when it fails, which was told on stderr then */
export async function runShowcase(): Promise<Showcase> {
  const source = readFileSync(join(projectRoot, showcaseFile), 'utf8');
  const sized = source.replace(/^var size = \d+;/m, `var size = ${PICTURE_WIDTH};`);
  return {
    counted: await runOnce(sized, { ...settings, countDispatches: true }),
    timed: await runOnce(sized, settings),
  };
}

async function runOnce(source: string, chosen: Settings): Promise<Report> {
  const thread = startVmThread();
  thread.open(chosen);
  const outcome = await thread.run(source);
  const report = await thread.close();
  if (outcome !== 'ok' || report === undefined)
    throw new Error(`${showcaseFile} failed: ${outcome}`);
  return report;
}
