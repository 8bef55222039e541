/** `npm run lab -- measure 01`: what was predicted beside what is measured. */
import { referenceProblem } from '#shared/setup/reference.mjs';
import { measureApart, type Result } from '../measure/measure-apart.ts';
import { type Measured, measurements } from '../measure/measurements.ts';
import type { Lab, Prediction } from './course.ts';
import { isStarted } from './places.ts';
import { readGuess } from './predict.ts';
import type { Session } from './session.ts';
import { formatTable } from './tables.ts';
import { UserError } from './user-error.ts';

/** Measures a lab's student, if there is one, and the reference, one after the other. */
export async function measureLab(
  session: Session,
  lab: Lab,
  measure: typeof measureApart = measureApart,
): Promise<void> {
  const { root, say, colours } = session;
  const prediction = predictionOf(lab);
  const guess = readGuess(root, lab);
  say(colours.bold(prediction.question));
  say('Measuring, which takes a moment …\n');
  const hasOwn = isStarted(root, lab);
  const own = hasOwn ? await measure(prediction.measure, `lab${lab.id}`) : undefined;
  const missing = referenceProblem(root, (id) => id === lab.id);
  const reference = missing === null ? await measure(prediction.measure) : { problem: missing };
  const sides = [
    ...(own === undefined ? [] : [{ name: 'yours', measured: measuredIn(own) }]),
    { name: 'reference', measured: measuredIn(reference), isMissing: missing !== null },
  ];
  say(formatMeasured(prediction, guess?.value, sides));
  if (own && 'problem' in own) say(`\nYours could not be measured: ${own.problem}`);
  if ('problem' in reference) say(`\nThe reference could not be measured: ${reference.problem}`);
  if (!hasOwn) say(`\nTo measure your own: npm run lab -- start ${lab.id}`);
  if (guess === undefined)
    say(`\nYou had not predicted anything: npm run lab -- predict ${lab.id}`);
}

function predictionOf({ id, prediction }: Lab): Prediction {
  if (prediction === undefined) throw new UserError(`Lab ${id} has nothing to measure.`);
  const { measure } = prediction;
  if (Object.hasOwn(measurements, measure)) return prediction;
  throw new UserError(
    `Lab ${id} names a measurement '${measure}' that there is not. There are: ${Object.keys(measurements).join(', ')}`,
  );
}

function measuredIn(result: Result): Measured | undefined {
  return 'measured' in result ? result.measured : undefined;
}

interface Side {
  readonly name: string;
  /** Undefined when it could not be measured. */
  readonly measured: Measured | undefined;
  /** There is nothing that could be. */
  readonly isMissing?: boolean;
}

/** A column for the prediction and for each side; the answer first, then what stands beside it. */
function formatMeasured({ unit }: Prediction, guess: number | undefined, sides: readonly Side[]) {
  const shown = sides.map(({ measured, isMissing = false }) => {
    if (isMissing) return 'not there';
    return measured ? rounded(measured.value) : '-';
  });
  const labels = sides.flatMap(({ measured }) => measured?.beside.map(([what]) => what) ?? []);
  const rows = [...new Set(labels)].map((what) => {
    const amounts = sides.map(({ measured }) => new Map(measured?.beside).get(what) ?? '-');
    return [what, '', ...amounts];
  });
  const heading = ['', 'predicted', ...sides.map(({ name }) => name)];
  const answer = [unit, guess === undefined ? '-' : String(guess), ...shown];
  return formatTable(
    [heading, answer, ...rows],
    ['left', ...heading.slice(1).map(() => 'right' as const)],
  );
}

/** Three digits are as many as a measurement is worth. */
function rounded(value: number): string {
  return String(Number(value.toPrecision(3)));
}
