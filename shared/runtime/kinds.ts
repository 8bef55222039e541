/** Asking what a slot refers to. */
import type { Slot, Values } from '../contracts/values.ts';
import { Header, KIND_MASK, type Kind } from '../memory/layout.ts';
import type { LinearMemory } from '../memory/linear-memory.ts';

/** Answers whether a slot refers to an object of a kind. */
export type IsKind = (slot: Slot, kind: Kind) => boolean;

/** Makes the question for one VM. */
export function createIsKind(memory: LinearMemory, values: Values): IsKind {
  const { i32 } = memory;
  const { isReference, referenceAt } = values;
  const INFO = Header.info;
  const MASK = KIND_MASK;
  return (slot, kind) =>
    isReference(slot) && (i32[(referenceAt(slot) + INFO) >> 2] & MASK) === kind;
}
