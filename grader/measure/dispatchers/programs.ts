/** The programs by which ways of dispatching are compared. */
import { largePrograms } from '../../corpus/programs.ts';
import type { Program } from '../profile/program.ts';

/** Calls, arithmetic in loops, fields, methods, and some of everything. */
export const programNames = [
  'fib',
  'loop-sum',
  'property-access',
  'method-calls',
  'n-queens',
] as const;

/** A large program at its full size. */
export function measuredProgram(name: string): Program {
  const program = largePrograms('full').find((program) => program.name === `large/${name}`);
  if (program === undefined) throw new Error(`There is no program ${name}`);
  return { name, source: program.source, output: program.expectation.output };
}
