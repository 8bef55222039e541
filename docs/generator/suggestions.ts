/** Guessing what somebody meant. */

/** At most so many names are suggested. */
const SUGGESTIONS = 4;

/**
 * A sentence with the names that look most like the one that was not found, or
 * `otherwise` when none does.
 */
export function suggest(wanted: string, names: Iterable<string>, otherwise: string): string {
  const close = [...new Set(names)]
    .map((name) => ({ name, distance: distanceOf(lastPart(wanted), lastPart(name)) }))
    .filter(({ distance }) => distance <= Math.max(2, lastPart(wanted).length / 3))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, SUGGESTIONS)
    .map(({ name }) => name);
  return close.length === 0 ? otherwise : `did you mean ${close.join(', or ')}?`;
}

/** The part of a path or of a qualified name where names differ. */
function lastPart(name: string): string {
  return (
    name
      .toLowerCase()
      .split(/[/.](?=[^/.]+$)/)
      .at(-1) ?? name
  );
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
