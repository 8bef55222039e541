/** What a student would do next. */
import { places } from './places.ts';
import { currentLab, type LabState, openTasks } from './state.ts';

/** The next step, in a few lines. */
export function nextStep(states: readonly LabState[]): string {
  if (states.length === 0) return 'This version of the course has no labs yet.';
  const state = currentLab(states);
  if (state === undefined) return 'Every lab is done. Congratulations: this VM is yours.';
  return nextStepOf(state);
}

/** The next step in one lab. */
export function nextStepOf(state: LabState): string {
  const { lab, stage } = state;
  if (stage === 'not started')
    return `Start lab ${lab.id}, ${lab.title}:\n  npm run lab -- start ${lab.id}`;
  const conflicts = state.files.flatMap(({ file, conflicts: lines }) =>
    lines.map((line) => `${file}:${line}`),
  );
  if (conflicts.length > 0) return `Settle what the upgrade could not: ${conflicts.join(', ')}`;
  const open = openTasks(state);
  if (stage === 'done' || open.length === 0) return gradeAgain(state);
  const task = open.find(({ stretch }) => !stretch) ?? open[0];
  return `Task ${task.id}, ${task.title}, ${task.points} points. The handout is ${places.given(lab)}/README.md.
  Have it graded: npm run grade -- ${lab.id}
  Get a hint:     npm run hint -- ${task.id}`;
}

function gradeAgain({ lab, stage }: LabState): string {
  if (stage === 'done') return `Lab ${lab.id} is done.`;
  return `All tasks of lab ${lab.id} have had their points. See whether the lab as it is now has them, too:
  npm run grade -- ${lab.id}`;
}
