/** IR as tests read it. */
import type { irOf } from './scenarios.ts';

type Found = ReturnType<typeof irOf>[number];

/** The instructions of a module with one function, without `ret`. */
function instructions(module: string): string[] {
  return module
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('ret '));
}

/** How many instructions are left for an emitter when LLVM's optimizer is done. */
export function lengthOf({ optimized }: Found): number {
  return instructions(optimized).length;
}

/** Those that no emitter of values may use: memory, branches, calls. */
export function forbidden({ emitted }: Found): string[] {
  return instructions(emitted).filter((text) =>
    /^(%\S+ = )?(tail )?(load|store|call|br|switch|phi|alloca|invoke)\b/.test(text),
  );
}
