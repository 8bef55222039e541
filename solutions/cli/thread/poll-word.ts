/** The poll word, by which another thread stops a running VM. */
import { type Poll, Region, State } from '#shared/memory/layout.ts';
import { viewPages } from '#shared/memory/pages.ts';

/** What may be written there. */
export type PollReason = (typeof Poll)[keyof typeof Poll];

/**
 * Writes the poll word of a VM that another thread runs.
 * @param address of byte 0 of its linear memory, which must still be mapped
 */
export function writePollWord(address: number, reason: PollReason): void {
  // The state block ends where the frame records begin.
  const words = new Int32Array(viewPages(address, Region.frames));
  Atomics.store(words, (Region.state + State.poll) >> 2, reason);
}
