/** What the verifier complains of. */
export interface Fault {
  /** The complaint itself. */
  readonly complaint: string;
  /** What it is about: instructions, blocks, operands, as IR writes them, without spaces around. */
  readonly about: readonly string[];
}

/**
 * Takes apart what the verifier has said of a module.
 * @param diagnostic lines: a complaint ends in `!` or `.`, and what it is about follows, a line each
 */
export declare function faultsIn(diagnostic: string): readonly Fault[];

/** The passes that a module of the baseline tier is put through, as `runPasses` takes them. */
export declare function passes(): string;
