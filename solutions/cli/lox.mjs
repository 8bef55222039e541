#!/usr/bin/env node
/** The `lox` command: runs `main.ts` from a cached bundle, in this process. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './launcher/launch.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Exit status for a command line that is wrong, as in sysexits.h. */
const USAGE = 64;

/**
 * Adds the conditions that `--mine` asks for, and takes it off the command
 * line; with it comes a tier, which a `--tier` overrides. False: it was wrong,
 * and that was said.
 */
async function chooseModules() {
  if (!process.argv.some((argument) => argument.startsWith('--mine'))) return true;
  const { conditionsOf, takeMine, withTier } = await import('./launcher/mine.mjs');
  const { args, list } = takeMine(process.argv.slice(2));
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...args);
  if (list === undefined) return true;
  const chosen = conditionsOf(root, list);
  if ('problem' in chosen) {
    process.stderr.write(`lox: ${chosen.problem}. See lox --help.\n`);
    process.exitCode = USAGE;
    return false;
  }
  const given = process.env.HOTPATH_CONDITIONS ?? '';
  process.env.HOTPATH_CONDITIONS = [given, ...chosen.conditions].filter(Boolean).join(',');
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...withTier(args, chosen.tier));
  return true;
}

if (await chooseModules()) {
  await launch({
    root,
    entries: { main: 'solutions/cli/main.ts', worker: 'solutions/cli/worker.ts' },
  });
}
