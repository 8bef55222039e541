/** One observation in one child, watched from outside. */
import { setImmediate } from 'node:timers/promises';
import type { Ended, ObservationRequest, Outcome } from '../../probe/observation.ts';
import { JAVASCRIPT_HEAP_MEGABYTES } from '../limits.ts';
import type { Answer, Child } from './child.ts';
import { type Exceeded, startWatch, type WatchLimits } from './watch.ts';

/** An outcome, and what it took. */
export interface Attempt {
  readonly outcome: Outcome;
  readonly milliseconds: number;
  /** When it hangs: whether it has computed all that time, so that a busy machine is no excuse. */
  readonly computedThroughout: boolean;
}

/** Asks the child, and stops it when it uses up too much. A child that does not end normally is ended. */
export async function attempt(
  child: Child,
  request: ObservationRequest,
  limits: WatchLimits,
): Promise<Attempt> {
  const started = performance.now();
  const watch = startWatch(child, limits);
  const answer = await Promise.race([child.ask(request), watch.exceeded]);
  watch.stop();
  const milliseconds = performance.now() - started;
  await whatIsThereIsRead();
  const outcome = outcomeOf(answer, child.written());
  if (outcome.ended.kind !== 'normal') child.kill();
  const computedThroughout = answer.kind === 'exceeded' && answer.computedThroughout;
  return { outcome, milliseconds, computedThroughout };
}

/**
 * What a child wrote before it answered is in its pipe by then, but the answer
 * has a channel of its own and may be read first. One whole turn of the event
 * loop reads all pipes.
 */
async function whatIsThereIsRead(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

/** V8's last words when its heap is full, and where its report begins. */
const HEAP_FULL = /JavaScript heap out of memory/;
const V8_REPORT = /^<--- Last few GCs/m;

function outcomeOf(answer: Answer | Exceeded, written: string): Outcome {
  if (answer.kind === 'reply') return { ...answer.reply, written };
  return { ended: endedBy(answer, written), written: written.split(V8_REPORT)[0] };
}

function endedBy(answer: Exclude<Answer, { kind: 'reply' }> | Exceeded, written: string): Ended {
  switch (answer.kind) {
    case 'exceeded':
      return answer.ended;
    case 'forged':
      return { kind: 'forged' };
    case 'flood':
      return { kind: 'flood', bytes: answer.bytes };
    case 'died':
      return endedByDying(answer, HEAP_FULL.test(written));
  }
}

function endedByDying(
  { code, signal }: Extract<Answer, { kind: 'died' }>,
  isHeapFull: boolean,
): Ended {
  if (isHeapFull)
    return { kind: 'memory', limit: `the ${JAVASCRIPT_HEAP_MEGABYTES} MB that V8 has for objects` };
  return signal === null ? { kind: 'exit', code: code ?? 0 } : { kind: 'signal', signal };
}
