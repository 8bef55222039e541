/**
 * The grader's end of the channel to the tests, which run in vitest's thread.
 * Children belong to this, the main thread: so they can be ended whatever a
 * test does.
 */
import { randomUUID } from 'node:crypto';
import type { FromGrader, Session, ToGrader } from '../probe/transport.ts';
import type { Observer } from './children/observer.ts';

export interface Broker {
  /** The name of the channel. */
  readonly channel: string;
  /** What failed in the grader itself, if anything did. */
  failure(): Error | undefined;
  close(): void;
}

/** Serves the tests with what an observer can do. */
export function startBroker(observer: Observer): Broker {
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

  return { channel: name, failure: () => failure, close: () => channel.close() };
}
