/** What to tell a student about a test that failed: the program, what was expected, what came. */

import { relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { block, dedented, printable } from './blocks.ts';
import { type Assertion, compare, isAssertion, remarkOf } from './comparison.ts';
import { describeEnded } from './ended.ts';
import type { Json, ObservationRequest, Outcome } from './observation.ts';
import { EndedError, type Observed } from './probe.ts';

/** How a test that did not pass is to be reported. */
export interface Failure {
  readonly status: 'failed' | 'unfinished';
  readonly message: string;
}

/** Lines of a stack trace that are shown. */
const STACK_LINES = 6;
/** Lines of what the code itself wrote. */
const MOST_WRITTEN_LINES = 10;
/** Where the grader's own part of a stack begins, which is nobody's concern. */
const GRADER = 'grader/probe/';

/** Puts together what is known. */
export function describeFailure(error: unknown, observed: readonly Observed[]): Failure {
  const unfinished = observed.find(({ outcome }) => outcome.ended.kind === 'unfinished');
  if (unfinished !== undefined) {
    const message = printable(`the code ${describeEnded(unfinished.outcome.ended)}`);
    return { status: 'unfinished', message };
  }
  return { status: 'failed', message: printable(partsOf(error, observed).join('\n')) };
}

function partsOf(error: unknown, observed: readonly Observed[]): string[] {
  if (error instanceof EndedError) return partsOfEnd(error, observed);
  const last = blamed(error, observed);
  const request = last === undefined ? [] : described(last.request);
  if (!isAssertion(error)) return [mistakeOf(error), ...request, ...placeOf(error)];
  const title = remarkOf(error) || (last && subjectOf(error, last.outcome)) || NOT_EXPECTED;
  const seen = last === undefined ? [] : circumstances(error, last.outcome);
  return [title, ...request, compare(error), ...seen, ...placeOf(error)].filter(Boolean);
}

/** The code did not come to a normal end. */
function partsOfEnd({ message, ended }: EndedError, observed: readonly Observed[]): string[] {
  const last = observed.find(({ outcome }) => outcome.ended === ended);
  // The same for every test, and the program has nothing to do with it.
  if (last === undefined || ended.kind === 'notBuilt') return [message];
  const stack = ended.kind === 'exception' ? stackLines(ended.stack) : '';
  const printed = last.outcome.run?.output ?? '';
  return [
    message,
    stack,
    ...described(last.request, 'while it ran '),
    ...(printed === '' ? [] : [block('it had printed', printed)]),
    ...written(last.outcome),
  ].filter(Boolean);
}

/** The observation that the test found fault with: the one that has the value, else the last. */
function blamed(error: unknown, observed: readonly Observed[]): Observed | undefined {
  const has = ({ outcome }: Observed) => isAssertion(error) && subjectOf(error, outcome) !== '';
  return observed.findLast(has) ?? observed.at(-1);
}

const NOT_EXPECTED = 'something else was expected';

/** What it is that differs, as far as one can tell; else empty. */
function subjectOf({ actual }: Assertion, { run, value }: Outcome): string {
  if (run !== undefined && actual === run.output) return 'the program did not print what it should';
  if (run !== undefined && isAboutErrors(actual, run.errors)) {
    return 'the program did not end with the error that it should';
  }
  const isValue = value !== undefined && isDeepStrictEqual(actual, JSON.parse(value));
  return isValue ? 'the scenario shows something else than it should' : '';
}

/** Whether a value is what a program ended with, or a line of it. */
function isAboutErrors(actual: unknown, errors: readonly string[]): boolean {
  const isLine = typeof actual === 'string' && errors.includes(actual);
  return isLine || isDeepStrictEqual(actual, errors);
}

function mistakeOf(error: unknown): string {
  if (!(error instanceof Error)) return `the test threw ${String(error)}`;
  return `the test threw ${error.name}: ${error.message}`;
}

/** The program or the scenario, and how it was run. */
function described(request: ObservationRequest, intro = ''): string[] {
  if (request.kind === 'run') {
    const { views, ...options } = request.options;
    return [block(`${intro}the program${withOptions(options)}`, dedented(request.source))];
  }
  const { name, args } = request;
  if (!hasSource(args)) return [`${intro}the scenario ${name}${withOptions(optionsOf(args))}`];
  const { source, ...options } = args;
  return [
    block(`${intro}the scenario ${name}${withOptions(options)} and the program`, dedented(source)),
  ];
}

function hasSource(args: Json): args is { readonly [key: string]: Json } & { source: string } {
  return typeof args === 'object' && args !== null && 'source' in args;
}

function optionsOf(args: Json): Readonly<Record<string, unknown>> {
  return typeof args === 'object' ? { ...args } : { argument: args };
}

const LONGEST_OPTION = 100;

function withOptions(options: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(options).map(([name, value]) => `${name}: ${shortened(value)}`);
  return shown.length === 0 ? '' : `, with ${shown.join(', ')}`;
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  if (text.length <= LONGEST_OPTION) return text;
  return Array.isArray(value) ? `[… ${value.length} values]` : `${text.slice(0, LONGEST_OPTION)}…`;
}

/** What else was seen: errors of the program, what it printed, what the code wrote itself. */
function circumstances({ actual }: Assertion, outcome: Outcome): string[] {
  const { run } = outcome;
  const errors = run?.errors ?? [];
  const isShown = isDeepStrictEqual(actual, errors);
  return [
    ...(errors.length === 0 || isShown ? [] : [block('the program ended with', errors.join('\n'))]),
    ...(isAboutErrors(actual, errors) && run?.output
      ? [block('the program printed', run.output)]
      : []),
    ...written(outcome),
  ];
}

function written({ written }: Outcome): string[] {
  return written.trim() === '' ? [] : [block('your code wrote', written, MOST_WRITTEN_LINES)];
}

function stackLines(stack: string): string {
  const lines = stack.split('\n').filter((line) => line.startsWith('    at '));
  const grader = lines.findIndex((line) => line.includes(GRADER));
  return lines.slice(0, grader < 0 ? STACK_LINES : Math.min(grader, STACK_LINES)).join('\n');
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
