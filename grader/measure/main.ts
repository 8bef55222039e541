/** Makes the measurement that its argument names, and writes it as JSON on the last line. */
import { projectRoot } from '#shared/setup/project.mjs';
import { referenceProblem } from '#shared/setup/reference.mjs';
import { activeConditions } from '#solutions/cli/launcher/conditions.mjs';
import { measurements } from './measurements.ts';

try {
  const measured = await measurements[process.argv[2]]();
  process.stdout.write(`\n${JSON.stringify(measured)}\n`);
} catch (error) {
  // The reason alone: who measures has not asked for a stack.
  process.stderr.write(`\n${reasonOf(error)}\n`);
  process.exitCode = 1;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isMissing = 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
  const conditions = activeConditions();
  const incomplete = referenceProblem(projectRoot, (lab) => !conditions.includes(`lab${lab}`));
  return isMissing && incomplete !== null ? incomplete : error.message;
}
