/** One child process with a student's code in it: started, asked, and ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Duplex, Readable } from 'node:stream';
import type { ObservationRequest, Reply } from '../../probe/observation.ts';
import { killGroup } from './kill.ts';
import { parseReply } from './parse-reply.ts';

/** How to start a child. */
export interface ChildCommand {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
  /** The user to run as, when it is not ours. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** What became of a request. */
export type Answer =
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** Something came through the channel that the grader's part did not write. */
  | { readonly kind: 'forged' }
  /** The answer, or what was written besides, is too long. */
  | { readonly kind: 'flood'; readonly bytes: number }
  | { readonly kind: 'died'; readonly code: number | null; readonly signal: string | null };

export interface Child {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  /** Whether it has started well enough to be asked; it may have died instead. */
  readonly ready: Promise<boolean>;
  /** Asks for one thing at a time. */
  ask(request: ObservationRequest): Promise<Answer>;
  /** What it wrote on stdout and stderr: the beginning and the end. */
  written(): string;
  /** Ends it, and its group. */
  kill(): void;
}

/** More than any answer of an honest process needs. */
const LONGEST_ANSWER_BYTES = 32 * 1024 * 1024;
/** A student's own output beyond this is a flood. */
const MOST_WRITTEN_BYTES = 8 * 1024 * 1024;
/** How much of it is kept for messages, at its beginning and at its end. */
const KEPT_BYTES = 4 * 1024;
/** How long after the end of a process its channel may still hold something. */
const DRAIN_MILLISECONDS = 500;

const NEWLINE = 0x0a;
const children = new Set<Child>();
process.on('exit', () => {
  for (const child of children) child.kill();
});

/** Starts a child. It waits for a first request; none of the student's code has run by then. */
export function startChild(command: ChildCommand): Child {
  const process = spawnChild(command);
  const channel = process.stdio[3] as Duplex;
  const word = randomUUID();
  let pending: ((answer: Answer) => void) | undefined;
  let end: Answer | undefined;
  let isFirst = true;
  const { promise: ready, resolve: becomeReady } = createPromise<boolean>();

  const finish = (answer: Answer) => {
    pending?.(answer);
    pending = undefined;
  };
  const written = keepEnds([process.stdout, process.stderr], (bytes) =>
    finish({ kind: 'flood', bytes }),
  );
  readLines(
    channel,
    (line) => {
      if (isFirst && line === 'ready') becomeReady(true);
      else finish(answerIn(line, word));
      isFirst = false;
    },
    (bytes) => finish({ kind: 'flood', bytes }),
  );
  onEnd(process, channel, (code, signal) => {
    children.delete(child);
    becomeReady(false);
    end = { kind: 'died', code, signal };
    finish(end);
  });

  const child: Child = {
    pid: process.pid,
    ready,
    ask(request) {
      return new Promise((resolve) => {
        if (end !== undefined) return resolve(end);
        pending = resolve;
        channel.write(`${JSON.stringify({ word, request })}\n`);
      });
    },
    written,
    kill() {
      if (process.pid !== undefined && end === undefined) killGroup(process.pid);
    },
  };
  children.add(child);
  return child;
}

/** A process in a group of its own: Ctrl-C is not for it, and what it starts ends with it. */
function spawnChild({ executable, args, env, folder, user }: ChildCommand): ChildProcess {
  return spawn(executable, args, {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    ...user,
  });
}

/** Lines of an answer begin with the word that only the grader's part knows. */
function answerIn(line: string, word: string): Answer {
  const reply = line.startsWith(`${word} `) ? parseReply(line.slice(word.length + 1)) : undefined;
  return reply === undefined ? { kind: 'forged' } : { kind: 'reply', reply };
}

/** Splits what a channel brings into lines. */
function readLines(
  channel: Duplex,
  onLine: (line: string) => void,
  onTooMuch: (bytes: number) => void,
): void {
  let chunks: Buffer[] = [];
  let bytes = 0;
  channel.on('error', () => {}); // It died while it was asked: its end says so.
  channel.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let at = rest.indexOf(NEWLINE); at >= 0; at = rest.indexOf(NEWLINE)) {
      onLine(Buffer.concat([...chunks, rest.subarray(0, at)]).toString());
      chunks = [];
      bytes = 0;
      rest = rest.subarray(at + 1);
    }
    chunks.push(rest);
    bytes += rest.length;
    if (bytes > LONGEST_ANSWER_BYTES) onTooMuch(bytes);
  });
}

/** Keeps the beginning and the end of what comes out of the streams, and counts it. */
function keepEnds(
  streams: readonly (Readable | null)[],
  onTooMuch: (bytes: number) => void,
): () => string {
  let beginning = '';
  let end = '';
  let bytes = 0;
  for (const stream of streams) {
    stream?.on('data', (chunk: Buffer) => {
      const room = KEPT_BYTES - beginning.length;
      beginning += chunk.toString('utf8', 0, Math.max(0, room));
      end = (end + chunk.toString('utf8', Math.max(0, room))).slice(-KEPT_BYTES);
      bytes += chunk.length;
      if (bytes > MOST_WRITTEN_BYTES) onTooMuch(bytes);
    });
  }
  return () => (bytes > 2 * KEPT_BYTES ? `${beginning}\n…\n${end}` : beginning + end);
}

/** Tells when the process has ended and its channel is read, or could not be started. */
function onEnd(
  process: ChildProcess,
  channel: Duplex,
  tell: (code: number | null, signal: string | null) => void,
): void {
  process.on('error', () => tell(null, null));
  process.on('exit', (code, signal) => {
    // What it may have started goes with it.
    if (process.pid !== undefined) killGroup(process.pid);
    const timer = setTimeout(() => tell(code, signal), DRAIN_MILLISECONDS);
    const drained = () => {
      clearTimeout(timer);
      tell(code, signal);
    };
    if (channel.readableEnded || channel.destroyed) drained();
    else channel.once('close', drained);
  });
}

function createPromise<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
