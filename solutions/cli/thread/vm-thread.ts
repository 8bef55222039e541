/** The VM's Worker as the main thread sees it. */
import type { Worker } from 'node:worker_threads';
import { reportInternalError } from '../internal-error.ts';
import { vmWorker } from '../launcher/vm-worker.ts';
import { ring } from './bell.ts';
import type { Outcome, Reply, Report, Request, Settings } from './messages.ts';
import { createStopper, type StopReason } from './stopper.ts';

/** One Worker with one VM. */
export interface VmThread {
  /** Says what is to be done. Must come first. */
  open(settings: Settings): void;
  /** Runs a source, one at a time. Never rejects. */
  run(source: string, interactive?: boolean): Promise<Outcome>;
  /**
   * Runs a source under the debugger; the settings must have a bell.
   * @param ask called whenever the program stands still, for the next command
   */
  debug(source: string, ask: () => Promise<string | undefined>): Promise<Outcome>;
  /** Asks the run that is under way to stop. */
  stop(reason: StopReason): void;
  /** Whether the VM has been loaded. Until then the process must not end by `process.exit`. */
  isUp(): boolean;
  /** Ends the thread. Undefined: it had ended before. */
  close(): Promise<Report | undefined>;
}

/** Starts the Worker. It loads the VM while the caller goes on. */
export function startVmThread(): VmThread {
  const worker = vmWorker();
  worker.ref();
  const stopper = createStopper();
  const ended = endOf(worker);
  const send = (request: Request) => worker.postMessage(request);
  let bell: Int32Array | undefined;
  let isUp = false;
  let answer: ((reply: Exclude<Reply, { kind: 'memory' }>) => void) | undefined;

  worker.on('message', (reply: Reply) => {
    isUp = true;
    if (reply.kind === 'memory') stopper.setAddress(reply.address);
    else answer?.(reply);
  });

  async function start(
    source: string,
    interactive: boolean,
    onPrompt: () => void = () => {},
  ): Promise<Outcome> {
    const done = new Promise<Outcome>((resolve) => {
      answer = (reply) => {
        if (reply.kind === 'done') resolve(reply.outcome);
        else if (reply.kind === 'prompt') onPrompt();
      };
    });
    send({ kind: 'run', source, interactive });
    const outcome = await Promise.race([done, ended]);
    await stopper.reset();
    return outcome;
  }

  return {
    open(settings) {
      bell = settings.bell;
      send({ kind: 'open', settings });
    },
    stop: stopper.stop,
    isUp: () => isUp,
    run: (source, interactive = false) => start(source, interactive),
    debug: (source, ask) =>
      start(source, false, async () => {
        send({ kind: 'command', line: await ask() });
        if (bell !== undefined) ring(bell);
      }),
    async close() {
      const closed = new Promise<Report>((resolve) => {
        answer = (reply) => reply.kind === 'closed' && resolve(reply.report);
      });
      send({ kind: 'close' });
      return Promise.race([closed, ended.then(() => undefined)]);
    },
  };
}

/** How a Worker ends of which nobody asked it: by an error, reported here, or because nobody reads its output. */
function endOf(worker: Worker): Promise<Outcome> {
  return new Promise((resolve) => {
    let outcome: Outcome = 'unread';
    worker.on('error', (error) => {
      outcome = 'internal';
      reportInternalError(error);
    });
    worker.on('exit', () => resolve(outcome));
  });
}
