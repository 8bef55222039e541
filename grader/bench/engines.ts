/** The engines: every tier of our VM, and the peers that are compared with it. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TierName } from '#shared/contracts/engine.ts';
import { commandPath } from '#shared/setup/commands.mjs';
import { findLlvm } from '#shared/setup/find-llvm.mjs';
import type { Language } from './corpus.ts';

/** An engine as the table of engines knows it. */
export interface EngineDescription {
  /** The name that `--engines` takes and that heads its column. */
  readonly id: string;
  readonly language: Language;
  /** `lox`: our launcher. `node`: the Node.js that runs the bench. Else a name on PATH. */
  readonly executable: string;
  readonly flags: readonly string[];
  /** Arguments that make it tell its version; null: it has none to tell. */
  readonly versionArguments: readonly string[] | null;
  /** What it is, for people. */
  readonly title: string;
}

/** An engine that is there. */
export interface Engine extends EngineDescription {
  /** The command that runs a program; its file is to be appended. */
  readonly command: readonly string[];
}

/** Where to look; every part has a default, tests bring their own. */
export interface EnginePlaces {
  /** The file of the `lox` launcher. */
  readonly launcher?: string;
  /** The value of PATH. */
  readonly path?: string | undefined;
}

/** The tiers of our VM that are measured. */
const tiers: readonly (TierName | 'auto')[] = ['interpreter', 'threaded', 'baseline', 'auto'];

/** Every function is compiled by V8's baseline compiler at its first call, and by no other. */
const SPARKPLUG = ['--always-sparkplug', '--no-opt', '--no-maglev'];

/** Every engine, in the order of the table. */
export const allEngines: readonly EngineDescription[] = [
  ...tiers.map(describeTier),
  engine('clox', 'lox', 'clox', [], null, 'the C interpreter of Crafting Interpreters'),
  engine('lua5.4', 'lua', 'lua5.4', [], ['-v'], 'the C interpreter of Lua'),
  engine('luajit', 'lua', 'luajit', [], ['-v'], 'LuaJIT, a tracing compiler'),
  engine('luajit-joff', 'lua', 'luajit', ['-joff'], ['-v'], "LuaJIT's interpreter, in assembly"),
  engine('node', 'js', 'node', [], ['--version'], 'V8, with all its compilers'),
  engine('node-sparkplug', 'js', 'node', SPARKPLUG, ['--version'], "V8's unoptimised native code"),
  engine('node-jitless', 'js', 'node', ['--jitless'], ['--version'], "V8's own interpreter"),
];

function describeTier(tier: TierName | 'auto'): EngineDescription {
  const title = `Hotpath, tier ${tier}`;
  return engine(tier, 'lox', 'lox', ['--tier', tier], ['--version'], title);
}

function engine(
  id: string,
  language: Language,
  executable: string,
  flags: readonly string[],
  versionArguments: readonly string[] | null,
  title: string,
): EngineDescription {
  return { id, language, executable, flags, versionArguments, title };
}

/** Whether an engine is a tier of our VM. */
export function isOurs({ executable }: EngineDescription): boolean {
  return executable === 'lox';
}

/** The engine ready to run, or null when its executable, or the libLLVM that it needs, is not there. */
export function findEngine(engine: EngineDescription, places: EnginePlaces = {}): Engine | null {
  if (engine.id === 'baseline' && findLlvm() === null) return null;
  const executable = executableCommand(engine.executable, places);
  return executable && { ...engine, command: [...executable, ...engine.flags] };
}

const defaultLauncher = fileURLToPath(new URL('../../solutions/cli/lox.mjs', import.meta.url));

/** The words that start an executable, or null when it is not there. */
export function executableCommand(
  executable: string,
  { launcher = defaultLauncher, path = process.env.PATH }: EnginePlaces = {},
): string[] | null {
  if (executable === 'node') return [process.execPath];
  if (executable === 'lox') return existsSync(launcher) ? [process.execPath, launcher] : null;
  const file = commandPath(executable, path);
  return file === null ? null : [file];
}

/** What stands for the version of an engine that tells none: a hash of its file. */
export function fingerprint({ command }: Engine): string {
  const hash = createHash('sha256').update(readFileSync(command[0])).digest('hex');
  return `no version, SHA-256 ${hash.slice(0, 12)}`;
}
