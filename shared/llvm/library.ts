/**
 * The shared library, loaded when something is first asked of it. The dynamic
 * loader keeps one copy a process; worker threads that load it get that one.
 */
import koffi, { type LibraryHandle } from 'koffi';
import { currentPlatform } from '#shared/memory/pages.ts';
import { installAdvice, llvmPackages } from '#shared/setup/advice.mjs';
import { type Llvm, searchLlvm, supportedVersions } from '#shared/setup/find-llvm.mjs';
import { LlvmUnavailable } from './errors.ts';

/** A loaded library. */
export interface Library {
  readonly handle: LibraryHandle;
  /** Path of its file. */
  readonly path: string;
  /** Major, minor and patch version, as the library itself tells them. */
  readonly version: readonly [number, number, number];
}

let loaded: Library | undefined;

/**
 * The library.
 * @throws LlvmUnavailable when there is none that is supported
 */
export function library(): Library {
  loaded ??= load();
  return loaded;
}

/**
 * Whether there is a libLLVM that works.
 * @returns why not, or null when there is
 */
export function whyUnavailable(): string | null {
  try {
    library();
    return null;
  } catch (error) {
    if (error instanceof LlvmUnavailable) return error.message;
    throw error;
  }
}

function load(): Library {
  const { found, problem } = searchLlvm();
  if (found === null) throw unavailable(problem);
  const handle = open(found);
  const version = versionOf(handle);
  if (!supportedVersions.includes(version[0])) {
    throw unavailable(`${found.path} is LLVM ${version.join('.')}`);
  }
  oneThreadAtATime(() => initializeTarget(handle));
  return { handle, path: found.path, version };
}

function open({ path, preload }: Llvm): LibraryHandle {
  // LLVM's JIT looks its own helpers up by name, in everything that is loaded globally.
  const everywhere = { global: true };
  try {
    for (const file of preload) koffi.load(file, everywhere);
    return koffi.load(path, everywhere);
  } catch (error) {
    throw unavailable(`${path} cannot be loaded (${(error as Error).message})`);
  }
}

function unavailable(problem: string): LlvmUnavailable {
  const mend = process.env.HOTPATH_LLVM ? 'unset HOTPATH_LLVM' : installAdvice(llvmPackages);
  return new LlvmUnavailable(
    `No LLVM for the compiled tiers: ${problem}. LLVM 18 to 22 is needed. To mend it: ${mend}`,
  );
}

function versionOf(handle: LibraryHandle): [number, number, number] {
  const out = '_Out_ unsigned int *';
  const getVersion = handle.func('LLVMGetVersion', 'void', [out, out, out]);
  const parts: [[number], [number], [number]] = [[0], [0], [0]];
  getVersion(...parts);
  return [parts[0][0], parts[1][0], parts[2][0]];
}

/** LLVM's name for this processor's code generator. */
const target = process.arch === 'arm64' ? 'AArch64' : 'X86';

/** The parts of a code generator, in the order in which they build on each other. */
const targetParts = [
  'TargetInfo',
  'Target',
  'TargetMC',
  'AsmPrinter',
  'AsmParser',
  'Disassembler',
] as const;

/** Registers the code generator for this processor. A second time does nothing. */
function initializeTarget(handle: LibraryHandle): void {
  for (const part of targetParts) handle.func(`LLVMInitialize${target}${part}`, 'void', [])();
}

/**
 * Runs `work` while no other thread of this process does so. Worker threads share no
 * JavaScript object unless someone hands them one, but they do share the C library, and
 * every stream of it has a lock that any thread can find by name: standard input's.
 */
function oneThreadAtATime(work: () => void): void {
  const c = koffi.load(currentPlatform().library);
  const name = process.platform === 'darwin' ? '__stdinp' : 'stdin';
  const stream = koffi.decode(c.symbol(name), 'uintptr_t');
  c.func('flockfile', 'void', ['uintptr_t'])(stream);
  try {
    work();
  } finally {
    c.func('funlockfile', 'void', ['uintptr_t'])(stream);
  }
}
