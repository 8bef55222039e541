/** What `npm start` runs: a program of the corpus, on a VM of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findLlvm } from '#shared/setup/find-llvm.mjs';
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
  tier: 'interpreter',
  countDispatches: false,
  dump: [],
  trace: [],
  record: true,
};

/** What runs of the same program have told. */
export interface Showcase {
  /** A run in the interpreter that counted everything, which takes time. */
  readonly counted: Report;
  /** A run that counted nothing, for each tier, the lowest first. */
  readonly timed: readonly { readonly tier: string; readonly report: Report }[];
}

/** The tiers to show, each by what it runs. Machine code needs libLLVM. */
const tiers = [
  { tier: 'bytecode', name: 'interpreter', possible: true },
  { tier: 'threaded code', name: 'threaded', possible: true },
  { tier: 'machine code', name: 'baseline', possible: findLlvm() !== null },
] as const;

/** Runs the program. @throws Error when it fails, which was told on stderr then */
export async function runShowcase(): Promise<Showcase> {
  const source = readFileSync(join(projectRoot, showcaseFile), 'utf8');
  const sized = source.replace(/^var size = \d+;/m, `var size = ${PICTURE_WIDTH};`);
  const counted = await runOnce(sized, { ...settings, countDispatches: true });
  const timed = [];
  for (const { tier, name } of tiers.filter(({ possible }) => possible))
    timed.push({ tier, report: await runOnce(sized, { ...settings, tier: name }) });
  return { counted, timed };
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
