/** `npm run lab -- status 01`: a lab in detail. */
import { basename } from 'node:path';
import { type Lab, pointsOf } from './course.ts';
import { readHintsShown } from './hint.ts';
import { nextStepOf } from './next-step.ts';
import { readGuess } from './predict.ts';
import type { Session } from './session.ts';
import { type FileState, type LabState, labStates } from './state.ts';
import { formatPoints, formatTable, formatTasks, nameOf } from './tables.ts';

/** Tells all that is known of a lab. */
export function tellStatus(session: Session, lab: Lab): void {
  const { root, colours, say } = session;
  const [state] = labStates(root, [lab]);
  say(`${colours.bold(nameOf(lab))}: ${state.stage}${formatGrade(state)}\n`);
  say(`${formatTasks(state, colours, (task) => whereUnfinished(state, task))}\n`);
  if (state.files.length > 0) say(`${formatTable(state.files.map(fileRow), ['left', 'left'])}\n`);
  for (const line of remarks(session, state)) say(line);
  say(`${colours.bold('Next:')} ${nextStepOf(state)}`);
}

/** Every lab that was started; when there is none, says how to begin. */
export function tellAllStatus(session: Session): boolean {
  const started = labStates(session.root, session.labs).filter(
    ({ stage }) => stage !== 'not started',
  );
  for (const [index, { lab }] of started.entries()) {
    if (index > 0) session.say('');
    tellStatus(session, lab);
  }
  return started.length > 0;
}

function formatGrade({ lab, grade, isGradeOld }: LabState): string {
  if (grade === undefined) return ', not graded yet';
  const old = isGradeOld ? ', and files have changed since' : '';
  const points = formatPoints(grade.score, pointsOf(lab));
  return `, ${points} points on ${grade.date.slice(0, 10)}${old}`;
}

/** The places where a task is unfinished: `count.ts:5, 14; limits.ts:3`. */
function whereUnfinished({ files }: LabState, task: string): string {
  const places = files.flatMap(({ file, holes }) => {
    const lines = holes.filter((hole) => hole.task === task).map(({ line }) => line);
    return lines.length > 0 ? [`${basename(file)}:${lines.join(', ')}`] : [];
  });
  return places.length > 0 ? `unfinished: ${places.join('; ')}` : '';
}

function fileRow({ file, condition, conflicts }: FileState): string[] {
  const versions = conflicts.map((line) => `two versions at line ${line}`);
  return [file, [condition, ...versions].join('; ')];
}

function remarks({ root }: Session, { lab, isOutdated }: LabState): string[] {
  const lines: string[] = [];
  const hints = [...readHintsShown(root)].filter(([task]) => task.startsWith(`${lab.id}.`));
  if (hints.length > 0)
    lines.push(`Hints seen: ${hints.map(([task, count]) => `${task} (${count})`).join(', ')}`);
  const guess = readGuess(root, lab);
  if (guess && lab.prediction) lines.push(`You predicted ${guess.value} ${lab.prediction.unit}.`);
  if (isOutdated) lines.push(`The course's files have changed: npm run lab -- upgrade ${lab.id}`);
  return lines.length > 0 ? [...lines, ''] : [];
}
