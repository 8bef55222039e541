/** Random numbers that are the same in every run. */

/**
 * Makes a generator of numbers from 0 to below 1.
 * Source: Marsaglia, *Xorshift RNGs* (2003).
 */
export function createRandom(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
