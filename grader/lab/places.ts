/** Where a lab's files lie, and reading and writing them. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Lab } from './course.ts';
import { UserError } from './user-error.ts';

/** The folders of a lab, from the project's folder. */
export const places = {
  /** The skeletons, as the course gives them. */
  given: ({ name }: Lab) => `labs/${name}`,
  /** The student's files. */
  mine: ({ name }: Lab) => `mine/${name}`,
  /** The skeletons that the student's files began with: what an upgrade compares with. */
  base: ({ name }: Lab) => `mine/.base/${name}`,
  backups: ({ name }: Lab) => `mine/.backup/${name}`,
} as const;

/** The text of a file, or undefined when there is none. */
export function readText(root: string, file: string): string | undefined {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Writes a file, and the folders that it needs. */
export function writeText(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** Whether the student has begun: there is something in the lab's folder in `mine/`. */
export function isStarted(root: string, lab: Lab): boolean {
  const folder = join(root, places.mine(lab));
  if (!existsSync(folder)) return false;
  if (statSync(folder).isDirectory()) return readdirSync(folder).length > 0;
  throw new UserError(
    `${places.mine(lab)} is a file, and a folder is needed there. Give the file another name.`,
  );
}

/** @throws UserError that says how to begin */
export function mustBeStarted(root: string, lab: Lab): void {
  if (isStarted(root, lab)) return;
  throw new UserError(
    `You have not started lab ${lab.id} yet: there is nothing in ${places.mine(lab)}/. ` +
      `Start it: npm run lab -- start ${lab.id}`,
  );
}

/** The skeleton of one of a lab's files. @throws UserError when it is missing */
export function readSkeleton(root: string, lab: Lab, file: string): string {
  const text = readText(root, `${places.given(lab)}/${file}`);
  if (text !== undefined) return text;
  throw new UserError(
    `${places.given(lab)}/${file} is missing, though it comes with the course. ` +
      'Make it again: npm run skeletons',
  );
}

/** Copies all that the student has of a lab. @returns the folder of the copy */
export function keepCopy(root: string, lab: Lab): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = `${places.backups(lab)}/${time}`;
  const isFree = (name: string) => !existsSync(join(root, name));
  const numbers = Array.from({ length: 1000 }, (_, index) => (index === 0 ? '' : `-${index + 1}`));
  const free = numbers.map((number) => folder + number).find(isFree);
  if (free === undefined) throw new Error(`There are too many copies beside ${folder}`);
  cpSync(join(root, places.mine(lab)), join(root, free), { recursive: true });
  return free;
}
