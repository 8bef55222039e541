/**
 * The event stream: every module reports through it what it did, and traces,
 * statistics, tests and pictures all read it.
 */

/** What can happen, by kind, with its particulars. */
export interface EventDetails {
  /** A function was loaded as bytecode. `bytes` of instructions. */
  readonly loaded: { readonly name: string; readonly bytes: number };
  /** A function's counters reached the threshold of the next tier. */
  readonly hot: { readonly name: string; readonly calls: number; readonly loops: number };
  /** A function was translated to threaded code: so many bytecode instructions to so many bytes. */
  readonly translated: {
    readonly name: string;
    readonly instructions: number;
    readonly bytes: number;
  };
  /** The driver handed the newest frame to another tier's engine. */
  readonly switch: { readonly from: string; readonly to: string };
  /** A function was compiled to native code, which took so long. */
  readonly compiled: {
    readonly name: string;
    readonly instructions: number;
    readonly bytes: number;
    readonly milliseconds: number;
  };
  /** A collection. Sizes in bytes of the moving heap, time in milliseconds. */
  readonly gc: {
    readonly before: number;
    readonly after: number;
    readonly limit: number;
    readonly milliseconds: number;
  };
  /** A property site's cache went to another state. `site` is the offset of its cell. */
  readonly 'ic-transition': { readonly site: number; readonly from: string; readonly to: string };
  /** A shape was made that has so many fields. Shapes are offsets. */
  readonly 'shape-transition': {
    readonly from: number;
    readonly to: number;
    readonly fields: number;
  };
  /** What relied on a class or function was forgotten, since its global variable changed. */
  readonly flush: {
    readonly name: string;
    readonly sites: number;
    readonly functions: number;
  };
  /** A runtime error was parked. */
  readonly error: { readonly message: string };
  /** Another thread stopped the program. */
  readonly interrupt: { readonly reason: string };
}

/** The name of a kind of event. */
export type EventKind = keyof EventDetails;

/** All kinds, for `--trace` and its help. */
export const eventKinds = [
  'loaded',
  'hot',
  'translated',
  'compiled',
  'switch',
  'ic-transition',
  'shape-transition',
  'flush',
  'gc',
  'error',
  'interrupt',
] as const satisfies readonly EventKind[];

/** Where in the Lox program an event happened. */
export interface EventLocation {
  /** The running function's name; `script` outside of all functions. */
  readonly function: string;
  /** Source line, 1-based; 0 when no program is running. */
  readonly line: number;
}

/** An event as listeners get it. */
export type VmEvent = {
  [Kind in EventKind]: { readonly kind: Kind; readonly sequence: number } & EventLocation &
    EventDetails[Kind];
}[EventKind];

/** Is called with each event as it happens, by the thread that runs the VM. */
export type EventListener = (event: VmEvent) => void;

/** The stream of one VM. */
export interface Events {
  /** Reports an event; its number and place are added here. */
  emit<Kind extends EventKind>(kind: Kind, details: EventDetails[Kind]): void;
  /** Calls `listener` for every later event. */
  listen(listener: EventListener): void;
  /** How many events of each kind there were. */
  readonly counts: ReadonlyMap<EventKind, number>;
}

/** Makes a stream. `locate` says where the program stands; it is asked only when someone listens. */
export function createEvents(locate: () => EventLocation): Events {
  const listeners: EventListener[] = [];
  const counts = new Map<EventKind, number>();
  let sequence = 0;
  return {
    counts,
    listen: (listener) => void listeners.push(listener),
    emit(kind, details) {
      sequence += 1;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      if (listeners.length === 0) return;
      const event = { kind, sequence, ...locate(), ...details } as VmEvent;
      for (const listener of listeners) listener(event);
    },
  };
}

/** One line of text for an event, as `--trace` prints it. */
export function formatEvent(event: VmEvent): string {
  const { kind, sequence, function: name, line, ...details } = event;
  const particulars = Object.entries(details)
    .map(([key, value]) => `${key}=${typeof value === 'number' ? Number(value.toFixed(3)) : value}`)
    .join(' ');
  return `${String(sequence).padStart(6)} ${kind.padEnd(10)} ${name}:${line} ${particulars}`;
}
