/** What can be chosen, by LLVM's names. The numbers are those of LLVM's C API unless said otherwise. */
import { LlvmMisuse } from './errors.ts';

/** Who can see a function or a variable. */
export const LinkageTypes = {
  ExternalLinkage: 0,
  AvailableExternallyLinkage: 1,
  LinkOnceAnyLinkage: 2,
  LinkOnceODRLinkage: 3,
  WeakAnyLinkage: 5,
  WeakODRLinkage: 6,
  AppendingLinkage: 7,
  InternalLinkage: 8,
  PrivateLinkage: 9,
  ExternalWeakLinkage: 12,
  CommonLinkage: 14,
} as const;

/**
 * How arguments and results travel. Every call must say the same as its
 * callee. `PreserveNone` saves no registers, which makes tail calls between
 * parts of an interpreter cheap; `Tail` and `PreserveNone` allow `musttail`
 * between functions of different types.
 */
export const CallingConv = {
  C: 0,
  Fast: 8,
  Cold: 9,
  GHC: 10,
  PreserveMost: 14,
  PreserveAll: 15,
  Tail: 18,
  PreserveNone: 21,
} as const;

/**
 * How an access to memory is ordered with those of other threads, from not at
 * all to one order for everything.
 */
export const AtomicOrdering = {
  NotAtomic: 0,
  Unordered: 1,
  Monotonic: 2,
  Acquire: 4,
  Release: 5,
  AcquireRelease: 6,
  SequentiallyConsistent: 7,
} as const;

/** What an atomic read-modify-write does. */
export const AtomicRMWBinOp = {
  Xchg: 0,
  Add: 1,
  Sub: 2,
  And: 3,
  Nand: 4,
  Or: 5,
  Xor: 6,
  Max: 7,
  Min: 8,
  UMax: 9,
  UMin: 10,
} as const;

/** Whether a call may, must or must not become a jump. */
export const TailCallKind = { TCK_None: 0, TCK_Tail: 1, TCK_MustTail: 2, TCK_NoTail: 3 } as const;

/** What floating-point instructions may take for granted. */
export const FastMathFlags = {
  AllowReassoc: 1,
  NoNaNs: 2,
  NoInfs: 4,
  NoSignedZeros: 8,
  AllowReciprocal: 16,
  AllowContract: 32,
  ApproxFunc: 64,
  All: 127,
} as const;

/**
 * Checks that a number is one of those that there are.
 * @throws LlvmMisuse when it is not
 */
export function checkChoice(
  method: string,
  choices: Readonly<Record<string, number>>,
  choice: number,
): void {
  if (Object.values(choices).includes(choice)) return;
  throw new LlvmMisuse(method, `${choice} is none of ${Object.keys(choices).join(', ')}`);
}

/**
 * Checks that an alignment in bytes is a power of two.
 * @throws LlvmMisuse when it is not
 */
export function checkAlignment(method: string, bytes: number): void {
  if (!(bytes >= 1 && bytes < 2 ** 32 && Number.isInteger(Math.log2(bytes)))) {
    throw new LlvmMisuse(method, `${bytes} is not a power of two`);
  }
}
