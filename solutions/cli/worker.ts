/**
 * The VM's Worker: does what the main thread asks, one request after the
 * other; see `thread/messages.ts`. While a Lox program runs, this thread sees
 * no messages, timers or signals.
 */
import { parentPort } from 'node:worker_threads';
import { launched } from '#shared/setup/project.mjs';
import { createSession, type Session } from './session/session.ts';
import { awaitCommand } from './thread/bell.ts';
import type { Reply, Request } from './thread/messages.ts';

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a Worker only');
let session: Session | undefined;

const reply = (message: Reply) => port.postMessage(message);

function opened(): Session {
  if (session === undefined) throw new Error('The first request must be to open a session');
  return session;
}

port.on('message', (request: Request) => {
  switch (request.kind) {
    case 'open':
      session = createSession(request.settings, reply, (bell) => awaitCommand(port, bell));
      break;
    case 'run': {
      const outcome = opened().run(request.source, request.interactive);
      // The main thread may end the process as soon as it knows the outcome.
      launched?.saveCodeCache(opened().hasCompiled());
      reply({ kind: 'done', outcome });
      break;
    }
    case 'command':
      throw new Error('Commands are for a debugger that waits for one');
    case 'close':
      reply({ kind: 'closed', report: opened().report() });
      port.close();
  }
});
