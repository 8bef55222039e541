/** `npm run hint -- 01.3`: the next hint for a task; each says more than the one before. */
import { findTask, type Task } from './course.ts';
import { type Notebook, readNotes, remember } from './notebook.ts';
import type { Session } from './session.ts';
import { UserError } from './user-error.ts';

/** How many hints of a task were shown. */
const hintsShown: Notebook<number> = {
  file: 'mine/.hints.json',
  purpose: 'which hints you have seen',
  isEntry: (value) => typeof value === 'number',
};

/** How many hints of each task were shown. */
export function readHintsShown(root: string): ReadonlyMap<string, number> {
  return readNotes(root, hintsShown);
}

const names = ['a nudge', 'the idea', 'the shape of it'];

/** Shows the next hint of a task, or the one of a level, and remembers that it did. */
export function showHint(
  session: Session,
  word: string | undefined,
  wantedLevel: number | undefined,
): void {
  const { root, colours, say } = session;
  const task = taskNamed(session, word);
  const { hints } = task;
  if (hints.length === 0)
    throw new UserError(`Task ${task.id} has no hints; its handout says all there is.`);
  if (wantedLevel !== undefined && wantedLevel > hints.length)
    throw new UserError(`Task ${task.id} has hints of levels 1 to ${hints.length}.`);
  const shown = readHintsShown(root).get(task.id) ?? 0;
  const level = wantedLevel ?? Math.min(shown + 1, hints.length);
  say(colours.bold(`Task ${task.id}, ${task.title}`));
  say(colours.dim(`Hint ${level} of ${hints.length}: ${names[level - 1] ?? 'more'}`));
  say(`\n${wrap(hints[level - 1])}\n`);
  say(colours.dim(whatNext(task, level)));
  remember(root, hintsShown, task.id, Math.max(shown, level));
}

function whatNext({ id, hints }: Task, level: number): string {
  return level < hints.length
    ? `The next one says more: npm run hint -- ${id}. Hints cost no points.`
    : `This was the last hint. To see an earlier one: npm run hint -- ${id} --level 1`;
}

function taskNamed({ labs }: Session, word: string | undefined): Task {
  if (word === undefined)
    throw new UserError('Which task? Write lab and task, such as: npm run hint -- 01.1');
  return findTask(labs, word).task;
}

const COLUMNS = 80;

/** Breaks a text into lines that people read easily. */
function wrap(text: string): string {
  let column = 0;
  return text
    .split(' ')
    .map((word) => {
      const fits = column + word.length <= COLUMNS;
      column = fits ? column + word.length + 1 : word.length + 1;
      return fits ? word : `\n${word}`;
    })
    .join(' ')
    .replaceAll(' \n', '\n');
}
