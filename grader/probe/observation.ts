/**
 * What the parent asks of a process with a student's code in it, and what comes
 * back. All of it is plain data: it travels as JSON.
 *
 * What a test expects never travels. So nothing that happens in the process,
 * whatever it prints, throws or overrides, can make a test pass but the right
 * observations.
 */
import type { TierName } from '#shared/contracts/engine.ts';
import type { EventDetails, EventKind, EventLocation } from '#shared/events/events.ts';
import type { VmStatistics } from '#solutions/vm.ts';

/** What JSON can say. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** How a program is to be run. What is left out is as the VM has it. */
export interface RunOptions {
  /** Collect at every allocation. */
  readonly stressGc?: boolean;
  /** Limit of the moving heap in bytes; 64 MiB if not given. */
  readonly heapBytes?: number;
  /** Calls, returns and back-edges after which the engine comes back to the driver. */
  readonly quantum?: number;
  /** The tier of every function; the interpreter if not given, so that no other does its work. */
  readonly tier?: TierName | 'auto';
  /** So many calls, or so many back-edges, make a function hot: either counter that reaches this. */
  readonly hotThreshold?: number;
  /** What to bring back besides the output. */
  readonly views?: readonly ViewName[];
  /** The least time, in place of the grader's, before it counts as hanging. */
  readonly timeoutMilliseconds?: number;
}

/** What can be looked at when a program has ended. */
export type ViewName = keyof Views;

/** What was looked at; each is there when it was asked for. */
export interface Views {
  /** Every function that was loaded, in that order. The script itself is called `script`. */
  readonly functions?: readonly FunctionView[];
  /** Every event of the VM, in order. */
  readonly events?: readonly EventView[];
  /** The words of the VM state block, by the names that `layout.ts` gives them. */
  readonly state?: Readonly<Record<string, number>>;
}

/** A function as it lies in memory. */
export interface FunctionView {
  readonly name: string;
  readonly calls: number;
  readonly loops: number;
  /** Its feedback cells, in the order of the bytecode: words by field name. */
  readonly sites: readonly Readonly<Record<string, number>>[];
}

/** An event, with its particulars. */
export type EventView = EventLocation & {
  readonly kind: EventKind;
  readonly details: EventDetails[EventKind];
};

/** What one process is asked to do. */
export type ObservationRequest =
  | { readonly kind: 'run'; readonly source: string; readonly options: RunOptions }
  | {
      readonly kind: 'scenario';
      readonly name: string;
      readonly args: Json;
      readonly timeoutMilliseconds?: number;
    };

/** Something that is wrong with a file before it can run. */
export interface FileProblem {
  /** The file, from the project's folder. */
  readonly file: string;
  /** From 1; 0 when the problem has no line. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
  /** The line of the source, for people. */
  readonly text: string;
}

/** How an observation ended. */
export type Ended =
  | { readonly kind: 'normal' }
  /** It came to a task that is not done yet. */
  | { readonly kind: 'unfinished'; readonly task: string }
  /** The code threw something. */
  | { readonly kind: 'exception'; readonly message: string; readonly stack: string }
  /** The code ended its process. */
  | { readonly kind: 'exit'; readonly code: number }
  /** The process was killed, but not by the grader. */
  | { readonly kind: 'signal'; readonly signal: string }
  /** It ran for this long and was stopped; the limit is in words. */
  | { readonly kind: 'hang'; readonly seconds: number; readonly limit: string }
  /** It asked for more memory than it may have. */
  | { readonly kind: 'memory'; readonly limit: string }
  /** It wrote without end, so many bytes until it was stopped. */
  | { readonly kind: 'flood'; readonly bytes: number }
  /** It wrote into the channel by which the grader's part of the process answers, or spoilt an answer. */
  | { readonly kind: 'forged' }
  /** A file that it needs does not parse, imports what it may not, or lacks an export. */
  | { readonly kind: 'notBuilt'; readonly problems: readonly FileProblem[] };

/** What a run shows. */
export interface RunFacts {
  /** What the Lox program printed. */
  readonly output: string;
  /** The exit status that `lox` would have; -1 when the program did not come to its end. */
  readonly exitCode: number;
  /** What `lox` would write on stderr, line by line. */
  readonly errors: readonly string[];
  /** What the VM has counted; null when the program did not compile, or not come to its end. */
  readonly statistics: VmStatistics | null;
  readonly views: Views;
}

/** What the process answers. */
export interface Reply {
  readonly ended: Ended;
  /** Of a run. */
  readonly run?: RunFacts;
  /** Of a scenario that ended normally: what it returned, as JSON text. */
  readonly value?: string;
}

/** A reply, or the lack of one, and what came out of the process besides. */
export interface Outcome extends Reply {
  /** What the process wrote on stdout and stderr: a student's `console.log`, for messages. */
  readonly written: string;
}
