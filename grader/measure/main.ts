/** Makes the measurement that its argument names, and writes it as JSON on the last line. */
import { measurements } from './measurements.ts';

try {
  const measured = await measurements[process.argv[2]]();
  process.stdout.write(`\n${JSON.stringify(measured)}\n`);
} catch (error) {
  // The reason alone: who measures has not asked for a stack.
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
