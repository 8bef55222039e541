/** Finds out which engines can run at all, and what they are. */
import {
  allEngines,
  type Engine,
  type EngineDescription,
  type EnginePlaces,
  findEngine,
  fingerprint,
  isOurs,
} from './engines.ts';
import type { RunCommand } from './measure.ts';
import { emptyTask } from './start-up.ts';
import { firstLine, judge } from './verdict.ts';

/** An engine that has shown that it runs. */
export interface ReadyEngine extends Engine {
  readonly version: string;
}

/** The engines that were asked for, sorted into those that run and those that do not. */
export interface PreparedEngines {
  readonly ready: readonly ReadyEngine[];
  readonly leftOut: readonly { readonly engine: string; readonly reason: string }[];
}

/**
 * Tries each engine on the empty program. That also warms the caches on disk,
 * and lets our launcher build its bundle where the sources have changed.
 */
export async function prepareEngines(
  ids: readonly string[],
  places: EnginePlaces,
  run: RunCommand,
): Promise<PreparedEngines> {
  const ready: ReadyEngine[] = [];
  const leftOut: { engine: string; reason: string }[] = [];
  for (const description of allEngines.filter(({ id }) => ids.includes(id))) {
    const engine = findEngine(description, places);
    const reason = engine ? await problemOf(engine, run) : absence(description);
    if (engine && reason === null) ready.push({ ...engine, version: await versionOf(engine, run) });
    else leftOut.push({ engine: description.id, reason: reason ?? '' });
  }
  return { ready, leftOut };
}

function absence(engine: EngineDescription): string {
  if (isOurs(engine)) return 'its launcher is not there';
  return 'not on PATH (npm run doctor says how to get it)';
}

async function problemOf(engine: Engine, run: RunCommand): Promise<string | null> {
  const { command, expected } = emptyTask(engine);
  return judge(await run(command), expected)?.reason ?? null;
}

async function versionOf(engine: Engine, run: RunCommand): Promise<string> {
  if (engine.versionArguments === null) return fingerprint(engine);
  const executable = engine.command.slice(0, engine.command.length - engine.flags.length);
  const { stdout, stderr } = await run([...executable, ...engine.versionArguments]);
  return firstLine(stdout) || firstLine(stderr) || 'unknown';
}
