/**
 * The tier policy: which tier runs a function, and when a frame that is already
 * running moves on to it.
 *
 * A function that has become hot is translated, and its tier byte says so from
 * then on: every later call begins in the new tier, and whoever calls does not
 * know. The frames that it already has stay where they are until they pass the
 * driver, which is where a long loop gets its chance: on-stack replacement,
 * with nothing to replace, since both tiers keep their frames alike.
 *
 * Source: Hölzle, *Adaptive Optimization for Self* (1994), chapter 5.
 */
import { Tier } from '#shared/contracts/engine.ts';
import type { Machine, Tiers } from '#shared/contracts/machine.ts';
import type { Translate } from '#shared/contracts/threaded.ts';
import { FrameRecord, FunctionObject, Header } from '#shared/memory/layout.ts';

/** Makes the policy of one VM. */
export function createTiers(
  { memory, options, errors }: Pick<Machine, 'memory' | 'options' | 'errors'>,
  translate: Translate,
): Tiers {
  const { i32 } = memory;
  const { closure: CLOSURE, pc: PC, tier: TIER } = FrameRecord;
  const { words: WORDS, resume: RESUME, tier: FUNCTION_TIER } = FunctionObject;

  /** Whether the threaded tier can go on with a frame. */
  function hasWayIn(code: number, pc: number): boolean {
    if (i32[(code + WORDS) >> 2] === 0) return false;
    return i32[(i32[(code + RESUME) >> 2] + (pc << 2)) >> 2] !== 0;
  }

  return {
    promote(code) {
      if (options.tier !== 'auto') return;
      if (translate(code)) i32[(code + FUNCTION_TIER) >> 2] = Tier.THREADED;
      else errors.take(); // no memory for it: the function stays where it is
    },
    moveUp(record) {
      if (i32[(record + TIER) >> 2] !== Tier.INTERPRETER) return;
      const code = i32[(i32[(record + CLOSURE) >> 2] + Header.meta) >> 2];
      if (i32[(code + FUNCTION_TIER) >> 2] !== Tier.THREADED) return;
      if (hasWayIn(code, i32[(record + PC) >> 2])) i32[(record + TIER) >> 2] = Tier.THREADED;
    },
  };
}
