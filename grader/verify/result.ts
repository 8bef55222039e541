/** What `npm run verify` finds, as plain data: `.cache/verify.json`. */

/** Something that has to hold, and what speaks against it. */
export interface Check {
  /** What was looked at, for people. */
  readonly name: string;
  /** Empty: it holds. */
  readonly problems: readonly string[];
  readonly seconds: number;
}

/** A misconception, and what the tests made of it. */
export interface MutantResult {
  /** Module and misconception: `values/minus-zero`. */
  readonly name: string;
  readonly description: string;
  /** The lab's file that it changes. */
  readonly file: string;
  /** The tests that are meant to kill it. */
  readonly intended: readonly string[];
  /** The tests that did not pass in a run of all of them. */
  readonly killedBy: readonly string[];
  /** Of the intended tests, those that passed, and with which seeds. */
  readonly survived: readonly { readonly test: string; readonly seeds: readonly number[] }[];
  /** Why it does not count as killed; empty: every intended test kills it with every seed. */
  readonly problems: readonly string[];
}

export interface LabResult {
  readonly lab: string;
  readonly title: string;
  readonly checks: readonly Check[];
  /** The tests of the lab, in order: the columns of the kill matrix. */
  readonly tests: readonly string[];
  readonly mutants: readonly MutantResult[];
}

export interface VerifyResult {
  readonly version: 1;
  /** Whether everything holds. */
  readonly holds: boolean;
  /** How many seeds each mutant was tried with. */
  readonly seeds: number;
  /** What concerns no single lab. */
  readonly checks: readonly Check[];
  readonly labs: readonly LabResult[];
}

/** All that is wrong, a line each. */
export function problemsIn({ checks, labs }: Pick<VerifyResult, 'checks' | 'labs'>): string[] {
  const ofCheck = (where: string) => (check: Check) =>
    check.problems.map((problem) => `${where}${check.name}: ${problem}`);
  return [
    ...checks.flatMap(ofCheck('')),
    ...labs.flatMap((lab) => [
      ...lab.checks.flatMap(ofCheck(`lab ${lab.lab}, `)),
      ...lab.mutants.flatMap(({ problems }) => problems.map((text) => `lab ${lab.lab}, ${text}`)),
    ]),
  ];
}
