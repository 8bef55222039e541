/**
 * The transport for learning: the student's code runs in vitest's own process,
 * chosen by the export conditions of the vitest project, so that a debugger
 * stops in it. Nothing is guarded against: an endless loop stays one.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Leave, Perform, Scenarios } from './child/perform.ts';
import type { Outcome, Reply } from './observation.ts';
import type { Transport } from './transport.ts';

/** Carries a reply out of the middle of an observation. */
class Left extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super('the observation was left');
    this.reply = reply;
  }
}

const leave: Leave = (reply) => {
  throw new Left(reply);
};

/** Makes the transport. The code is loaded with the first request. */
export function createInlineTransport(testsFolder: string): Transport {
  let loading: Promise<Perform> | undefined;
  return {
    open: () => ({
      async observe(request): Promise<Outcome> {
        loading ??= loadPerform(testsFolder);
        try {
          const perform = await loading;
          return { ...(await perform(request, leave)), written: '' };
        } catch (error) {
          if (error instanceof Left) return { ...error.reply, written: '' };
          const { endedByThrowing } = await import('./child/describe-thrown.ts');
          return { ended: endedByThrowing(error), written: '' };
        }
      },
      close() {},
    }),
  };
}

async function loadPerform(testsFolder: string): Promise<Perform> {
  const { createPerform } = await import('./child/perform.ts');
  const file = join(testsFolder, 'scenarios.ts');
  return createPerform(existsSync(file) ? ((await import(file)) as Scenarios) : {});
}
