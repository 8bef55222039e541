/** The kill matrix: which tests notice which misconception. */
import { formatTable } from '../lab/tables.ts';
import type { LabResult, MutantResult } from './result.ts';

/**
 * A table of a lab's mutants and tasks. A number says how many of the task's
 * tests noticed the mutant; a star, that one of them is meant to.
 */
export function formatMatrix({ lab, title, tests, mutants }: LabResult): string {
  if (mutants.length === 0) return `${lab} ${title}: no mutants\n`;
  const tasks = [...new Set(tests.map(taskOf))];
  const heading = ['mutant', ...tasks, ''];
  const rows = mutants.map((mutant) => [
    mutant.name,
    ...tasks.map((task) => cell(mutant, task)),
    mutant.problems.length === 0 ? 'killed' : 'NOT KILLED',
  ]);
  const columns = ['left', ...tasks.map(() => 'right' as const), 'left'] as const;
  return `${lab} ${title}\n${formatTable([heading, ...rows], columns)}\n`;
}

function cell({ killedBy, intended }: MutantResult, task: string): string {
  const count = killedBy.filter((id) => taskOf(id) === task).length;
  const isMeant = intended.some((id) => taskOf(id) === task);
  return `${count === 0 ? '.' : count}${isMeant ? '*' : ' '}`;
}

function taskOf(id: string): string {
  return id.slice(0, id.indexOf(' '));
}
