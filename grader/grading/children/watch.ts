/** Looking at a child from outside while it works. */
import type { Ended } from '../../probe/observation.ts';
import type { Child } from './child.ts';
import { readUsage, type Usage } from './usage.ts';

/** What a child may use up, and who knows how long the reference takes. */
export interface WatchLimits {
  readonly memoryBytes: number;
  /** Nothing counts as hanging before. */
  readonly leastMilliseconds: number;
  /** The limit from what the reference takes; asked when the least time is used up. */
  readonly limitByReference: () => Promise<number>;
  /** What may be computed, for people. */
  readonly limitInWords: string;
}

/** It has used up too much. */
export interface Exceeded {
  readonly kind: 'exceeded';
  readonly ended: Ended;
  /** Whether it computed for all of its time limit. */
  readonly computedThroughout: boolean;
}

export interface Watch {
  /** Settles only when something is exceeded. */
  readonly exceeded: Promise<Exceeded>;
  stop(): void;
}

/** How often a child is looked at; where it takes a process to look, less often. */
const INTERVAL_MILLISECONDS = process.platform === 'linux' ? 50 : 500;

/**
 * Time is what the child computes: that does not depend on what else the
 * machine does. A child that waits, or gets no processor, is given so many
 * times its limit by the clock on the wall.
 */
const PATIENCE = 1.5;

/** Watches until it is stopped. */
export function startWatch(child: Child, limits: WatchLimits): Watch {
  const started = performance.now();
  let first: Usage | undefined;
  let limit: number | undefined;
  let asked = false;
  let report: (exceeded: Exceeded) => void = () => {};
  const exceeded = new Promise<Exceeded>((resolve) => {
    report = resolve;
  });

  function askReference(): void {
    asked = true;
    limits.limitByReference().then(
      (found) => {
        limit = Math.max(found, limits.leastMilliseconds);
      },
      () => {
        limit = limits.leastMilliseconds;
      },
    );
  }

  function judge(usage: Usage | undefined): void {
    const elapsed = performance.now() - started;
    first ??= usage;
    const computed = (usage?.cpuMilliseconds ?? 0) - (first?.cpuMilliseconds ?? 0);
    if (usage !== undefined && usage.bytes > limits.memoryBytes) {
      const ended: Ended = { kind: 'memory', limit: megabytes(limits.memoryBytes) };
      report({ kind: 'exceeded', ended, computedThroughout: false });
    }
    if (elapsed > limits.leastMilliseconds && !asked) askReference();
    if (limit === undefined || (computed < limit && elapsed < limit * PATIENCE)) return;
    const computedThroughout = computed >= limit;
    const waited = `; it computed for ${seconds(computed)} s, and code that waits has ${PATIENCE} times its limit by the clock`;
    const inWords = `${limits.limitInWords}${computedThroughout ? '' : waited}`;
    const ended: Ended = { kind: 'hang', seconds: seconds(elapsed), limit: inWords };
    report({ kind: 'exceeded', ended, computedThroughout });
  }

  const timer = setInterval(async () => {
    if (child.pid !== undefined) judge(await readUsage(child.pid));
  }, INTERVAL_MILLISECONDS);
  return { exceeded, stop: () => clearInterval(timer) };
}

/** To one decimal. */
function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
