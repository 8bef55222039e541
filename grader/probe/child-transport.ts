/**
 * The transport for grading. Child processes belong to the grader's main
 * thread, which can end them all whatever becomes of a test; this end, in
 * vitest's thread, only sends requests and waits for outcomes.
 */
import type { Outcome } from './observation.ts';
import type { FromGrader, ToGrader, Transport } from './transport.ts';

interface Waiting {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

/** Makes the transport to the grader that listens on a channel of this name. */
export function createChildTransport(channelName: string): Transport {
  if (channelName === '') {
    throw new Error('These tests are run by `npm run grade`, or with HOTPATH_TRANSPORT=inline');
  }
  const channel = new BroadcastChannel(channelName);
  const waiting = new Map<number, Waiting>();
  let sessions = 0;
  let requests = 0;

  const send = (message: ToGrader) => channel.postMessage(message);
  channel.onmessage = (event) => {
    // The types of Node do not say that a message event carries data.
    const answer = (event as { data: FromGrader }).data;
    const { resolve, reject } = waiting.get(answer.id) ?? {};
    waiting.delete(answer.id);
    if ('outcome' in answer) resolve?.(answer.outcome);
    else reject?.(new Error(answer.failure));
  };

  return {
    open() {
      const session = ++sessions;
      return {
        observe(request) {
          const id = ++requests;
          return new Promise((resolve, reject) => {
            waiting.set(id, { resolve, reject });
            send({ kind: 'observe', session, id, request });
          });
        },
        close: () => send({ kind: 'close', session }),
      };
    },
  };
}
