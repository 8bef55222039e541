/** The last grade of each lab, for the list of labs. */
import { createHash } from 'node:crypto';
import type { GradeReport, TaskReport } from '../report.ts';
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
  /** A hash of the files that it was given for; empty when the whole lab was never graded. */
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
 * tests is no grade of the lab: of it only the tasks are remembered all of whose tests
 * were run, beside what was known of the others, and the files count as changed since.
 */
export function rememberGrade(
  root: string,
  lab: Lab,
  report: Pick<GradeReport, 'score' | 'maxScore' | 'tasks'>,
): void {
  const date = new Date().toISOString();
  const maxScore = pointsOf(lab);
  if (report.maxScore === maxScore) {
    const files = hashOfMine(root, lab);
    const tasks = pointsByTask(report.tasks);
    remember(root, grades, lab.id, { score: report.score, maxScore, tasks, date, files });
    return;
  }
  const whole = report.tasks.filter((task) =>
    lab.tasks.some(({ id, points }) => id === task.id && points === task.maxScore),
  );
  if (whole.length === 0) return;
  const before = readGrades(root).get(lab.id);
  const tasks = { ...before?.tasks, ...pointsByTask(whole) };
  const score = Object.values(tasks).reduce((sum, points) => sum + points, 0);
  remember(root, grades, lab.id, { score, maxScore, tasks, date, files: before?.files ?? '' });
}

function pointsByTask(tasks: readonly TaskReport[]): Grade['tasks'] {
  return Object.fromEntries(tasks.map(({ id, score }) => [id, score]));
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
