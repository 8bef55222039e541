/** Values for the tests, as text: see `scenarios.ts`. */
import type { Random } from '#grader/probe/random.ts';

/** The 16 hexadecimal digits of a double. */
export function digits(number: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

/** Numbers at which encodings go wrong; NaN is not among them. */
export const edgeNumbers: readonly number[] = [
  0,
  -0,
  1,
  -1,
  1.5,
  -1.5,
  0.1,
  2 ** 31,
  -(2 ** 31),
  2 ** 53,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2.2250738585072014e-308,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

/** A whole number and a fraction, of either sign. */
export function someNumbers(random: Random): number[] {
  return [
    random.integer(2, 1_000_000),
    -random.integer(2, 1_000_000),
    random.integer(1, 1_000_000) / 1024,
    -random.integer(1, 1_000_000) / 1024,
    random.integer(1, 1_000_000) * 2 ** random.integer(40, 900),
    -random.integer(1, 1_000_000) * 2 ** -random.integer(40, 900),
  ];
}

/** Edge numbers and others, as digits. */
export function numbers(random: Random): string[] {
  return [...edgeNumbers, ...someNumbers(random)].map(digits);
}

/** The two NaNs that processors make. */
export const nans: readonly string[] = ['7ff8000000000000', 'fff8000000000000'];

/** References to offsets as they occur: multiples of 8, up to almost 2 GiB. */
export function references(random: Random): string[] {
  const offsets = [16, 8 * random.integer(100, 100_000), 0x7fff_0000 - 8 * random.integer(1, 99)];
  return offsets.map((offset) => `reference ${offset}`);
}

/** What is written beside a value in a message: digits as the number that they are. */
export function named(value: string): string {
  if (!/^[0-9a-f]{16}$/.test(value)) return value;
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${value}`));
  const number = view.getFloat64(0);
  if (Number.isNaN(number)) return `NaN (${value})`;
  return Object.is(number, -0) ? '-0' : String(number);
}

/** An answer for each value, by the value's name. */
export function byValue<Answer>(list: readonly string[], answers: readonly Answer[]) {
  return Object.fromEntries(list.map((value, index) => [named(value), answers[index]]));
}

/** An answer for each pair, by the pair's names. */
export function byPair<Answer>(list: readonly string[], answers: readonly (readonly Answer[])[]) {
  return Object.fromEntries(
    list.flatMap((left, row) =>
      list.map((right, column) => [`${named(left)} and ${named(right)}`, answers[row][column]]),
    ),
  );
}

/** The answer that each pair should have. */
export function forPairs(
  list: readonly string[],
  answer: (left: string, right: string) => boolean,
): boolean[][] {
  return list.map((left) => list.map((right) => answer(left, right)));
}

export const isNumber = (value: string): boolean => /^[0-9a-f]{16}$/.test(value);

/** Whether two values are the same, as Lox has it. */
export function areSame(left: string, right: string): boolean {
  if (!isNumber(left) || !isNumber(right)) return left === right;
  if (nans.includes(left) || nans.includes(right)) return false;
  const zeros = ['0000000000000000', '8000000000000000'];
  return left === right || (zeros.includes(left) && zeros.includes(right));
}
