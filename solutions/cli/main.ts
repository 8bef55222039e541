/** The `lox` command: the main thread, which owns arguments, signals, timers and the terminal. */
import { ExitCode } from '#shared/contracts/exit-codes.ts';
import type { Arguments } from './arguments/arguments.ts';
import { reportInternalError } from './internal-error.ts';
import { runProgram } from './run-program.ts';
import { createBell } from './thread/bell.ts';
import type { Settings } from './thread/messages.ts';
import { startVmThread, type VmThread } from './thread/vm-thread.ts';
import { writeText } from './write-text.ts';

/**
 * Does what the command line asks for. What not every start needs is imported
 * where it is needed.
 * @returns the process's exit status
 */
async function main(thread: VmThread, args: readonly string[]): Promise<ExitCode> {
  const { parseArguments } = await import('./arguments/arguments.ts');
  const parsed = parseArguments(args);
  if (!parsed.ok) return parsed.exitCode;
  const options = parsed.arguments;
  if (options.version) return showVersion();
  thread.open(settingsFrom(options));
  const exitCode = await perform(thread, options);
  if (options.stats) await showStatistics(thread);
  return exitCode;
}

/** Runs or debugs a program, or runs a REPL where nothing names one and somebody is there to type, or both. */
async function perform(thread: VmThread, options: Arguments): Promise<ExitCode> {
  const { file, interactive, timeout } = options;
  if (options.debug) {
    const { runDebugger } = await import('./debug/run-debugger.ts');
    return runDebugger(thread, file ?? '-');
  }
  if (!interactive && !(file === undefined && (await isTerminal()))) {
    return runProgram(thread, file ?? '-', timeout);
  }
  const exitCode = file === undefined ? ExitCode.OK : await runProgram(thread, file, timeout);
  if (exitCode !== ExitCode.OK) return exitCode;
  const { runRepl } = await import('./repl/repl.ts');
  return runRepl(thread, timeout);
}

async function isTerminal(): Promise<boolean> {
  const { isatty } = await import('node:tty');
  return isatty(0);
}

/**
 * A function is hot from its second call on. V8 has to warm up the loop of each
 * of our engines, so a program is fastest that runs nearly all in one of them:
 * by a sixth, over the large programs, against a threshold of a thousand.
 */
const EARLY = 2;

/**
 * Loading LLVM takes as long as a few thousand calls in threaded code. Once it is
 * there, a function is worth compiling after a few hundred.
 */
const FIRST_COMPILED = 2_000;
const COMPILED = 200;

type Thresholds = Pick<Settings, 'hotThreshold' | 'compileThreshold' | 'firstCompileThreshold'>;

/** From this lab on modules are about native code. */
const FIRST_NATIVE_LAB = 'lab03';

/**
 * When functions climb. With modules of one's own the first threshold is the
 * VM's, so that one's interpreter has something to do, and nothing is compiled
 * unless one's modules are about that, lest the reference do their work.
 */
function thresholds(): Thresholds {
  const conditions = process.env.HOTPATH_CONDITIONS ?? '';
  if (conditions === '')
    return {
      hotThreshold: EARLY,
      compileThreshold: COMPILED,
      firstCompileThreshold: FIRST_COMPILED,
    };
  const labs = conditions.split(',').filter((name) => /^(lab|skeleton)\d\d$/.test(name));
  const native = labs.some((name) => name.replace('skeleton', 'lab') >= FIRST_NATIVE_LAB);
  return labs.length > 0 && !native ? { compileThreshold: Number.POSITIVE_INFINITY } : {};
}

function settingsFrom(options: Arguments): Settings {
  const { heapLimit, tier, stress, stats, dump, trace, debug } = options;
  return {
    heapBytes: heapLimit,
    stressGc: stress !== undefined,
    tier,
    ...thresholds(),
    countDispatches: stats === true,
    dump: dump ?? [],
    trace: trace ?? [],
    record: false,
    ...(debug && { bell: createBell() }),
  };
}

async function showStatistics(thread: VmThread): Promise<void> {
  const report = await thread.close();
  const { formatStatistics } = await import('./statistics.ts');
  if (report !== undefined) writeText(2, formatStatistics(report));
}

async function showVersion(): Promise<ExitCode> {
  const { versionLine } = await import('./version.ts');
  writeText(1, `${versionLine()}\n`);
  return ExitCode.OK;
}

/**
 * Ends the process. To stop a Worker while it loads koffi makes Node abort, so
 * before the VM is up the process ends without stopping anything.
 */
async function exit(thread: VmThread, exitCode: ExitCode): Promise<never> {
  if (!thread.isUp()) {
    const { exitNow } = await import('#shared/runtime/exit-now.ts');
    exitNow(exitCode);
  }
  process.exit(exitCode);
}

// First of all, since it takes longest: it comes up while this thread reads the arguments.
const thread = startVmThread();
main(thread, process.argv.slice(2))
  .catch((error: unknown) => {
    reportInternalError(error);
    return ExitCode.INTERNAL_ERROR;
  })
  .then((exitCode) => exit(thread, exitCode));
