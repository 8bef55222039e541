/**
 * The grader's end of the channel to the tests, which run in vitest's thread.
 * Children belong to this, the main thread: so they can be ended whatever a
 * test does.
 */
import { randomUUID } from 'node:crypto';
import type { FromGrader, Session, ToGrader } from '../probe/transport.ts';
import type { Observer } from './children/observer.ts';
import { GraderError } from './grader-error.ts';

/**
 * Serves tests with what an observer can do, as long as an action takes. It is
 * told the name of the channel.
 * @throws GraderError when an observation failed that had nothing to do with the student's code
 */
export async function withBroker<Result>(
  observer: Observer,
  action: (channel: string) => Promise<Result>,
): Promise<Result> {
  const name = `hotpath-grade-${randomUUID()}`;
  const channel = new BroadcastChannel(name);
  const sessions = new Map<number, Session>();
  let failure: Error | undefined;

  function sessionOf(number: number): Session {
    const session = sessions.get(number) ?? observer.open();
    sessions.set(number, session);
    return session;
  }

  async function answer(message: Extract<ToGrader, { kind: 'observe' }>): Promise<FromGrader> {
    const { id, session, request } = message;
    try {
      return { id, outcome: await sessionOf(session).observe(request) };
    } catch (error) {
      failure ??= error instanceof Error ? error : new Error(String(error));
      return { id, failure: failure.message };
    }
  }

  channel.onmessage = async (event) => {
    // The types of Node do not say that a message event carries data.
    const message = (event as { data: ToGrader }).data;
    if (message.kind === 'observe') channel.postMessage(await answer(message));
    else {
      sessions.get(message.session)?.close();
      sessions.delete(message.session);
    }
  };

  try {
    const result = await action(name);
    if (failure !== undefined) throw new GraderError(failure.message, { cause: failure });
    return result;
  } finally {
    channel.close();
  }
}
