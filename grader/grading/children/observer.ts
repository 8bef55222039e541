/**
 * Has observations made in child processes. So many work at a time, and one
 * more stands by already started. The observations that a test makes one after
 * the other share a child as long as they end normally; those that it makes at
 * once do not.
 */
import type { ObservationRequest, Outcome } from '../../probe/observation.ts';
import type { Session } from '../../probe/transport.ts';
import { GraderError } from '../grader-error.ts';
import type { Limits } from '../limits.ts';
import { type Attempt, attempt } from './attempt.ts';
import { type Child, type ChildCommand, startChild } from './child.ts';
import { createGate } from './gate.ts';

export interface ObserverNeeds {
  /** How to start a child with the student's code in it. */
  readonly command: ChildCommand;
  /** How to start one with the reference's; asked only when something takes long. Undefined: the reference is not there. */
  readonly reference: (() => Promise<ChildCommand>) | undefined;
  readonly limits: Limits;
  /** Children that may work at a time. */
  readonly places: number;
  /** Puts places of the sources into an outcome. */
  readonly inSources: (outcome: Outcome) => Outcome;
}

export interface Observer {
  open(): Session;
  /** Ends all children. */
  close(): void;
}

/** A child that a session may use again. */
interface Seat {
  readonly child: Child;
  observations: number;
}

/** Each VM keeps its memory to the end of its process. */
const OBSERVATIONS_PER_CHILD = 16;

/**
 * Who has so many hangs has a loop that never ends nearly everywhere. The rest
 * of them get a fifth of the time, lest the grading take for ever.
 */
const PATIENTLY_AWAITED_HANGS = 4;
const IMPATIENCE = 5;

/** A reference that takes longer is not waited for. */
const REFERENCE_LIMIT_MILLISECONDS = 120_000;

/** Where the reference cannot be timed, so many times the least time are allowed. */
const WITHOUT_REFERENCE = 6;

/** Makes an observer. */
export function createObserver(needs: ObserverNeeds): Observer {
  const { command, reference, limits, places, inSources } = needs;
  const gate = createGate(places);
  const live = new Set<Child>();
  let spare: Child | undefined;
  let isClosed = false;
  let hangs = 0;

  const start = (how: ChildCommand) => {
    const child = startChild(how);
    live.add(child);
    return child;
  };

  const end = (child: Child) => {
    child.kill();
    live.delete(child);
  };

  /** Takes the child that stands by, and starts the next one. */
  function takeChild(): Child {
    const child = spare ?? start(command);
    spare = isClosed ? undefined : start(command);
    return child;
  }

  /** The limit that the reference's time makes. */
  async function measureReference(
    request: ObservationRequest,
    startReference: () => Promise<ChildCommand>,
  ): Promise<number> {
    const child = start(await startReference());
    const generous = {
      memoryBytes: limits.memoryBytes,
      leastMilliseconds: REFERENCE_LIMIT_MILLISECONDS,
      limitByReference: async () => REFERENCE_LIMIT_MILLISECONDS,
      limitInWords: `${REFERENCE_LIMIT_MILLISECONDS / 1000} s of computing`,
    };
    await hasStarted(child);
    const { milliseconds } = await attempt(child, request, generous);
    end(child);
    return milliseconds * limits.timesReference;
  }

  function leastMilliseconds(request: ObservationRequest): number {
    const own =
      request.kind === 'run' ? request.options.timeoutMilliseconds : request.timeoutMilliseconds;
    const least = own ?? limits.leastMilliseconds;
    return hangs < PATIENTLY_AWAITED_HANGS ? least : least / IMPATIENCE;
  }

  function attemptIn(child: Child, request: ObservationRequest): Promise<Attempt> {
    const least = leastMilliseconds(request);
    const { memoryBytes, timesReference } = limits;
    if (reference === undefined) {
      const limit = least * WITHOUT_REFERENCE;
      return attempt(child, request, {
        memoryBytes,
        leastMilliseconds: limit,
        limitByReference: async () => limit,
        limitInWords: `${limit / 1000} s of computing, since the reference is not there to compare with`,
      });
    }
    return attempt(child, request, {
      memoryBytes,
      leastMilliseconds: least,
      limitByReference: () => measureReference(request, reference),
      limitInWords: limitInWords(timesReference, least),
    });
  }

  /**
   * Makes sure of a hang while no other child works. Once one was sure, others
   * are believed that have computed for all of their time: that is no matter of
   * how busy the machine is.
   */
  async function confirm(request: ObservationRequest, first: Attempt): Promise<Outcome> {
    if (hangs > 0 && first.computedThroughout) {
      hangs += 1;
      return first.outcome;
    }
    const leave = await gate.enterAlone();
    const child = takeChild();
    try {
      await hasStarted(child);
      const { outcome } = await attemptIn(child, request);
      if (outcome.ended.kind === 'hang') hangs += 1;
      return outcome;
    } finally {
      end(child);
      leave();
    }
  }

  function open(): Session {
    const idle: Seat[] = [];
    let isOver = false;

    async function observeOnce(request: ObservationRequest): Promise<Attempt> {
      const leave = await gate.enter();
      const seat = idle.pop() ?? { child: takeChild(), observations: 0 };
      try {
        await hasStarted(seat.child);
        const made = await attemptIn(seat.child, request);
        seat.observations += 1;
        const isGood = made.outcome.ended.kind === 'normal';
        if (isGood && !isOver && seat.observations < OBSERVATIONS_PER_CHILD) idle.push(seat);
        else end(seat.child);
        return made;
      } finally {
        leave();
      }
    }

    return {
      async observe(request) {
        const made = await observeOnce(request);
        const isHang = made.outcome.ended.kind === 'hang';
        return inSources(isHang ? await confirm(request, made) : made.outcome);
      },
      close() {
        isOver = true;
        for (const { child } of idle.splice(0)) end(child);
      },
    };
  }

  return {
    open,
    close() {
      isClosed = true;
      for (const child of live) end(child);
    },
  };
}

function limitInWords(times: number, leastMilliseconds: number): string {
  return `${leastMilliseconds / 1000} s of computing, or ${times} times the reference's time if that is more`;
}

/**
 * Waits until a child can be asked.
 * @throws GraderError when it died before: none of the student's code has run by then
 */
async function hasStarted(child: Child): Promise<void> {
  if (await child.ready) return;
  throw new GraderError(`A child process could not be started:\n${child.written()}`);
}
