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
 * For the same reason a frame can move down at any safepoint. A debugger uses
 * that: it *holds* what it wants to watch in the interpreter, functions or the
 * older part of the stack, and everything else stays as fast as it was.
 *
 * Source: Hölzle, *Adaptive Optimization for Self* (1994), chapter 5.
 */
import { Tier } from '#shared/contracts/engine.ts';
import type { Machine, Tiers } from '#shared/contracts/machine.ts';
import type { Baseline } from '#shared/contracts/native.ts';
import type { Translate } from '#shared/contracts/threaded.ts';
import { FrameRecord, FunctionObject, Header, Region, State } from '#shared/memory/layout.ts';

/**
 * Makes the policy of one VM.
 * @param baseline the baseline tier, asked for when it is needed
 */
export function createTiers(
  { memory, options, errors }: Pick<Machine, 'memory' | 'options' | 'errors'>,
  translate: Translate,
  baseline: () => Baseline,
): Tiers {
  const { i32, i64 } = memory;
  const FRAME = (Region.state + State.frame) >> 2;
  const STUB = (Region.state + State.stub) >> 3;
  const { closure: CLOSURE, pc: PC, tier: TIER, size: RECORD } = FrameRecord;
  const { resume: RESUME, tier: FUNCTION_TIER, code: CODE } = FunctionObject;
  const { calls: CALLS, loops: LOOPS, entry: ENTRY } = FunctionObject;

  /** The functions that are held, and the tier that each would have without. */
  const held = new Map<number, number>();
  /** Runs after which a function is compiled. */
  let wanted = Math.max(options.compileThreshold, options.firstCompileThreshold);
  /** The last of the frames that are held. */
  let lastHeld = 0;

  const functionOf = (record: number) => i32[(i32[(record + CLOSURE) >> 2] + Header.meta) >> 2];

  const moveDown = (record: number) => {
    i32[(record + TIER) >> 2] = Tier.INTERPRETER;
  };

  /** Makes threaded code of a function. Without memory for that, it stays where it is. */
  function prepare(code: number): boolean {
    if (translate(code)) return true;
    errors.take();
    return false;
  }

  /** Gives a function to a tier: its tier byte, and beside it the address at which native code calls it. */
  function setTier(code: number, tier: number): void {
    i32[(code + FUNCTION_TIER) >> 2] = tier;
    i64[(code + ENTRY) >> 3] = tier === Tier.BASELINE ? baseline().entryOf(code) : i64[STUB];
  }

  /** Gives a function to a tier, now or when it is no longer held. */
  function assign(code: number, tier: Tier): void {
    if (held.has(code)) held.set(code, tier);
    else setTier(code, tier);
  }

  /** Compiles a function once it has run often enough. */
  function compileIfHot(code: number): void {
    const runs = i32[(code + CALLS) >> 2] + i32[(code + LOOPS) >> 2];
    if (options.tier !== 'auto' || runs < wanted) return;
    if (i32[(code + FUNCTION_TIER) >> 2] >= Tier.BASELINE) return;
    wanted = options.compileThreshold;
    if (baseline().compile(code)) assign(code, Tier.BASELINE);
  }

  /** Whether threaded code can take a frame over where it is. */
  function hasWords(code: number, pc: number): boolean {
    return prepare(code) && i32[(i32[(code + RESUME) >> 2] + (pc << 2)) >> 2] !== 0;
  }

  /** Lets a frame go on in its function's tier, if that can take it over where it is. */
  function moveUp(record: number): void {
    const code = functionOf(record);
    compileIfHot(code);
    const tier = i32[(code + FUNCTION_TIER) >> 2];
    if (i32[(record + TIER) >> 2] >= tier) return;
    const pc = i32[(record + PC) >> 2];
    if (tier === Tier.BASELINE && baseline().canEnter(code, pc - i32[(code + CODE) >> 2]))
      i32[(record + TIER) >> 2] = Tier.BASELINE;
    else if (i32[(record + TIER) >> 2] === Tier.INTERPRETER && hasWords(code, pc))
      i32[(record + TIER) >> 2] = Tier.THREADED;
  }

  return {
    promote(code) {
      if (options.tier === 'auto' && prepare(code)) assign(code, Tier.THREADED);
    },
    place(record) {
      if (record <= lastHeld) moveDown(record);
      else moveUp(record);
    },
    hold(code) {
      if (held.has(code)) return;
      held.set(code, i32[(code + FUNCTION_TIER) >> 2]);
      setTier(code, Tier.INTERPRETER);
      for (let record = i32[FRAME]; record >= Region.frames; record -= RECORD) {
        if (functionOf(record) === code) moveDown(record);
      }
    },
    release(code) {
      // Its frames follow when they pass the driver: threaded code that goes on
      // behind a call trusts in what it noted itself when the call began.
      const tier = held.get(code);
      if (tier !== undefined) setTier(code, tier);
      held.delete(code);
    },
    holdFrames(last) {
      lastHeld = last;
      // Whoever returns to this frame finds it in the interpreter, and from
      // there every older one is reached by way of the driver.
      if (last >= Region.frames && last <= i32[FRAME]) moveDown(last);
    },
  };
}
