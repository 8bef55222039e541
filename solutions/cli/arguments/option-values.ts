/**
 * What the values of options may be. Each function takes the text of a value
 * and gives what it means, or throws commander's error that says what is
 * allowed.
 */
import { InvalidArgumentError } from 'commander';
import { MAX_HEAP_BYTES, MIN_HEAP_BYTES } from '#shared/memory/layout.ts';

/** One name out of several; `planned` names those that later versions will allow. */
export function oneOf<Name extends string>(
  names: readonly Name[],
  planned: readonly string[] = [],
) {
  return (text: string): Name => {
    const found = names.find((name) => name === text);
    if (found !== undefined) return found;
    const reason = planned.includes(text) ? `'${text}' is not built yet. ` : '';
    throw new InvalidArgumentError(`${reason}Allowed: ${names.join(', ')}.`);
  };
}

/** Names between commas, each once. */
export function listOf<Name extends string>(
  names: readonly Name[],
  planned: readonly string[] = [],
) {
  const one = oneOf(names, planned);
  return (text: string): readonly Name[] => [
    ...new Set(text.split(',').map((part) => one(part.trim()))),
  ];
}

/** As {@link listOf}, with `all` for every name. */
export function listOrAllOf<Name extends string>(names: readonly Name[]) {
  const list = listOf([...names, 'all'] as const);
  return (text: string): readonly Name[] => {
    const chosen = list(text);
    return names.filter((name) => chosen.includes('all') || chosen.includes(name));
  };
}

const unitBytes: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** A heap limit in bytes: `64M`, `1g`, `65536`. */
export function heapLimit(text: string): number {
  const match = /^(\d+)([KMG]?)$/i.exec(text);
  const bytes = match ? Number(match[1]) * unitBytes[match[2].toUpperCase()] : Number.NaN;
  if (bytes >= MIN_HEAP_BYTES && bytes <= MAX_HEAP_BYTES) return bytes;
  const [least, most] = [MIN_HEAP_BYTES, MAX_HEAP_BYTES].map(describeBytes);
  throw new InvalidArgumentError(`Allowed: ${least} to ${most}, in bytes or with K, M or G.`);
}

/** A size in the largest unit that it is a multiple of. */
export function describeBytes(bytes: number): string {
  const [unit, size] = Object.entries(unitBytes).findLast(([, size]) => bytes % size === 0) ?? [
    '',
    1,
  ];
  return `${bytes / size}${unit}`;
}

/** The longest time that a timer takes, in whole seconds. */
const MOST_SECONDS = Math.floor((2 ** 31 - 1) / 1000);

/** A time in seconds: `10`, `0.5`. */
export function seconds(text: string): number {
  const value = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0 && value <= MOST_SECONDS) return value;
  throw new InvalidArgumentError(
    `Allowed: seconds above 0, up to ${MOST_SECONDS}, such as 2 or 0.5.`,
  );
}
