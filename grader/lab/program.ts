/** The command lines of `npm run lab` and `npm run hint`. */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { findLab, type Lab, listLabs } from './course.ts';
import { allExamples, exampleText, type Help, helps } from './help.ts';
import { showHint } from './hint.ts';
import { measureLab } from './measure.ts';
import { formatOverview } from './overview.ts';
import { predict } from './predict.ts';
import { resetLab } from './reset.ts';
import type { Session } from './session.ts';
import { startLab } from './start.ts';
import { tellAllStatus, tellStatus } from './status.ts';
import { upgradeLab } from './upgrade.ts';
import { UserError } from './user-error.ts';

/** How a command ends. */
export const ExitStatus = {
  OK: 0,
  /** An upgrade left places for the student to settle. */
  UNSETTLED: 1,
  /** Nothing was done; the message says why. */
  MISUSE: 2,
} as const;

/** Runs `npm run lab` with its arguments. @returns the exit status */
export async function runLab(args: readonly string[], session: Session): Promise<number> {
  let status: number = ExitStatus.OK;
  const upgrade = (lab: Lab) => {
    if (!upgradeLab(session, lab)) status = ExitStatus.UNSETTLED;
  };
  return (await failureOf(labCommand(session, upgrade), args, session)) ?? status;
}

/** Runs `npm run hint` with its arguments. @returns the exit status */
export async function runHint(args: readonly string[], session: Session): Promise<number> {
  return (await failureOf(hintCommand(session), args, session)) ?? ExitStatus.OK;
}

async function failureOf(
  command: Command,
  args: readonly string[],
  session: Session,
): Promise<number | undefined> {
  try {
    await command.parseAsync(args, { from: 'user' });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? undefined : ExitStatus.MISUSE;
    if (!(error instanceof UserError)) throw error;
    session.complain(error.message);
    return ExitStatus.MISUSE;
  }
}

function labCommand(session: Session, upgrade: (lab: Lab) => void): Command {
  const named = (word?: string) => findLab(session.labs, word);
  const program = createCommand('lab', session)
    .description('Your way through the labs. Without arguments: where you stand.')
    .argument('[lab]', 'the same as status')
    .addHelpText('after', allExamples())
    .action((word?: string) => tellWhereYouStand(session, word));
  const add = (help: Help) =>
    program
      .command(help.usage)
      .summary(help.summary)
      .description(help.description)
      .addHelpText('after', exampleText(help));
  add(helps.start).action((word?: string) => startLab(session, named(word)));
  add(helps.status).action((word?: string) => status(session, word));
  add(helps.predict).action((word?: string, number?: string) =>
    predict(session, named(word), number),
  );
  add(helps.measure).action((word?: string) => measureLab(session, named(word)));
  add(helps.upgrade).action((word?: string) => upgrade(named(word)));
  add(helps.reset)
    .option('--yes', 'do not ask')
    .action((word: string | undefined, { yes = false }: { yes?: boolean }) =>
      resetLab(session, named(word), { yes }),
    );
  return program;
}

function hintCommand(session: Session): Command {
  return createCommand('hint', session)
    .description('Shows the next hint for a task. Hints cost no points.')
    .argument('[task]', 'lab and task, such as 01.3')
    .option('--level <n>', 'this hint in place of the next one; 1 says least', positiveInteger)
    .action((word: string | undefined, { level }: { level?: number }) =>
      showHint(session, word, level),
    );
}

/** Commands speak through the session and never end the process themselves. */
function createCommand(script: string, { say, complain }: Session): Command {
  return new Command(`npm run ${script} --`)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => say(text.trimEnd()),
      writeErr: (text) => complain(text.trimEnd()),
    })
    .showHelpAfterError(`What there is: npm run ${script} -- --help`)
    .exitOverride();
}

function tellWhereYouStand(session: Session, word: string | undefined): void {
  const { root, labs, colours, say } = session;
  if (word === undefined) {
    say(formatOverview(root, labs, colours.isColorSupported));
    return;
  }
  const isLab = /^\d/.test(word) || labs.some(({ name }) => name.endsWith(word));
  if (!isLab) throw new UserError(unknownWord(session, word));
  tellStatus(session, findLab(labs, word));
}

function unknownWord({ labs }: Session, word: string): string {
  return `There is no command and no lab '${word}'. Commands: ${Object.keys(helps).join(', ')}. ${listLabs(labs)}`;
}

function status(session: Session, word: string | undefined): void {
  if (word !== undefined) tellStatus(session, findLab(session.labs, word));
  else if (!tellAllStatus(session)) tellWhereYouStand(session, undefined);
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a whole number, 1 or more.');
}
