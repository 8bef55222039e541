/** What keeps a child from reaching beyond its task. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { findLlvm } from '#shared/setup/find-llvm.mjs';
import type { Bundle } from '../build/bundle.ts';
import { CPU_SECONDS, FILE_BLOCKS, JAVASCRIPT_HEAP_MEGABYTES } from '../limits.ts';
import { type ChildCommand, startChild } from './child.ts';
import { MARK_VARIABLE } from './kill.ts';

/** The program of a child, in the grader and not in the graded project. */
const launcher = join(import.meta.dirname, '../../probe/child/launch.cjs');

/** Where koffi is loaded from. */
const koffi = createRequire(import.meta.url).resolve('koffi');

export interface SandboxNeeds {
  readonly bundle: Bundle;
  /** The graded project. */
  readonly root: string;
  /** Where children run, an empty folder. */
  readonly home: string;
  /** By which our children's own children are known. */
  readonly mark: string;
}

/**
 * How to start a child for this bundle. What Node's permissions refuse are
 * files other than the bundle's, other processes and threads; what the shell's
 * limits refuse are core dumps, large files and endless computing.
 */
export function childCommand({ bundle, root, home, mark }: SandboxNeeds): ChildCommand {
  const launch = { bundle: bundle.file, modules: bundle.modules, koffi, root };
  const limits = ['-c 0', `-f ${FILE_BLOCKS}`, `-t ${CPU_SECONDS}`];
  const limited = `${limits.map((limit) => `ulimit ${limit}; `).join('')}exec "$0" "$@"`;
  const readable = [
    launcher,
    bundle.file,
    ...koffiFolders(),
    ...llvmFiles(),
    // Where scenarios see what their process has mapped.
    '/proc/self/maps',
  ];
  return {
    executable: '/bin/sh',
    args: [
      '-c',
      limited,
      process.execPath,
      '--no-warnings',
      `--max-old-space-size=${JAVASCRIPT_HEAP_MEGABYTES}`,
      permissionFlag(),
      '--allow-addons',
      ...readable.map((path) => `--allow-fs-read=${path}`),
      launcher,
      JSON.stringify(launch),
    ],
    env: environment(home, mark),
    folder: home,
  };
}

/** Node 20 calls it experimental. */
function permissionFlag(): string {
  const flag = '--permission';
  return process.allowedNodeEnvironmentFlags.has(flag) ? flag : '--experimental-permission';
}

/** The packages of koffi: its own, and the one with the binary beside it. */
function koffiFolders(): string[] {
  const folder = dirname(koffi);
  return [`${folder}${sep}`, `${join(dirname(folder), '@koromix')}${sep}`];
}

/** libLLVM, and what is loaded before it. */
function llvmFiles(): string[] {
  const llvm = findLlvm();
  return llvm === null ? [] : [llvm.path, ...llvm.preload];
}

/** A child cannot look for libLLVM: it may read no folder. So it is told where it is. */
function environment(home: string, mark: string): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  const llvm = findLlvm();
  const folders = [...new Set(llvm?.preload.map((file) => dirname(file)))];
  const libraries = [...folders, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    PATH,
    ...(libraries !== '' && { LD_LIBRARY_PATH: libraries }),
    HOTPATH_LLVM: llvm?.path ?? 'none',
    HOME: home,
    TMPDIR: home,
    [MARK_VARIABLE]: mark,
  };
}

/**
 * The command with the user nobody in it, when the grader is root and a child
 * starts that way: it does not where nobody cannot read the project.
 */
export async function asNobody(command: ChildCommand): Promise<ChildCommand> {
  const user = process.getuid?.() === 0 ? nobody() : undefined;
  if (user === undefined) return command;
  const changed = { ...command, user };
  const child = startChild(changed);
  const works = await child.ready;
  child.kill();
  return works ? changed : command;
}

function nobody(): { uid: number; gid: number } | undefined {
  try {
    const entry = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
    return entry ? { uid: Number(entry[1]), gid: Number(entry[2]) } : undefined;
  } catch {
    return undefined;
  }
}
