/**
 * What the main thread and the VM's Worker say to each other.
 *
 *     main thread                          Worker
 *       ├─ open, with the settings ─────────▶│
 *       ├─ run, with a source ──────────────▶│
 *       │◀──────────── memory, once the VM is there
 *       │◀─────────────────────────── done ──┤   any number of times
 *       ├─ close ───────────────────────────▶│
 *       │◀───────── closed, with a report ───┤   and the Worker ends
 *
 * While the VM runs, its thread reads no messages: then the main thread can
 * only write the poll word, at the address that `memory` told it. A debugger
 * that has stopped asks for commands, and waits for each without leaving `run`:
 *
 *       │◀───────────────────────── prompt ──┤
 *       ├─ command, and the bell is rung ───▶│
 */
import type { TierName } from '#shared/contracts/engine.ts';
import type { EventKind, VmEvent } from '#shared/events/events.ts';
import type { VmStatistics } from '../../vm.ts';

/** Forms of a program that can be looked at, in the order in which they are made. */
export const formKinds = ['tokens', 'ast', 'bytecode', 'threaded', 'ir', 'asm'] as const;

/** What can be looked at when a program has run. */
export const leftKinds = ['caches', 'shapes', 'shapes.svg'] as const;

/** All that can be dumped. */
export const dumpKinds = [...formKinds, ...leftKinds] as const;

/** The name of something that a program leaves. */
export type LeftKind = (typeof leftKinds)[number];

/** The name of one of them. */
export type DumpKind = (typeof dumpKinds)[number];

/** The name of a form of the program. */
export type FormKind = (typeof formKinds)[number];

/** What a VM thread is to do, and how. */
export interface Settings {
  /** Limit of the moving heap in bytes. */
  readonly heapBytes: number;
  readonly stressGc: boolean;
  readonly tier: TierName | 'auto';
  /** Calls, or back-edges, after which a function counts as hot; the VM's own number if not given. */
  readonly hotThreshold?: number;
  /** Calls and back-edges, added, after which a function is compiled; the VM's own number if not given. */
  readonly compileThreshold?: number;
  readonly firstCompileThreshold?: number;
  readonly countDispatches: boolean;
  /** What to print instead of what the program prints; empty: run as usual. */
  readonly dump: readonly DumpKind[];
  /** Kinds of events to print on stderr. */
  readonly trace: readonly EventKind[];
  /** Keep all events for the report, and the program's output too, instead of writing it. */
  readonly record: boolean;
  /** With it the program runs under the debugger. A word that both threads see: it changes with each command. */
  readonly bell?: Int32Array;
}

/** What the main thread asks for. */
export type Request =
  | { readonly kind: 'open'; readonly settings: Settings }
  /** `interactive`: from a REPL, where more lines may follow and an expression stands for its value. */
  | { readonly kind: 'run'; readonly source: string; readonly interactive: boolean }
  /** What somebody typed at the debugger's prompt; undefined: nothing more will come. */
  | { readonly kind: 'command'; readonly line: string | undefined }
  | { readonly kind: 'close' };

/** How a run ended. All output has been written by then. */
export type Outcome =
  | 'ok'
  /** The source ends too early and nothing was run; only when interactive. */
  | 'incomplete'
  /** Compile errors. */
  | 'rejected'
  /** A runtime error. */
  | 'error'
  | 'interrupt'
  | 'timeout'
  /** Somebody had enough of it, in the debugger. */
  | 'left'
  /** The VM failed. */
  | 'internal'
  /** The tier that was asked for cannot be had. */
  | 'unavailable'
  /** The reader of the output is gone. */
  | 'unread';

/** What a VM thread has to tell at its end. */
export interface Report {
  /** Undefined when nothing was run. */
  readonly statistics: VmStatistics | undefined;
  /** How many events of each kind there were. */
  readonly eventCounts: ReadonlyMap<EventKind, number>;
  /** Time spent in Lox programs. */
  readonly milliseconds: number;
  /** All events, when they were to be kept. */
  readonly events: readonly VmEvent[];
  /** What the programs printed, when it was to be kept. */
  readonly output: string;
}

/** What the Worker answers. */
export type Reply =
  /** The VM exists; byte 0 of its linear memory lies at this address. */
  | { readonly kind: 'memory'; readonly address: number }
  /** The debugger waits for a command. */
  | { readonly kind: 'prompt' }
  | { readonly kind: 'done'; readonly outcome: Outcome }
  | { readonly kind: 'closed'; readonly report: Report };
