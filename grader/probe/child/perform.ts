/**
 * The grader's part of the process in which a student's code runs: does what a
 * request says and reports what happened. It judges nothing.
 */
import { ExitCode } from '#shared/contracts/exit-codes.ts';
import type { MachineOptions } from '#shared/contracts/machine.ts';
import type { VmEvent } from '#shared/events/events.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { formatDiagnostic } from '#shared/lox/diagnostics.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { withEngineFlags } from '#solutions/cli/session/engine-flags.ts';
import { createVm, type Vm } from '#solutions/vm.ts';
import type { ObservationRequest, Reply, RunFacts, RunOptions } from '../observation.ts';
import { endedByThrowing } from './describe-thrown.ts';
import { takeViews } from './views.ts';

/** Ends the observation with a reply, at once, wherever it stands. */
export type Leave = (reply: Reply) => never;

/** Does what is asked. Never rejects. */
export type Perform = (request: ObservationRequest, leave: Leave) => Promise<Reply>;

/** The functions that a lab's `scenarios.ts` exports. */
export type Scenarios = Readonly<Record<string, unknown>>;

const DEFAULT_HEAP_BYTES = 64 * 1024 * 1024;

/** No Lox program of a test prints more. */
const OUTPUT_LIMIT_BYTES = 4 * 1024 * 1024;

/** Makes what serves the requests of one process. */
export function createPerform(scenarios: Scenarios): Perform {
  return async (request, leave) => {
    if (request.kind === 'run') return run(request.source, request.options, leave);
    try {
      const value = await callScenario(scenarios, request.name, request.args);
      return { ended: { kind: 'normal' }, value: JSON.stringify(value) ?? 'null' };
    } catch (error) {
      return { ended: endedByThrowing(error) };
    }
  };
}

function callScenario(scenarios: Scenarios, name: string, args: unknown): unknown {
  const scenario = scenarios[name];
  if (typeof scenario !== 'function') throw new Error(`scenarios.ts exports no function '${name}'`);
  return scenario(args);
}

function run(source: string, options: RunOptions, leave: Leave): Reply {
  const compiled = compileLox(source);
  if (!compiled.ok) {
    const errors = compiled.diagnostics.map(formatDiagnostic);
    return normal({ ...nothingRan, exitCode: ExitCode.COMPILE_ERROR, errors });
  }
  const printed = collectOutput(leave);
  const { output } = printed;
  try {
    const events: VmEvent[] = [];
    const vm = createVm(output, machineOptions(options));
    vm.machine.events.listen((event) => events.push(event));
    const result = withEngineFlags(() => vm.run(compiled.script));
    output.flush();
    const errors = result.ok ? [] : [result.error.message, ...result.error.trace];
    const exitCode = result.ok ? ExitCode.OK : ExitCode.RUNTIME_ERROR;
    return normal({ ...factsOf(vm, events, options), output: printed.text(), exitCode, errors });
  } catch (error) {
    output.flush();
    return { ended: endedByThrowing(error), run: { ...nothingRan, output: printed.text() } };
  }
}

const nothingRan: RunFacts = { output: '', exitCode: -1, errors: [], statistics: null, views: {} };

function normal(facts: RunFacts): Reply {
  return { ended: { kind: 'normal' }, run: facts };
}

function factsOf(vm: Vm, events: readonly VmEvent[], { views }: RunOptions) {
  return { statistics: vm.statistics(), views: takeViews(vm.machine, events, views) };
}

function machineOptions(options: RunOptions): Partial<MachineOptions> {
  const { stressGc, heapBytes = DEFAULT_HEAP_BYTES, quantum, hotThreshold } = options;
  const { tier = 'interpreter' } = options;
  return {
    heapBytes,
    tier,
    ...(stressGc !== undefined && { stressGc }),
    ...(quantum !== undefined && { quantum: () => quantum }),
    ...(hotThreshold !== undefined && { hotThreshold }),
  };
}

/** Collects what a program prints, up to the limit. */
function collectOutput(leave: Leave) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const text = () => Buffer.concat(chunks).toString();
  const output = createOutput((more) => {
    bytes += more.length;
    chunks.push(Buffer.from(more));
    if (bytes > OUTPUT_LIMIT_BYTES) {
      const start = text().slice(0, 1_000);
      leave({ ended: { kind: 'flood', bytes }, run: { ...nothingRan, output: start } });
    }
  });
  return { output, text };
}
