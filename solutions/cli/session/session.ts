/** A session: one VM and the sources that are run on it, one after the other. */
import { isatty } from 'node:tty';
import { whyUnavailable } from '#shared/llvm/library.ts';
import type { BytecodeFunction } from '#shared/lox/bytecode.ts';
import { formatDiagnostic } from '#shared/lox/diagnostics.ts';
import { MappingError } from '#shared/memory/pages.ts';
import { createOutput, fileSink } from '#shared/runtime/output.ts';
import { createDebugger, type DebugConsole } from '../../debugger/debugger.ts';
import { createVm, type RunResult, type Vm } from '../../vm.ts';
import { describeInternalError } from '../internal-error.ts';
import { blockForEver } from '../thread/bell.ts';
import type { Outcome, Reply, Report, Settings } from '../thread/messages.ts';
import { compileInput } from './compile-input.ts';
import { dumpProgram, dumpWhatIsLeft, needsRun } from './dumps.ts';
import { withEngineFlags } from './engine-flags.ts';
import { createRecorder, type Recorder, traceEvents } from './watchers.ts';

/** One VM, and what it was given to run. */
export interface Session {
  /**
   * Compiles a source and runs or dumps it. Writes all that there is to say,
   * errors too, before it returns. Never throws.
   */
  run(source: string, interactive: boolean): Outcome;
  /** Whether a function has been compiled to native code. */
  hasCompiled(): boolean;
  /** What there is to tell so far. */
  report(): Report;
}

const STDOUT = 1;
const STDERR = 2;

/**
 * Makes a session. Its VM is made when a program is there to run, and `reply`
 * told where its memory is.
 * @param ask waits for the next command of the debugger
 */
export function createSession(
  settings: Settings,
  reply: (message: Reply) => void,
  ask: (bell: Int32Array) => string | undefined,
): Session {
  const recorder = settings.record ? createRecorder() : undefined;
  const output = createOutput(recorder?.sink ?? fileSink(STDOUT), isatty(STDOUT));
  /** A program that runs to be looked at prints nothing. */
  const printed = needsRun(settings.dump) ? createOutput(() => {}) : output;
  const errorOutput = createOutput(fileSink(STDERR));
  let vm: Vm | undefined;
  let milliseconds = 0;

  /** Writes on stderr, behind everything that went to stdout so far. */
  function complain(text: string): void {
    output.flush();
    errorOutput.writeText(text);
    errorOutput.flush();
  }

  function openVm(source: string): Vm {
    const { bell } = settings;
    const debug = bell && createDebugger(source, debugConsole(bell));
    const opened = createVm(printed, { ...settings, ...(debug && { debug }) });
    const { events, memory } = opened.machine;
    reply({ kind: 'memory', address: memory.address });
    if (settings.trace.length > 0) traceEvents(events, settings.trace, complain);
    if (recorder !== undefined) events.listen(recorder.listener);
    return opened;
  }

  /** The debugger talks on stderr: stdout is the program's. */
  function debugConsole(bell: Int32Array): DebugConsole {
    return {
      write: complain,
      ask() {
        output.flush();
        reply({ kind: 'prompt' });
        return ask(bell);
      },
      leave() {
        output.flush();
        reply({ kind: 'done', outcome: 'left' });
        return blockForEver();
      },
    };
  }

  function execute(source: string, script: BytecodeFunction): RunResult {
    const running = vm ?? openVm(source);
    vm = running;
    const start = performance.now();
    const result = withEngineFlags(() => running.run(script));
    milliseconds += performance.now() - start;
    return result;
  }

  function handle(source: string, interactive: boolean): Outcome {
    const input = compileInput(source, interactive);
    const { result, incomplete } = input;
    if (incomplete) return 'incomplete';
    const forms = dumpProgram(input, settings.dump);
    output.writeText(forms);
    if (!result.ok) {
      complain(`${result.diagnostics.map(formatDiagnostic).join('\n')}\n`);
      return 'rejected';
    }
    if (settings.dump.length > 0 && !needsRun(settings.dump)) return 'ok';
    const missing = settings.tier === 'baseline' ? whyUnavailable() : null;
    if (missing !== null) {
      complain(`lox: --tier baseline: ${missing}\n`);
      return 'unavailable';
    }
    const ran = execute(source, result.script);
    if (vm !== undefined && needsRun(settings.dump)) {
      const left = dumpWhatIsLeft(vm.machine, settings.dump);
      output.writeText(forms === '' || left === '' ? left : `\n${left}`);
    }
    if (ran.ok) return 'ok';
    complain(`${[ran.error.message, ...ran.error.trace].join('\n')}\n`);
    return ran.error.cause;
  }

  return {
    run(source, interactive) {
      try {
        return handle(source, interactive);
      } catch (error) {
        complain(describeFailure(error));
        return 'internal';
      } finally {
        output.flush();
      }
    },
    hasCompiled: () => vm?.machine.events.counts.has('compiled') ?? false,
    report: () => reportOn(vm, milliseconds, recorder),
  };
}

/** An exception is a mistake of ours, unless the system has no memory to give. */
function describeFailure(error: unknown): string {
  return error instanceof MappingError ? `lox: ${error.message}\n` : describeInternalError(error);
}

function reportOn(
  vm: Vm | undefined,
  milliseconds: number,
  recorder: Recorder | undefined,
): Report {
  return {
    statistics: vm?.statistics(),
    eventCounts: vm?.machine.events.counts ?? new Map(),
    milliseconds,
    events: recorder?.events ?? [],
    output: recorder?.text() ?? '',
  };
}
