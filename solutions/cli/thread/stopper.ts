/** Stopping the VM's Worker from the main thread, whenever the wish comes up. */
import { Poll } from '#shared/memory/layout.ts';
import type { PollReason } from './poll-word.ts';

/** Why a program is to stop: for good, or to be looked at. */
export type StopReason = 'interrupt' | 'timeout' | 'step';

const pollReasons: Readonly<Record<StopReason, PollReason>> = {
  interrupt: Poll.INTERRUPT,
  timeout: Poll.TIMEOUT,
  step: Poll.STEP,
};

/** Stops what one VM thread runs. */
export interface Stopper {
  /** The VM exists: byte 0 of its linear memory lies at this address. */
  setAddress(address: number): void;
  /** Asks the running program to stop; if the VM does not exist yet, as soon as it does. */
  stop(reason: StopReason): void;
  /** The program has ended: a wish that came too late must not stop the next one. */
  reset(): Promise<void>;
}

/** Makes the stopper of one VM thread. */
export function createStopper(): Stopper {
  let address = 0;
  let wish: PollReason = Poll.NONE;

  /** Writes what is wished for by then: koffi takes milliseconds to load, and few programs are ever stopped. */
  async function write(): Promise<void> {
    const { writePollWord } = await import('./poll-word.ts');
    if (address !== 0) writePollWord(address, wish);
  }

  return {
    setAddress(known) {
      address = known;
      if (wish !== Poll.NONE) void write();
    },
    stop(reason) {
      wish = pollReasons[reason];
      void write();
    },
    async reset() {
      if (wish === Poll.NONE) return;
      wish = Poll.NONE;
      await write();
    },
  };
}
