/**
 * Has observations made in child processes. So many work at a time, one more
 * stands by already started, and the observations of one test share a child as
 * long as they end normally.
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
  /** How to start one with the reference's; asked only when something takes long. */
  readonly reference: () => Promise<ChildCommand>;
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

/** Each VM keeps its memory to the end of its process. */
const OBSERVATIONS_PER_CHILD = 16;

/** A reference that takes longer is not waited for. */
const REFERENCE_LIMIT_MILLISECONDS = 120_000;

/** Makes an observer. */
export function createObserver(needs: ObserverNeeds): Observer {
  const { command, reference, limits, places, inSources } = needs;
  const gate = createGate(places);
  const live = new Set<Child>();
  let spare: Child | undefined;
  let isClosed = false;
  let hangsConfirmed = 0;

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

  async function measureReference(request: ObservationRequest): Promise<number> {
    const child = start(await reference());
    const generous = {
      memoryBytes: limits.memoryBytes,
      leastMilliseconds: REFERENCE_LIMIT_MILLISECONDS,
      limitByReference: async () => REFERENCE_LIMIT_MILLISECONDS,
    };
    await hasStarted(child);
    const { milliseconds } = await attempt(child, request, generous);
    end(child);
    return milliseconds * limits.timesReference;
  }

  function attemptIn(child: Child, request: ObservationRequest): Promise<Attempt> {
    const own =
      request.kind === 'run' ? request.options.timeoutMilliseconds : request.timeoutMilliseconds;
    return attempt(child, request, {
      memoryBytes: limits.memoryBytes,
      leastMilliseconds: own ?? limits.leastMilliseconds,
      limitByReference: () => measureReference(request),
    });
  }

  /**
   * Makes sure of a hang while no other child works. Once one was sure, others
   * are believed that have computed for all of their time: that is no matter of
   * how busy the machine is.
   */
  async function confirm(request: ObservationRequest, first: Attempt): Promise<Outcome> {
    if (hangsConfirmed > 0 && first.computedThroughout) return first.outcome;
    const leave = await gate.enterAlone();
    const child = takeChild();
    try {
      await hasStarted(child);
      const { outcome } = await attemptIn(child, request);
      if (outcome.ended.kind === 'hang') hangsConfirmed += 1;
      return outcome;
    } finally {
      end(child);
      leave();
    }
  }

  function open(): Session {
    let child: Child | undefined;
    let observations = 0;

    function drop(): void {
      if (child !== undefined) end(child);
      child = undefined;
      observations = 0;
    }

    async function observeOnce(request: ObservationRequest): Promise<Attempt> {
      const leave = await gate.enter();
      try {
        child ??= takeChild();
        await hasStarted(child);
        observations += 1;
        const made = await attemptIn(child, request);
        if (made.outcome.ended.kind !== 'normal' || observations === OBSERVATIONS_PER_CHILD) drop();
        return made;
      } finally {
        leave();
      }
    }

    return {
      async observe(request) {
        const made = await observeOnce(request);
        const hangs = made.outcome.ended.kind === 'hang';
        return inSources(hangs ? await confirm(request, made) : made.outcome);
      },
      close: drop,
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

/**
 * Waits until a child can be asked.
 * @throws GraderError when it died before: none of the student's code has run by then
 */
async function hasStarted(child: Child): Promise<void> {
  if (await child.ready) return;
  throw new GraderError(`A child process could not be started:\n${child.written()}`);
}
