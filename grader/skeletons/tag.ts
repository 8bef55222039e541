/** What stands behind `@lab`: a task and a title, or a task and `omit`. */
import type { Lab } from '../lab/course.ts';

/** A tag that names a task of the lab. */
export interface Tag {
  readonly task: string;
  /** What is to be done at this place; the task's own title where the tag has none. */
  readonly title: string;
  /** The function is dropped from the skeleton. */
  readonly omit: boolean;
}

/** Understands the words behind `@lab`, or says what is wrong with them. */
export function parseTag(words: string, lab: Lab): Tag | { readonly problem: string } {
  const match = /^(\d\d)\.(\d+)(?:\s+(.*\S))?\s*$/.exec(words.trim());
  if (match === null) return { problem: malformed(words) };
  const [, labId, number, title] = match;
  const id = `${labId}.${number}`;
  if (labId !== lab.id) return { problem: otherLab(id, labId, lab) };
  const task = lab.tasks.find((candidate) => candidate.id === id);
  if (task === undefined) return { problem: unknownTask(id, lab) };
  return { task: id, title: title ?? task.title, omit: title === 'omit' };
}

/** A line for the student that names the task. */
export function taskLine({ task, title }: Tag): string {
  return `Task ${task}: ${title}${/[.?!]$/.test(title) ? '' : '.'}`;
}

function malformed(words: string): string {
  return `\`@lab ${words.trim()}\` names no task; write lab, task and a title: \`@lab 01.4 Push a frame\``;
}

function otherLab(id: string, labId: string, { id: own, name }: Lab): string {
  return (
    `task ${id} is not of lab ${own}, whose lab.json lists this file; name a task of lab ${own}, ` +
    `or move the file from labs/${name}/lab.json to that of lab ${labId}`
  );
}

function unknownTask(id: string, { id: lab, name, tasks }: Lab): string {
  const known = tasks.map((task) => task.id).join(', ');
  return `lab ${lab} has no task ${id}, it has ${known}; correct the tag, or add the task to labs/${name}/lab.json`;
}
