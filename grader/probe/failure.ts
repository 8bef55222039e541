/** What to tell a student about a test that failed: the program, what was expected, what came. */
import { relative } from 'node:path';
import { describeEnded } from './ended.ts';
import type { ObservationRequest } from './observation.ts';
import { EndedError, type Observed } from './probe.ts';

/** How a test that did not pass is to be reported. */
export interface Failure {
  readonly status: 'failed' | 'unfinished';
  readonly message: string;
}

/** Longer texts are cut: the message is for a terminal. */
const LONGEST_BLOCK_LINES = 30;
const LONGEST_LINE = 400;
/** Lines of a stack trace that are shown. */
const STACK_LINES = 6;

/** Puts together what is known. */
export function describeFailure(error: unknown, observed: readonly Observed[]): Failure {
  const last = blamed(error, observed);
  const unfinished = observed.find(({ outcome }) => outcome.ended.kind === 'unfinished');
  if (unfinished !== undefined) {
    const message = printable(`the code ${describeEnded(unfinished.outcome.ended)}`);
    return { status: 'unfinished', message };
  }
  const parts = [
    titleOf(error),
    ...(last === undefined ? [] : [described(last.request)]),
    ...comparison(error),
    ...(last === undefined ? [] : circumstances(error, last)),
    ...placeOf(error),
  ];
  return { status: 'failed', message: printable(parts.join('\n')) };
}

/** Without what would make a terminal do things: a student's output is in the text. */
function printable(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, '\ufffd');
}

/** The observation that ended the test, else the last one before the test found fault. */
function blamed(error: unknown, observed: readonly Observed[]): Observed | undefined {
  const ended = error instanceof EndedError ? error.ended : undefined;
  return observed.find(({ outcome }) => outcome.ended === ended) ?? observed.at(-1);
}

function titleOf(error: unknown): string {
  if (!(error instanceof Error)) return `the test threw ${String(error)}`;
  if (error instanceof EndedError || isAssertion(error)) return error.message.split(' // ')[0];
  return `the test threw ${error.name}: ${error.message}`;
}

interface Assertion extends Error {
  readonly actual: unknown;
  readonly expected: unknown;
}

function isAssertion(error: unknown): error is Assertion {
  return error instanceof Error && 'actual' in error && 'expected' in error;
}

function described(request: ObservationRequest): string {
  if (request.kind === 'run') {
    const options = Object.entries(request.options).filter(([name]) => name !== 'views');
    const how = options.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ');
    return block(how === '' ? 'the program' : `the program, with ${how}`, request.source);
  }
  const args = request.args === null ? '' : JSON.stringify(request.args);
  return block('the scenario', `${request.name}(${args})`);
}

/** Expected and got, each as it would be printed, when they do not fit into the title. */
function comparison(error: unknown): string[] {
  if (!isAssertion(error)) return [];
  const { expected, actual } = error;
  if (expected === undefined && actual === undefined) return [];
  return [block('expected', printed(expected)), block('got', printed(actual))];
}

function printed(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value, null, 2) ?? String(value);
}

/** What else was seen: a stack trace, errors of the program, what the code wrote itself. */
function circumstances(error: unknown, { outcome }: Observed): string[] {
  const { ended, run, written } = outcome;
  const errors = run?.errors.join('\n') ?? '';
  return [
    ...(ended.kind === 'exception' && error instanceof EndedError ? [stackLines(ended.stack)] : []),
    ...(errors === '' ? [] : [block('the program ended with', errors)]),
    ...(written.trim() === '' ? [] : [block('your code wrote', written)]),
  ].filter((part) => part !== '');
}

function stackLines(stack: string): string {
  const lines = stack.split('\n').filter((line) => line.startsWith('    at '));
  return lines.slice(0, STACK_LINES).join('\n');
}

/** Where in the test the error came up. */
function placeOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const line = error.stack?.split('\n').find((text) => /\.test\.ts:\d+/.test(text));
  const place = /([^\s(]+\.test\.ts):(\d+)/.exec(line ?? '');
  if (place === null) return [];
  const file = place[1].replace(/^file:\/\//, '');
  return [`at ${relative(process.cwd(), file)}:${place[2]}`];
}

/** A heading with an indented text below it. */
function block(heading: string, text: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const shown = lines.slice(0, LONGEST_BLOCK_LINES).map(cut);
  if (lines.length > shown.length) shown.push(`… ${lines.length - shown.length} more lines`);
  return [`${heading}:`, ...shown.map((line) => `    ${line}`)].join('\n');
}

function cut(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}…`;
}
