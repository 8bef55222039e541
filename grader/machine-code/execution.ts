/**
 * Running machine code without a processor: what the two small machines of this
 * folder have in common.
 *
 * They know the instructions that one may meet in a function of a few
 * instructions, and judge it by what it does, not by its bytes: every encoding
 * of an addition is as good as any other. They are strict where hardware lets
 * things pass: registers that hold nothing hold garbage, upper halves too.
 */

/** Arguments of a function: integers and doubles have registers of their own. */
export interface Arguments {
  readonly integers?: readonly number[];
  readonly doubles?: readonly number[];
}

/** How an execution ended. */
export type End =
  /** It returned to its caller as the calling convention asks; what the result registers hold. */
  | { readonly kind: 'returned'; readonly integer: number; readonly double: number }
  /** The processor would have raised this signal. */
  | { readonly kind: 'signal'; readonly signal: string; readonly reason: string }
  /** Nobody can say what happens next. */
  | { readonly kind: 'lost'; readonly reason: string };

/** An execution, from the first byte on. */
export interface Execution {
  /** The instructions executed, in assembly. */
  readonly listing: readonly string[];
  readonly end: End;
}

/** Ends an execution from anywhere inside it. */
export class Stop extends Error {
  readonly end: End;

  constructor(end: End) {
    super(end.kind);
    this.end = end;
  }
}

/** The processor raises a signal. */
export function raise(signal: string, reason: string): never {
  throw new Stop({ kind: 'signal', signal, reason });
}

/** Nobody can say what happens next. */
export function lose(reason: string): never {
  throw new Stop({ kind: 'lost', reason });
}

/** More instructions than any function here needs. */
const MAX_STEPS = 1000;

/**
 * Executes instructions until one stops.
 * @param step executes one, and says it in assembly
 */
export function execute(step: (note: (text: string) => void) => void): Execution {
  const listing: string[] = [];
  try {
    while (listing.length < MAX_STEPS) step((text) => listing.push(text));
    lose(`it executed ${MAX_STEPS} instructions and did not return`);
  } catch (error) {
    if (error instanceof Stop) return { listing, end: error.end };
    throw error;
  }
}

/** What every register holds that nobody wrote, plus its number. */
export const GARBAGE = 0xbad0_c0de_dead_0000n;

/**
 * An execution in words, for messages: the instructions and the end.
 * @param result the register that matters: that of integers or that of doubles
 */
export function inWords({ listing, end }: Execution, result: 'integer' | 'double'): string {
  const instructions = listing.join('; ');
  if (end.kind === 'returned') {
    const untouched = result === 'integer' && end.integer === Number(BigInt.asIntN(32, GARBAGE));
    return `${instructions}: returns ${untouched ? 'what was in the register before' : end[result]}`;
  }
  const outcome = end.kind === 'signal' ? `${end.signal}, ${end.reason}` : end.reason;
  return instructions === '' ? outcome : `${instructions}; then ${outcome}`;
}

const scratch = new DataView(new ArrayBuffer(8));

/** The bits of a double. */
export function bitsOf(double: number): bigint {
  scratch.setFloat64(0, double);
  return scratch.getBigUint64(0);
}

/** The double that has these bits. */
export function doubleOf(bits: bigint): number {
  scratch.setBigUint64(0, bits);
  return scratch.getFloat64(0);
}
