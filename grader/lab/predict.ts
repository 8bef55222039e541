/** `npm run lab -- predict 01`: a guess before the measurement, to compare it with. */
import type { Lab, Prediction } from './course.ts';
import { type Notebook, readNotes, remember } from './notebook.ts';
import type { Session } from './session.ts';
import { UserError } from './user-error.ts';

/** A guess, in the unit of the lab's question. */
export interface Guess {
  readonly value: number;
  /** When it was made, as ISO 8601 has it. */
  readonly date: string;
}

const guesses: Notebook<Guess> = {
  file: 'mine/.predictions.json',
  purpose: 'what you predicted',
  isEntry: (value): value is Guess =>
    typeof value === 'object' && value !== null && 'value' in value && 'date' in value,
};

/** What was predicted for a lab, to show it beside the measurement. */
export function readGuess(root: string, lab: Pick<Lab, 'id'>): Guess | undefined {
  return readNotes(root, guesses).get(lab.id);
}

/** Asks for the prediction of a lab and remembers it. An answer on the command line is not asked for. */
export async function predict(
  session: Session,
  lab: Lab,
  answer: string | undefined,
): Promise<void> {
  const { root, say, ask } = session;
  const { prediction } = lab;
  if (prediction === undefined)
    throw new UserError(
      `Lab ${lab.id} has nothing to predict. Go on: npm run lab -- status ${lab.id}`,
    );
  const before = readGuess(root, lab);
  if (answer === undefined) tellQuestion(session, prediction, before);
  const text = answer ?? (await ask(`Your prediction, in ${prediction.unit}: `));
  if (text === undefined) throw new UserError(nobodyAnswers(lab));
  if (text.trim() === '') {
    say(before ? 'Your prediction stands.' : 'No prediction was made.');
    return;
  }
  const value = parseNumber(text, lab, prediction);
  remember(root, guesses, lab.id, { value, date: new Date().toISOString() });
  say(
    `Noted: ${value} ${prediction.unit}. When your files are done, this sets it beside what is measured: npm run lab -- measure ${lab.id}`,
  );
}

function tellQuestion({ say, colours }: Session, { question, unit }: Prediction, before?: Guess) {
  say(colours.bold(question));
  if (before === undefined) return;
  const day = before.date.slice(0, 10);
  say(
    `On ${day} you predicted ${before.value} ${unit}. Enter a number to change that, nothing to keep it.`,
  );
}

/** A number, with or without its unit: `120`, `0,5`, `120 ms`. */
function parseNumber(text: string, lab: Lab, { unit }: Prediction): number {
  const number = text
    .trim()
    .replace(/\s*[^\d.,\s]*$/, '')
    .replace(',', '.');
  const value = number === '' ? Number.NaN : Number(number);
  if (Number.isFinite(value)) return value;
  throw new UserError(
    `'${text.trim()}' is not a number. Answer with a number of ${unit}: npm run lab -- predict ${lab.id} 10`,
  );
}

function nobodyAnswers({ id }: Lab): string {
  return `There is nobody here to ask. Write your answer into the command: npm run lab -- predict ${id} 10`;
}
