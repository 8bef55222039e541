/** The last grade of each lab, for the list of labs. */
import { createHash } from 'node:crypto';
import type { GradeReport } from '../report.ts';
import { type Lab, pointsOf } from './course.ts';
import { type Notebook, readNotes, remember } from './notebook.ts';
import { places, readText } from './places.ts';

/** What is remembered of a grade. */
export interface Grade {
  readonly score: number;
  readonly maxScore: number;
  /** Points of each task, by its id. */
  readonly tasks: Readonly<{ [id: string]: number }>;
  /** When it was given, as ISO 8601 has it. */
  readonly date: string;
  /** A hash of the files that it was given for. */
  readonly files: string;
}

const grades: Notebook<Grade> = {
  file: 'mine/.grades.json',
  purpose: 'your last grades',
  isEntry: (value): value is Grade =>
    typeof value === 'object' && value !== null && 'score' in value && 'tasks' in value,
};

/** The last grade of each lab that has one, by the lab's id. */
export function readGrades(root: string): ReadonlyMap<string, Grade> {
  return readNotes(root, grades);
}

/**
 * Remembers the grade of the files that are in `mine/` now. A run of some of the
 * tests is no grade of the lab and is not remembered.
 */
export function rememberGrade(
  root: string,
  lab: Lab,
  { score, maxScore, tasks }: Pick<GradeReport, 'score' | 'maxScore' | 'tasks'>,
): void {
  if (maxScore < pointsOf(lab)) return;
  remember(root, grades, lab.id, {
    score,
    maxScore,
    tasks: Object.fromEntries(tasks.map((task) => [task.id, task.score])),
    date: new Date().toISOString(),
    files: hashOfMine(root, lab),
  });
}

/** A hash of the student's files of a lab. */
export function hashOfMine(root: string, lab: Lab): string {
  const hash = createHash('sha256');
  for (const { file } of lab.files) {
    const text = readText(root, `${places.mine(lab)}/${file}`);
    hash.update(JSON.stringify([file, text ?? null]));
  }
  return hash.digest('hex');
}
