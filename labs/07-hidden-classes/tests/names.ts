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
