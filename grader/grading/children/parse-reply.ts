/** Reading what a process with a student's code in it says, without trusting it. */
import type { Ended, Reply, RunFacts } from '../../probe/observation.ts';

/** JSON that nests deeper would overflow the stack of whatever compares or prints it. */
const DEEPEST = 100;

type Fields = Readonly<Record<string, unknown>>;

/** The reply in a text; undefined when it is none. */
export function parseReply(text: string): Reply | undefined {
  if (depthOf(text) > DEEPEST) return undefined;
  let reply: unknown;
  try {
    reply = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isReply(reply) ? reply : undefined;
}

function isReply(value: unknown): value is Reply {
  return (
    isFields(value) &&
    isEnded(value.ended) &&
    (value.run === undefined || isRun(value.run)) &&
    (value.value === undefined || isValue(value.value))
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The ways in which an observation can end that the process itself tells, and their fields. */
const endings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  normal: {},
  unfinished: { task: 'string' },
  exception: { message: 'string', stack: 'string' },
  flood: { bytes: 'number' },
};

function isEnded(value: unknown): value is Ended {
  if (!isFields(value) || typeof value.kind !== 'string') return false;
  if (value.kind === 'notBuilt') return isList(value.problems, isProblem);
  return Object.hasOwn(endings, value.kind) && hasTypes(value, endings[value.kind]);
}

function isProblem(value: unknown): boolean {
  const types = { file: 'string', line: 'number', column: 'number', message: 'string' };
  return isFields(value) && hasTypes(value, { ...types, text: 'string' });
}

function isRun(value: unknown): value is RunFacts {
  return (
    isFields(value) &&
    hasTypes(value, { output: 'string', exitCode: 'number' }) &&
    isFields(value.views) &&
    isList(value.errors, (line) => typeof line === 'string') &&
    (value.statistics === null || isFields(value.statistics))
  );
}

function isValue(value: unknown): boolean {
  return typeof value === 'string' && depthOf(value) <= DEEPEST;
}

function isList(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function hasTypes(value: Fields, types: Readonly<Record<string, string>>): boolean {
  return Object.entries(types).every(([name, type]) => typeof value[name] === type);
}

/** How deep the brackets of a JSON text nest. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString && character === '\\') at += 1;
    else if (character === '"') inString = !inString;
    else if (!inString && (character === '[' || character === '{')) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (!inString && (character === ']' || character === '}')) depth -= 1;
  }
  return deepest;
}
