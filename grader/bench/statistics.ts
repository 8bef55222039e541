/** The two averages of a benchmark. */

/**
 * The middle value: of times it is the one that a disturbed run moves least.
 * @throws RangeError when there are no values
 */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('The median of no values is not defined');
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[upper] : (sorted[upper - 1] + sorted[upper]) / 2;
}

/**
 * The mean of ratios. It alone gives the same ranking whichever engine is the
 * one that all others are divided by.
 *
 * Source: Fleming and Wallace, *How Not to Lie with Statistics* (1986).
 * @throws RangeError when there are no values, or one that is not positive
 */
export function geometricMean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('The geometric mean of no values is not defined');
  const bad = values.find((value) => !(value > 0));
  if (bad !== undefined) throw new RangeError(`A ratio must be positive, got ${bad}`);
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
