/** What was thrown, as plain data. Anything can be: `null`, a number, a Proxy that throws when it is looked at. */
import type { Ended, FileProblem } from '../observation.ts';

/** Names of errors that say more than that something failed. */
const UNFINISHED = 'UnfinishedError';
/** Thrown by what stands in the place of a file that could not be built. */
export const NOT_BUILT = 'NotBuiltError';

/** How an observation ended that threw this. Never throws. */
export function endedByThrowing(thrown: unknown): Ended {
  try {
    return isObject(thrown) ? endedByError(thrown) : exception(`threw ${String(thrown)}`, '');
  } catch {
    return exception('threw a value that cannot be described', '');
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function endedByError(error: Readonly<Record<string, unknown>>): Ended {
  const { name, message, stack, task, problems } = error;
  if (name === UNFINISHED && typeof task === 'string') return { kind: 'unfinished', task };
  if (name === NOT_BUILT && Array.isArray(problems)) {
    return { kind: 'notBuilt', problems: problems as FileProblem[] };
  }
  if (typeof message !== 'string') return exception(`threw ${String(error)}`, '');
  const title = typeof name === 'string' ? `${name}: ${message}` : message;
  return exception(title, typeof stack === 'string' ? stack : '');
}

function exception(message: string, stack: string): Ended {
  return { kind: 'exception', message: cut(message), stack: cut(stack) };
}

/** Longer messages serve nobody. */
const LONGEST = 8_000;

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
