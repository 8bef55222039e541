/** `npm run lab -- start 01`: the skeletons become the student's own files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './course.ts';
import { isStarted, places, readSkeleton, writeText } from './places.ts';
import type { Session } from './session.ts';
import { UserError } from './user-error.ts';

/** Settings for editors: the rules of `labs/` hold in `mine/` too. */
const editorSettings = `${JSON.stringify({ extends: '../labs/tsconfig.json', include: ['.'] }, null, 2)}\n`;

/** Copies a lab's skeletons into `mine/`; never over something that is there. */
export function startLab({ root, colours, say }: Session, lab: Lab): void {
  const mine = places.mine(lab);
  if (isStarted(root, lab)) throw new UserError(alreadyStarted(lab));
  const skeletons = lab.files.map(({ file }) => ({ file, text: readSkeleton(root, lab, file) }));
  for (const { file, text } of skeletons) {
    writeText(root, `${places.base(lab)}/${file}`, text);
    writeText(root, `${mine}/${file}`, text);
  }
  if (!existsSync(join(root, 'mine/tsconfig.json')))
    writeText(root, 'mine/tsconfig.json', editorSettings);
  say(`${colours.green('Lab')} ${colours.green(`${lab.id}, ${lab.title}`)}, is yours now:`);
  for (const { file } of skeletons) say(`  ${mine}/${file}`);
  say(`\n${firstSteps(lab)}`);
}

function alreadyStarted(lab: Lab): string {
  return `You have started lab ${lab.id} already, so nothing was changed in ${places.mine(lab)}/.
  Where you stand:                 npm run lab -- status ${lab.id}
  Take in changes of the course:   npm run lab -- upgrade ${lab.id}
  Begin again, keeping a copy:     npm run lab -- reset ${lab.id}`;
}

function firstSteps(lab: Lab): string {
  const [first] = lab.tasks;
  const guess = lab.prediction ? `\n  Guess first:        npm run lab -- predict ${lab.id}` : '';
  return `The handout is ${places.given(lab)}/README.md; it begins with task ${first.id}, ${first.title}.${guess}
  See how it goes:    npm run grade -- ${lab.id}
  When you are stuck: npm run hint -- ${first.id}`;
}
