/** Random inputs of a test: they vary with the seed, and are the same whenever the seed is. */
import { createRandom } from '../corpus/random.ts';

/** Random inputs of one test. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** True or false, as often one as the other. */
  boolean(): boolean;
  /** One of the items. There must be one. */
  pick<Item>(items: readonly Item[]): Item;
  /** The items in another order. */
  shuffle<Item>(items: readonly Item[]): Item[];
  /** A Lox name that is no keyword, such as `tamiku`. */
  identifier(): string;
}

const consonants = [...'bdfgklmnprstvz'];
const vowels = [...'aeiou'];

/** Makes the random inputs of the test with this name. */
export function createInputs(seed: number, name: string): Random {
  const next = createRandom(hash(`${seed} ${name}`));
  // The first numbers after similar seeds are similar.
  for (let skipped = 0; skipped < 16; skipped += 1) next();
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <Item>(items: readonly Item[]) => items[integer(0, items.length - 1)];
  return {
    integer,
    boolean: () => integer(0, 1) === 1,
    pick,
    shuffle(items) {
      const order = items.map((item) => ({ item, key: next() }));
      return order.sort((a, b) => a.key - b.key).map(({ item }) => item);
    },
    // No keyword of Lox is made of three such syllables.
    identifier: () => Array.from({ length: 3 }, () => pick(consonants) + pick(vowels)).join(''),
  };
}

/**
 * A 32-bit number that any change of the text changes.
 * Source: Fowler, Noll, Vo, FNV-1a.
 */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}
