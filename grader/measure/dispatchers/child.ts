/**
 * Runs one program by one technique, in a process of its own, and writes how
 * many milliseconds of processor time its fastest run took.
 */

import { compileLox } from '#shared/lox/compile.ts';
import { collectOutput } from '#shared/runtime/output.ts';
import { withEngineFlags } from '#solutions/cli/session/engine-flags.ts';
import { createVm } from '#solutions/vm.ts';
import { measuredProgram } from './programs.ts';
import { enginesOf, techniques } from './techniques.ts';

const RUNS = 3;

const [programName, techniqueName] = process.argv.slice(2);
const technique = techniques.find(({ name }) => name === techniqueName);
if (technique === undefined) throw new Error(`There is no technique ${techniqueName}`);
const { source, output: expected } = measuredProgram(programName);

const output = collectOutput();
const vm = createVm(output, { tier: technique.tier }, enginesOf(technique));
const times = Array.from({ length: RUNS }, () => withEngineFlags(timeOfRun));
process.stdout.write(`${Math.min(...times)}\n`);

/** The milliseconds of one run, which must print what it should. */
function timeOfRun(): number {
  const compiled = compileLox(source);
  if (!compiled.ok) throw new Error(`${programName} does not compile`);
  const start = process.cpuUsage();
  const result = vm.run(compiled.script);
  const { user, system } = process.cpuUsage(start);
  const printed = output.take();
  if (!result.ok) throw new Error(`${programName} failed: ${result.error.message}`);
  if (printed !== expected) throw new Error(`${programName} printed something else than it should`);
  return (user + system) / 1000;
}
