/** `npm run lab -- reset 01`: back to the skeletons, with a copy of what was there. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './course.ts';
import { type Change, showChange } from './differences.ts';
import { keepCopy, mustBeStarted, places, readSkeleton, readText, writeText } from './places.ts';
import type { Session } from './session.ts';
import { UserError } from './user-error.ts';

/**
 * Makes the student's files of a lab what `start` made them. Shows what would
 * be lost and asks first, unless `yes` says that this was thought about. Files of
 * the student's own in that folder stay.
 */
export async function resetLab(
  session: Session,
  lab: Lab,
  { yes }: { readonly yes: boolean },
): Promise<void> {
  const { root, colours, say } = session;
  mustBeStarted(root, lab);
  const changes = changesOf(root, lab);
  if (changes.length === 0) {
    say(
      `Your files of lab ${lab.id} are just as the course gives them; there is nothing to reset.`,
    );
    return;
  }
  for (const change of changes) say(`${showChange(change, colours)}\n`);
  if (!yes && !(await agrees(session, lab))) {
    say('Nothing was changed.');
    return;
  }
  const copy = keepCopy(root, lab);
  for (const { file, after } of changes) writeText(root, `${places.mine(lab)}/${file}`, after);
  for (const { file } of lab.files)
    writeText(root, `${places.base(lab)}/${file}`, readSkeleton(root, lab, file));
  say(`Lab ${lab.id} is as new. Your files as they were lie in ${copy}/.${ownFiles(root, lab)}`);
}

/** The files that differ from their skeletons; a missing one counts as empty. */
function changesOf(root: string, lab: Lab): readonly Change[] {
  return lab.files
    .map(({ file }) => ({
      file,
      before: readText(root, `${places.mine(lab)}/${file}`) ?? '',
      after: readSkeleton(root, lab, file),
    }))
    .filter(({ before, after }) => before !== after);
}

async function agrees({ ask }: Session, lab: Lab): Promise<boolean> {
  const answer = await ask(
    `Take the green lines for the red ones? A copy of your files will be kept. [y/N] `,
  );
  if (answer !== undefined) return /^y(es)?$/i.test(answer.trim());
  throw new UserError(
    `Nothing was changed: there is nobody here to ask. If you are sure: npm run lab -- reset ${lab.id} --yes`,
  );
}

function ownFiles(root: string, lab: Lab): string {
  const listed = new Set(lab.files.map(({ file }) => file));
  const own = readdirSync(join(root, places.mine(lab))).filter((file) => !listed.has(file));
  return own.length === 0 ? '' : `\nLeft alone, for it is no file of the course: ${own.join(', ')}`;
}
