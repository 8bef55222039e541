/** Those who watch a program: `--trace` prints events, a recorder keeps them. */
import {
  type EventKind,
  type EventListener,
  type Events,
  formatEvent,
  type VmEvent,
} from '#shared/events/events.ts';
import type { Sink } from '#shared/runtime/output.ts';

/** Prints every later event of these kinds, a line each. */
export function traceEvents(
  events: Events,
  kinds: readonly EventKind[],
  print: (text: string) => void,
): void {
  const wanted = new Set(kinds);
  events.listen((event) => {
    if (wanted.has(event.kind)) print(`${formatEvent(event)}\n`);
  });
}

/** Keeps what happens and what is printed. */
export interface Recorder {
  readonly events: readonly VmEvent[];
  readonly listener: EventListener;
  readonly sink: Sink;
  /** What was printed. */
  text(): string;
}

/** Makes a recorder that has seen nothing. */
export function createRecorder(): Recorder {
  const events: VmEvent[] = [];
  const chunks: Uint8Array[] = [];
  return {
    events,
    listener: (event) => void events.push(event),
    // The output uses its buffer again.
    sink: (bytes) => void chunks.push(Uint8Array.from(bytes)),
    text: () => Buffer.concat(chunks).toString(),
  };
}
