/**
 * The driver: the one loop that owns execution. It looks which tier the newest
 * frame belongs to, lets that tier's engine run, and starts over when the
 * engine comes back with SWITCH. Calls, returns, deoptimisation, interrupts
 * and stack limits between tiers all pass through here, so no tier ever calls
 * another one, and JavaScript never nests however deep the Lox program does.
 *
 * Source: the trampolines of Baker, *CONS Should Not CONS Its Arguments, Part
 * II* (1994); Zag's switch between threaded and native code.
 */
import { type Engine, Status, type Tier, tierNames } from '#shared/contracts/engine.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import { FrameRecord, Poll, Region, State } from '#shared/memory/layout.ts';

/** Runs the program whose first frame has been pushed. */
export type Drive = () => typeof Status.OK | typeof Status.ERROR;

type DriverNeeds = Pick<Machine, 'memory' | 'errors' | 'events' | 'tiers' | 'debug'>;

/**
 * Makes the driver of one VM.
 * @param engines the engine of each tier, by tier number; a tier that is left out runs nothing
 */
export function createDriver(machine: DriverNeeds, engines: ReadonlyMap<Tier, Engine>): Drive {
  const { memory, errors, events, tiers, debug } = machine;
  const { i32 } = memory;
  const POLL = (Region.state + State.poll) >> 2;
  const FRAME = (Region.state + State.frame) >> 2;

  const newestTier = () => i32[(i32[FRAME] + FrameRecord.tier) >> 2] as Tier;

  function engineOf(tier: Tier): Engine {
    const engine = engines.get(tier);
    if (engine === undefined)
      throw new Error(`A frame belongs to tier ${tier}, which has no engine`);
    return engine;
  }

  /** Does what another thread has asked for. False: the program has to end, and why is parked. */
  function obey(): boolean {
    const asked = i32[POLL];
    i32[POLL] = Poll.NONE;
    if (asked === Poll.STEP) debug?.interrupt();
    else if (asked === Poll.TIMEOUT) errors.stop('Time limit exceeded.', 'timeout');
    else errors.stop('Interrupted.', 'interrupt');
    return asked === Poll.STEP;
  }

  return () => {
    tiers.place(i32[FRAME]);
    let tier = newestTier();
    for (;;) {
      const status = engineOf(tier).run();
      if (status !== Status.SWITCH) return status;
      if (i32[POLL] !== Poll.NONE && !obey()) return Status.ERROR;
      tiers.place(i32[FRAME]);
      const next = newestTier();
      if (next !== tier) events.emit('switch', { from: tierNames[tier], to: tierNames[next] });
      tier = next;
    }
  };
}
