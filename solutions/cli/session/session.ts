/** A session: one VM and the sources that are run on it, one after the other. */
import { isatty } from 'node:tty';
import { type EventKind, formatEvent, type VmEvent } from '#shared/events/events.ts';
import type { BytecodeFunction } from '#shared/lox/bytecode.ts';
import { formatDiagnostic } from '#shared/lox/diagnostics.ts';
import { createOutput, fileSink } from '#shared/runtime/output.ts';
import { createVm, type Vm } from '../../vm.ts';
import { describeInternalError } from '../internal-error.ts';
import type { Outcome, Reply, Report, Settings } from '../thread/messages.ts';
import { compileInput } from './compile-input.ts';
import { dumpProgram } from './dumps.ts';
import { withInliningRoom } from './inlining-room.ts';

export interface Session {
  /**
   * Compiles a source and runs or dumps it. Writes all that there is to say,
   * errors too, before it returns. Never throws.
   */
  run(source: string, interactive: boolean): Outcome;
  report(): Report;
}

const STDOUT = 1;
const STDERR = 2;

/** Makes a session. Its VM is made when a program is there to run, and `reply` told where its memory is. */
export function createSession(settings: Settings, reply: (message: Reply) => void): Session {
  const output = createOutput(fileSink(STDOUT), isatty(STDOUT));
  const errorOutput = createOutput(fileSink(STDERR));
  const events: VmEvent[] = [];
  let vm: Vm | undefined;

  /** Writes on stderr, behind everything that went to stdout so far. */
  function complain(text: string): void {
    output.flush();
    errorOutput.writeText(text);
    errorOutput.flush();
  }

  function openVm(): Vm {
    const opened = createVm(output, settings);
    reply({ kind: 'memory', address: opened.machine.memory.address });
    for (const listener of listeners(settings, complain, events)) {
      opened.machine.events.listen(listener);
    }
    return opened;
  }

  function execute(script: BytecodeFunction): Outcome {
    vm ??= openVm();
    const running = vm;
    const result = withInliningRoom(() => running.run(script));
    if (result.ok) return 'ok';
    const { message, trace, cause } = result.error;
    complain(`${[message, ...trace].join('\n')}\n`);
    return cause;
  }

  function handle(source: string, interactive: boolean): Outcome {
    const input = compileInput(source, interactive);
    const { result, incomplete } = input;
    if (incomplete) return 'incomplete';
    output.writeText(dumpProgram(input, settings.dump));
    if (result.ok) return settings.dump.length > 0 ? 'ok' : execute(result.script);
    complain(`${result.diagnostics.map(formatDiagnostic).join('\n')}\n`);
    return 'rejected';
  }

  return {
    run(source, interactive) {
      try {
        return handle(source, interactive);
      } catch (error) {
        complain(describeInternalError(error));
        return 'internal';
      } finally {
        output.flush();
      }
    },
    report: () => ({
      statistics: vm?.statistics(),
      eventCounts: vm?.machine.events.counts ?? new Map(),
      events,
    }),
  };
}

/** Who listens to the event stream: `--trace` prints, a report keeps. */
function* listeners({ trace, recordEvents }: Settings, print: (text: string) => void, kept: VmEvent[]) {
  const traced = new Set<EventKind>(trace);
  if (traced.size > 0) {
    yield (event: VmEvent) => {
      if (traced.has(event.kind)) print(`${formatEvent(event)}\n`);
    };
  }
  if (recordEvents) yield (event: VmEvent) => void kept.push(event);
}
