/**
 * `npm run bench`: how fast the tiers of the VM are beside their peers, in one
 * run. `docs/benchmarks.md` says what is measured and how.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { largePrograms, programNames } from './corpus.ts';
import { allEngines, findEngine, isOurs } from './engines.ts';
import { type BenchOptions, parseRequest } from './options.ts';
import { createProgress } from './progress.ts';
import type { BenchResult } from './result.ts';
import { runBench } from './run-bench.ts';
import { formatResult } from './tables.ts';

/** Exit status for a command line that is not understood, from BSD's `sysexits.h`. */
const MISUSE = 64;

/** Exit status after a signal is this much more than the signal's number. */
const SIGNALLED = 128;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const programs = programNames(largePrograms);
  const request = parseRequest(args, { programs, engines: allEngines.map(({ id }) => id) });
  switch (request.kind) {
    case 'run':
      return measureAndTell(request.options, args);
    case 'list':
      process.stdout.write(list(programs));
      return 0;
    case 'help':
      process.stdout.write(request.text);
      return 0;
    case 'misuse':
      process.stderr.write(request.text);
      return MISUSE;
  }
}

async function measureAndTell(options: BenchOptions, args: readonly string[]): Promise<number> {
  const progress = createProgress(process.stderr);
  const stop = new AbortController();
  let stopStatus = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      stopStatus = SIGNALLED + constants.signals[signal];
      stop.abort();
    });
  }
  try {
    const context = { args, progress, signal: stop.signal };
    const result = await runBench(options, { programs: largePrograms }, context);
    writeJson(options.json, result);
    process.stdout.write(`${formatResult(result)}\nAll samples are in ${options.json}\n`);
    return isAsExpected(result) ? 0 : 1;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    progress.end();
    return stopStatus;
  }
}

function writeJson(file: string, result: BenchResult): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}

/** Whether something ran, and our own VM did all that it was asked to. */
function isAsExpected({ engines, leftOut, programs }: BenchResult): boolean {
  const ours = new Set(allEngines.filter(isOurs).map(({ id }) => id));
  const measurements = programs.flatMap((program) => program.measurements);
  return (
    engines.length > 0 &&
    !leftOut.some(({ engine }) => ours.has(engine)) &&
    measurements.every(({ engine, outcome }) => outcome === 'timed' || !ours.has(engine))
  );
}

function list(programs: readonly string[]): string {
  const width = Math.max(...allEngines.map(({ id }) => id.length));
  const engines = allEngines.map((engine) => {
    const absent = findEngine(engine) ? '' : ' (not found; npm run doctor says how to get it)';
    return `  ${engine.id.padEnd(width)}  ${engine.title}${absent}\n`;
  });
  return `Programs:\n${programs.map((name) => `  ${name}\n`).join('')}Engines:\n${engines.join('')}`;
}
