/** Guessing what somebody meant. */

/** At most so many names are suggested. */
const SUGGESTIONS = 4;

/**
 * A sentence with the names that look most like the one that was not found, or
 * `otherwise` when none does.
 * @param partOf the part of a name in which names differ
 */
export function suggest(
  wanted: string,
  names: Iterable<string>,
  otherwise: string,
  partOf: (name: string) => string = (name) => name,
): string {
  const part = partOf(wanted).toLowerCase();
  const close = [...new Set(names)]
    .map((name) => ({ name, distance: distanceOf(part, partOf(name).toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(2, part.length / 3))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, SUGGESTIONS)
    .map(({ name }) => name);
  return close.length === 0 ? otherwise : `did you mean ${close.join(', or ')}?`;
}

/**
 * How many characters must be changed, added or removed to make one word of
 * the other.
 *
 * Source: Wagner, Fischer, *The String-to-String Correction Problem* (1974).
 */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
