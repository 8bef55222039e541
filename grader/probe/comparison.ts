/** What an expectation that was not met has to say: what was expected beside what came, and where they differ. */
import { block, linesOf } from './blocks.ts';

/** What `expect` throws. */
export interface Assertion extends Error {
  readonly actual: unknown;
  readonly expected: unknown;
}

/** Whether it was thrown by `expect`. */
export function isAssertion(error: unknown): error is Assertion {
  return error instanceof Error && 'actual' in error && 'expected' in error;
}

/** The words of an expectation that wants a value to be equal to another. */
const EQUALITY =
  /(?:^|: )expected [\s\S]* to (?:be(?! (?:greater|less|close|an?) )|equal|deeply equal|strictly equal|match object) /;

/** What the test says beside its expectation; empty where it says nothing. */
export function remarkOf({ message }: Assertion): string {
  const start = message.search(/(^|: )expected /);
  return start < 0 ? message : message.slice(0, start);
}

/** Expected and got, in the form in which one sees best what is wrong. */
export function compare(error: Assertion): string {
  const { message, expected, actual } = error;
  if (!EQUALITY.test(message)) return expectationOf(message);
  const texts = [textOf(expected), textOf(actual)] as const;
  if (texts[0] !== undefined && texts[1] !== undefined) return compareTexts(texts[0], texts[1]);
  if (isContainer(expected) && isContainer(actual)) return compareValues(expected, actual);
  return `expected ${inline(expected)}, got ${inline(actual)}`;
}

/** What an expectation of another kind says by itself: `expected 'a' to match /b/`. */
function expectationOf(message: string): string {
  const start = message.search(/(?<=^|: )expected /);
  return start < 0 ? '' : message.slice(start).split(' // ')[0];
}

/** What is read as lines: a string, or a list of them. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const isLines = Array.isArray(value) && value.every((line) => typeof line === 'string');
  return isLines ? value.join('\n') : undefined;
}

/** Lines that stand before the first that differs, where the texts are long. */
const LINES_BEFORE = 5;
const LONG = 12;

function compareTexts(expected: string, got: string): string {
  const lines = [linesOf(expected), linesOf(got)] as const;
  const first = lines[0].findIndex((line, index) => line !== lines[1][index]);
  if (lines[0].join() === lines[1].join()) {
    return `expected ${inline(expected)}, got ${inline(got)}`;
  }
  const at = first < 0 ? lines[0].length : first;
  const longest = Math.max(lines[0].length, lines[1].length);
  const skipped = longest > LONG ? Math.max(0, at - LINES_BEFORE) : 0;
  const shown = (text: string) => linesOf(text).slice(skipped).join('\n');
  const from = skipped === 0 ? '' : `, from line ${skipped + 1}`;
  return [
    ...(longest > 3 ? [`the first difference is in line ${at + 1}`] : []),
    block(`expected${from}`, shown(expected)),
    block(`got${from}`, shown(got)),
  ].join('\n');
}

type Container = Readonly<Record<string, unknown>>;

/** A value somewhere inside of what was compared. */
interface Difference {
  /** Where: `hot[1].loops`; empty for the whole. */
  readonly at: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** More of them teach nothing. */
const MOST_DIFFERENCES = 8;

/** Of many values, those that differ. */
function compareValues(expected: Container, got: Container): string {
  const all = pairsIn(expected, got, '');
  const wrong = all.filter((pair) => !isMet(pair.expected, pair.got));
  if (wrong.length === 0) return `${block('expected', json(expected))}\n${block('got', json(got))}`;
  const lines = wrong
    .slice(0, MOST_DIFFERENCES)
    .map((pair) => `    ${pair.at}: expected ${inline(pair.expected)}, got ${inline(pair.got)}`);
  const more = wrong.length - lines.length;
  if (all.length === 1) return lines[0].trim();
  const heading = `${wrong.length} of ${all.length} values ${wrong.length === 1 ? 'differs' : 'differ'}:`;
  return [heading, ...lines, ...(more > 0 ? [`    … ${more} more`] : [])].join('\n');
}

/** What stands at the same place in both, for all places that hold no further values. */
function pairsIn(expected: unknown, got: unknown, at: string): Difference[] {
  const isLeaf =
    !isContainer(expected) || !isContainer(got) || Array.isArray(expected) !== Array.isArray(got);
  if (isLeaf) return [{ at, expected, got }];
  const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
  const isList = Array.isArray(expected);
  return [...keys].flatMap((key) =>
    pairsIn(expected[key], got[key], isList ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`),
  );
}

/** What stands for many values in an expectation, such as `expect.stringMatching(/x/)`. */
interface Matcher {
  asymmetricMatch(value: unknown): boolean;
  toString(): string;
  readonly sample?: unknown;
}

function isMatcher(value: unknown): value is Matcher {
  return typeof value === 'object' && value !== null && 'asymmetricMatch' in value;
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null && !isMatcher(value);
}

function isMet(expected: unknown, got: unknown): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(got);
  return isContainer(expected) ? json(expected) === json(got) : Object.is(expected, got);
}

const LONGEST_INLINE = 120;

/** A value on one line. */
function inline(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (isMatcher(value)) return patternOf(value);
  const text = Object.is(value, -0) || Number.isNaN(value) ? format(value) : JSON.stringify(value);
  const shown = text ?? String(value);
  return shown.length <= LONGEST_INLINE ? shown : `${shown.slice(0, LONGEST_INLINE)}…`;
}

function patternOf(matcher: Matcher): string {
  const { sample } = matcher;
  const shown = sample instanceof RegExp ? sample.toString() : JSON.stringify(sample);
  return shown === undefined ? matcher.toString() : `${matcher.toString()} ${shown}`;
}

/** The numbers that JSON does not know. */
function format(value: unknown): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? String(value);
}
