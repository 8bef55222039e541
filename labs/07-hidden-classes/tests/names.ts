/** Names for tests. */
import type { Random } from '#grader/probe/random.ts';

/** So many different names. */
export function distinctNames(random: Random, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(random.identifier());
  return [...names];
}

/** Statements that give an object's fields these values. */
export function assignments(
  object: string,
  fields: readonly string[],
  value: (index: number) => string | number,
): string {
  return fields.map((field, index) => `${object}.${field} = ${value(index)};`).join(' ');
}

/** How many fields one function of a test names: a function has 256 constants at most. */
const CHUNK = 60;

/** A Lox function that gives an object very many fields, together with those that it calls. */
export function filler(
  name: string,
  fields: readonly string[],
  value: (index: number) => string | number,
): string {
  const parts = Array.from({ length: Math.ceil(fields.length / CHUNK) }, (_, part) => part * CHUNK);
  const functions = parts.map(
    (start) =>
      `fun ${name}${start}(o) { ${assignments('o', fields.slice(start, start + CHUNK), (index) => value(start + index))} }`,
  );
  const calls = parts.map((start) => `${name}${start}(o);`).join(' ');
  return `${functions.join('\n')}\nfun ${name}(o) { ${calls} return o; }`;
}
