/**
 * The child process that runs corpus programs, one after the other, each in a
 * VM of its own. It is told only the source: what is expected stays with the
 * parent.
 */
import { ExitCode } from '#shared/contracts/exit-codes.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { formatDiagnostic } from '#shared/lox/diagnostics.ts';
import { collectOutput } from '#shared/runtime/output.ts';
import { createVm } from '#solutions/vm.ts';
import type { Outcome } from './expectations.ts';
import { type Mode, type ModeName, modes } from './modes.ts';

/** What the parent sends. */
export interface Job {
  readonly mode: ModeName;
  readonly source: string;
}

function run({ mode, source }: Job): Outcome {
  const compiled = compileLox(source);
  if (!compiled.ok) {
    const errors = compiled.diagnostics.map(formatDiagnostic);
    return { output: '', exitCode: ExitCode.COMPILE_ERROR, errors };
  }
  const { options, engines }: Mode = modes[mode];
  const output = collectOutput();
  const result = createVm(output, options(), engines).run(compiled.script);
  const text = output.take();
  if (result.ok) return { output: text, exitCode: ExitCode.OK, errors: [] };
  const { message, trace } = result.error;
  return { output: text, exitCode: ExitCode.RUNTIME_ERROR, errors: [message, ...trace] };
}

process.on('message', (job: Job) => process.send?.(run(job)));
