/** Where a student stands. */
import type { Lab, Task } from './course.ts';
import { type Grade, hashOfMine, readGrades } from './grades.ts';
import { conflictLines } from './merge.ts';
import { isStarted, places, readText } from './places.ts';

/** A call of `unfinished` that is still there. */
export interface Hole {
  readonly task: string;
  readonly line: number;
}

/** One of the student's files. */
export interface FileState {
  /** From the project's folder. */
  readonly file: string;
  readonly condition: 'missing' | 'as given' | 'changed';
  readonly holes: readonly Hole[];
  /** Lines where an upgrade left two versions. */
  readonly conflicts: readonly number[];
}

/** A lab, as far as a student has come. */
export interface LabState {
  readonly lab: Lab;
  readonly stage: 'not started' | 'started' | 'in progress' | 'done';
  readonly files: readonly FileState[];
  /** The last one. */
  readonly grade: Grade | undefined;
  /** Something was edited after the last grade of the whole lab. */
  readonly isGradeOld: boolean;
  /** The course's skeletons have changed since the student took them in. */
  readonly isOutdated: boolean;
}

/** The states of all labs, in order. */
export function labStates(root: string, labs: readonly Lab[]): readonly LabState[] {
  const grades = readGrades(root);
  return labs.map((lab) => labState(root, lab, grades.get(lab.id)));
}

function labState(root: string, lab: Lab, grade: Grade | undefined): LabState {
  const started = isStarted(root, lab);
  const files = started ? lab.files.map(({ file }) => fileState(root, lab, file)) : [];
  const isGradeFresh = grade?.files === hashOfMine(root, lab);
  const isGradeOld = grade !== undefined && grade.files !== '' && !isGradeFresh;
  const stage = stageOf(files, isGradeFresh ? grade : undefined);
  return { lab, stage, files, grade, isGradeOld, isOutdated: started && isOutdated(root, lab) };
}

/** @param grade of the whole lab and of these files; undefined: there is none */
function stageOf(files: readonly FileState[], grade: Grade | undefined): LabState['stage'] {
  if (files.length === 0) return 'not started';
  if (grade !== undefined && grade.score === grade.maxScore) return 'done';
  return files.every(({ condition }) => condition === 'as given') ? 'started' : 'in progress';
}

function fileState(root: string, lab: Lab, name: string): FileState {
  const file = `${places.mine(lab)}/${name}`;
  const text = readText(root, file);
  if (text === undefined) return { file, condition: 'missing', holes: [], conflicts: [] };
  const isGiven = text === readText(root, `${places.base(lab)}/${name}`);
  const condition = isGiven ? 'as given' : 'changed';
  return { file, condition, holes: holesIn(text), conflicts: conflictLines(text) };
}

function holesIn(text: string): Hole[] {
  return text.split('\n').flatMap((line, index) => {
    const task = /^[^'"]*\bunfinished\(['"](\d\d\.\d+)['"]\)/.exec(line)?.[1];
    return task === undefined ? [] : [{ task, line: index + 1 }];
  });
}

function isOutdated(root: string, lab: Lab): boolean {
  return lab.files.some(({ file }) => {
    const given = readText(root, `${places.given(lab)}/${file}`);
    const base = readText(root, `${places.base(lab)}/${file}`);
    return base !== undefined && given !== undefined && base !== given;
  });
}

/** The tasks that have not all their points yet. */
export function openTasks({ lab, grade }: Pick<LabState, 'lab' | 'grade'>): readonly Task[] {
  return lab.tasks.filter(({ id, points }) => (grade?.tasks[id] ?? 0) < points);
}

/**
 * The lab to go on with: the first begun one with core tasks left, else the next
 * to begin, else the first with stretch tasks left.
 */
export function currentLab(states: readonly LabState[]): LabState | undefined {
  const open = states.filter(({ stage }) => stage !== 'done');
  const isBegun = ({ stage }: LabState) => stage !== 'not started';
  const hasCoreLeft = (state: LabState) => openTasks(state).some(({ stretch }) => !stretch);
  return (
    open.find((state) => isBegun(state) && hasCoreLeft(state)) ??
    open.find((state) => !isBegun(state)) ??
    open[0]
  );
}
