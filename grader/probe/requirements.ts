/** What a test may need of the machine. Where it is missing the test is not run, which is not a failure. */
import { findLlvm } from '#shared/setup/find-llvm.mjs';

/** Processors for which the course has machine code. */
const processors = ['x64', 'arm64'];

/** Something that a test may need. */
export type Requirement = 'machine code' | 'libLLVM';

const checks: Readonly<Record<Requirement, () => string | undefined>> = {
  'machine code': () =>
    processors.includes(process.arch)
      ? undefined
      : `this test needs machine code for ${processors.join(' or ')}, and this machine is ${process.arch}`,
  libLLVM: () =>
    findLlvm() ? undefined : 'this test needs libLLVM: `npm run doctor` says how to get it',
};

/** Says what of this is missing here; undefined when nothing is. */
export function missingOf(requirements: readonly Requirement[]): string | undefined {
  for (const requirement of requirements) {
    const missing = checks[requirement]();
    if (missing !== undefined) return missing;
  }
  return undefined;
}
