/** Flags of V8 that hold while a Lox program runs. */
import { setFlagsFromString } from 'node:v8';

/**
 * What the dispatch loop needs, each flag with V8's default behind it:
 *
 *  - A larger inlining budget, in bytes of bytecode: only then the slot
 *    functions are inlined into the loop. More than this inlines so much that
 *    recompiling the loop, which happens whenever a program first does
 *    something new, costs more than it gains.
 *  - No on-stack replacement: V8 would compile the running loop in a slower,
 *    unspecialised form. The engine comes back to the driver often enough for
 *    a fresh call to enter the good one.
 *
 * Together they save a fifth of the time over the larger programs.
 */
const flags: readonly (readonly [running: string, otherwise: string])[] = [
  ['--max-inlined-bytecode-size-cumulative=2500', '--max-inlined-bytecode-size-cumulative=920'],
  ['--no-use-osr', '--use-osr'],
];

/**
 * Does something with these flags set.
 *
 * At all other times they must have their defaults. V8 takes a code cache only
 * where all flags are as they were when it was written: with flags set from
 * the start, Node does without the caches of its own modules and a Worker
 * starts 15 ms later; with flags set at the end, ours would be refused.
 */
export function withEngineFlags<Result>(action: () => Result): Result {
  for (const [running] of flags) setFlagsFromString(running);
  try {
    return action();
  } finally {
    for (const [, otherwise] of flags) setFlagsFromString(otherwise);
  }
}
