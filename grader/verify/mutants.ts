/** Mutants: named misconceptions, each a small change of a lab's reference. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab/course.ts';

/** An entry of `mutants.json`. */
export interface Mutant {
  readonly name: string;
  readonly description: string;
  /** One of the lab's files. */
  readonly file: string;
  /** Text that occurs exactly once in the reference of that file. */
  readonly find: string;
  readonly replace: string;
  /** The tests that must fail: task and name. */
  readonly killedBy: readonly string[];
}

/** Where a lab's mutants and its alternative solution lie. */
export function verifyFolder(root: string, lab: Lab): string {
  return join(root, 'grader/verify', lab.name);
}

/** The mutants of a lab; none where it has no file of them. */
export function readMutants(root: string, lab: Lab): readonly Mutant[] {
  const file = join(verifyFolder(root, lab), 'mutants.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Mutant[]) : [];
}

/** The reference of the file with the mutant's change, or why there is none. */
export function mutate(
  root: string,
  lab: Lab,
  { file, find, replace }: Mutant,
): { readonly text: string } | { readonly problem: string } {
  const entry = lab.files.find((candidate) => candidate.file === file);
  if (entry === undefined) return { problem: `lab ${lab.id} has no file ${file}` };
  const parts = readFileSync(join(root, entry.solution), 'utf8').split(find);
  if (parts.length === 2) return { text: parts.join(replace) };
  const times = parts.length === 1 ? 'nowhere' : `${parts.length - 1} times`;
  return { problem: `what it replaces stands ${times} in ${entry.solution}, not once` };
}
