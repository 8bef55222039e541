/** Runs one program in many modes and compares what comes of it. */
import { compileLox } from '#shared/lox/compile.ts';
import { collectOutput } from '#shared/runtime/output.ts';
import { createVm } from '#solutions/vm.ts';
import { type ModeName, modes } from '../corpus/modes.ts';

/** Runs programs one after the other, each in all modes, on a VM that stays. */
export interface Comparison {
  /**
   * Runs a program.
   * @returns what the modes disagree about, for people; undefined when they agree
   */
  compare(this: void, source: string): string | undefined;
  /** Runs a program in the first mode. */
  run(this: void, source: string): string;
}

/** Opens a VM in each mode. The first is what the others are compared with. */
export function openComparison(names = Object.keys(modes) as ModeName[]): Comparison {
  const runs = names.map((name) => ({ name, run: openRun(name) }));
  return {
    run: runs[0].run,
    compare(source) {
      const [first, ...others] = runs.map(({ name, run }) => ({ name, result: run(source) }));
      const different = others.find(({ result }) => result !== first.result);
      if (different === undefined) return undefined;
      return [first, different].map(({ name, result }) => `${name}:\n${result}`).join('\n');
    },
  };
}

/** Runs programs in one mode; what comes back is all that a user would see. */
function openRun(mode: ModeName): (source: string) => string {
  const output = collectOutput();
  const vm = createVm(output, modes[mode].options(), modes[mode].engines);
  return (source) => {
    const compiled = compileLox(source);
    if (!compiled.ok) return compiled.diagnostics.map(({ message }) => message).join('\n');
    const result = vm.run(compiled.script);
    const printed = output.take();
    if (result.ok) return printed;
    return [printed, result.error.message, ...result.error.trace].join('\n');
  };
}
