/** The labs of a course, as their `lab.json` files describe them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TierName } from '#shared/contracts/engine.ts';
import { UserError } from './user-error.ts';

/** A file with holes. */
export interface LabFile {
  /** Its name in `labs/NN-name/` and in `mine/NN-name/`. */
  readonly file: string;
  /** The key that it is imported by, such as `#vm/interpreter/calls`. */
  readonly key: string;
  /** The reference, from the project's folder. */
  readonly solution: string;
  /** What the key leads to where nobody asks for another, if that is not the reference but a faster form of it. */
  readonly ships?: string;
}

/** A step of a lab. */
export interface Task {
  /** Lab and task, such as `01.4`. */
  readonly id: string;
  readonly title: string;
  readonly points: number;
  /** Beyond the core of the lab. */
  readonly stretch: boolean;
  /** What to look at, what to do, and the shape of it; each says more than the one before. */
  readonly hints: readonly string[];
}

/** What students guess before they measure it. */
export interface Prediction {
  readonly question: string;
  readonly unit: string;
  /** The name of the measurement that answers. */
  readonly measure: string;
}

/** The contents of a `lab.json`. */
export interface Lab {
  /** Two digits. */
  readonly id: string;
  /** Its folder in `labs/` and in `mine/`: the number, a dash, and a short title. */
  readonly name: string;
  readonly title: string;
  readonly files: readonly LabFile[];
  readonly tasks: readonly Task[];
  /** The tier that its module is; none: the interpreter, or a part of every tier. */
  readonly tier?: TierName;
  readonly prediction?: Prediction;
}

/** All labs of the project at `root`, in order. */
export function readLabs(root: string): readonly Lab[] {
  const folder = join(root, 'labs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'lab.json')))
    .map((name) => readLab(root, `labs/${name}/lab.json`));
}

function readLab(root: string, file: string): Lab {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')) as Lab;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `${file} cannot be read (${reason}). It comes with the course: git checkout -- ${file}`,
    );
  }
}

/**
 * The lab that a word on the command line names: its number, its folder's name or
 * that name without the number.
 * @throws UserError that lists the labs
 */
export function findLab(labs: readonly Lab[], word: string | undefined): Lab {
  if (word === undefined) throw new UserError(`Which lab? ${listLabs(labs)}`);
  const number = /^\d$/.test(word) ? `0${word}` : word;
  const lab = labs.find(({ id, name }) => [id, name, name.slice(3)].includes(number));
  if (lab !== undefined) return lab;
  const what = isTask(number)
    ? `'${word}' is a task, and a lab is wanted.`
    : `There is no lab '${word}'.`;
  throw new UserError(`${what} ${listLabs(labs)}`);
}

/** Whether a word on the command line means a task: `01.4`, `1.4`. */
export function isTask(word: string): boolean {
  return /^\d+\.\d+$/.test(word);
}

/**
 * The task that a word on the command line names, and its lab.
 * @throws UserError that lists the lab's tasks
 */
export function findTask(labs: readonly Lab[], word: string): { lab: Lab; task: Task } {
  const [number, within] = word.split('.');
  const lab = findLab(labs, number);
  const task = lab.tasks.find(({ id }) => id.slice(3) === within);
  if (task !== undefined) return { lab, task };
  const problem = word.includes('.') ? `There is no task ${word}.` : 'Which task?';
  const list = lab.tasks.map(({ id, title }) => `  ${id}  ${title}`).join('\n');
  throw new UserError(`${problem} Lab ${lab.id} has:\n${list}`);
}

/** Words that name all labs, for messages. */
export function listLabs(labs: readonly Lab[]): string {
  if (labs.length === 0) return 'This version of the course has no labs yet.';
  return `There are:\n${labs.map(({ id, title }) => `  ${id}  ${title}\n`).join('')}`.trimEnd();
}

/** The points that a lab gives in all. */
export function pointsOf({ tasks }: Pick<Lab, 'tasks'>): number {
  return tasks.reduce((sum, { points }) => sum + points, 0);
}
