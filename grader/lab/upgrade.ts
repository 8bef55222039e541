/** `npm run lab -- upgrade 01`: what has changed in the skeletons comes into the student's files. */
import type { Lab } from './course.ts';
import { conflictLines, merge } from './merge.ts';
import { keepCopy, mustBeStarted, places, readSkeleton, readText, writeText } from './places.ts';
import type { Session } from './session.ts';
import { UserError } from './user-error.ts';

/** What becomes of one file. */
interface Outcome {
  readonly file: string;
  readonly text: string;
  readonly skeleton: string;
  readonly fate: 'as it was' | 'new' | 'replaced' | 'merged';
  readonly conflicts: readonly number[];
}

/**
 * Merges the skeletons of today into the student's files. A copy is kept.
 * @returns whether all could be merged; where it could not, both versions stand
 *   in the file between marks
 */
export function upgradeLab({ root, colours, say }: Session, lab: Lab): boolean {
  mustBeStarted(root, lab);
  mustBeSettled(root, lab);
  const outcomes = lab.files.map(({ file }) => outcomeOf(root, lab, file));
  const changed = outcomes.filter(({ fate }) => fate !== 'as it was');
  const copy = changed.length > 0 ? keepCopy(root, lab) : undefined;
  for (const { file, text } of changed) writeText(root, `${places.mine(lab)}/${file}`, text);
  for (const { file, skeleton } of outcomes)
    writeText(root, `${places.base(lab)}/${file}`, skeleton);
  if (copy === undefined) {
    say(`Lab ${lab.id} is up to date: its skeletons have not changed since you last took them in.`);
    return true;
  }
  for (const outcome of changed) say(describe(outcome, lab));
  say(`Your files as they were lie in ${copy}/.`);
  const conflicts = changed.some((outcome) => outcome.conflicts.length > 0);
  say(conflicts ? colours.yellow(howToSettle(lab)) : `Next: npm run grade -- ${lab.id}`);
  return !conflicts;
}

function mustBeSettled(root: string, lab: Lab): void {
  const open = lab.files.flatMap(({ file }) => {
    const name = `${places.mine(lab)}/${file}`;
    return conflictLines(readText(root, name) ?? '').map((line) => `${name}:${line}`);
  });
  if (open.length === 0) return;
  throw new UserError(
    `An earlier upgrade is not finished, so nothing was changed. ${settle(open)} Then run this again.`,
  );
}

const settle = (conflicts: readonly string[]) =>
  `At ${conflicts.join(', ')} your version and the course's stand one below the other; keep what you want of both and delete the lines <<<<<<<, ======= and >>>>>>>.`;

function outcomeOf(root: string, lab: Lab, file: string): Outcome {
  const skeleton = readSkeleton(root, lab, file);
  const mine = readText(root, `${places.mine(lab)}/${file}`);
  const base = readText(root, `${places.base(lab)}/${file}`);
  const outcome = (fate: Outcome['fate'], text: string) => ({
    file,
    skeleton,
    fate,
    text,
    conflicts: conflictLines(text),
  });
  if (mine === undefined) return outcome('new', skeleton);
  if (mine === skeleton || base === skeleton) return outcome('as it was', mine);
  if (base === undefined) throw new UserError(withoutBase(lab, file));
  if (mine === base) return outcome('replaced', skeleton);
  return outcome('merged', merge({ base, mine, theirs: skeleton }));
}

function withoutBase(lab: Lab, file: string): string {
  const [given, mine] = [places.given(lab), places.mine(lab)].map((folder) => `${folder}/${file}`);
  return `${places.base(lab)}/${file} is missing. It says what you started from, and without it your changes cannot be told from the course's, so nothing was changed.
  Compare by hand:             git diff --no-index ${given} ${mine}
  Begin again, keeping a copy: npm run lab -- reset ${lab.id}`;
}

function describe({ file, fate, conflicts }: Outcome, lab: Lab): string {
  const name = `${places.mine(lab)}/${file}`;
  if (fate === 'new') return `${name} was missing and is there now.`;
  if (fate === 'replaced') return `${name} is the new skeleton: you had not changed the old one.`;
  if (conflicts.length === 0) return `${name} has your changes and those of the course.`;
  const lines = conflicts.map((line) => `${name}:${line}`);
  return settle(lines);
}

function howToSettle(lab: Lab): string {
  return `You and the course have changed the same lines. Settle those places, then: npm run grade -- ${lab.id}`;
}
